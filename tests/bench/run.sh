#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh BASINCHECK: every comparison that can run here, as the target `bench`
# does. BENCH_DATA names the folder of the generated layers, RUNS how many runs
# of each (3); what needs layers is left out without it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
"$here/bench.sh" "$1" "${ROWS:-10000000}" "${RUNS:-3}"
if [ -n "${BENCH_DATA:-}" ]; then
  "$here/geometry.sh" "$BENCH_DATA" "$1" "${RUNS:-3}"
  "$here/raster.sh" "$BENCH_DATA" "$1" "${RUNS:-3}"
else
  echo "BENCH_DATA is not set: geometry.sh and raster.sh are left out"
fi
