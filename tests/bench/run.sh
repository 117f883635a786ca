#!/bin/bash
# SPDX-License-Identifier: MIT
# run.sh [BASINCHECK]: every comparison that can run here, as the target `bench`
# does; at the end the tables of README.md. A peer that is missing is left out.
#   SIZE        S (two minutes), M (default, ten to fifteen) or L
#   RUNS        how often the program runs (3; medians); peers run once
#   ROWS        of observations: 200 k, 10 M or 100 M by SIZE
#   PREFIX      before each program that is measured: `chrt -r 5`
#   PATIENCE    seconds after which gdal_grid is stopped (60)
#   NO_PEER     set: without QGIS
#   BENCH_DATA  where generated layers are kept ($TMPDIR/basincheck-bench)
# Exits with 1 when an answer differs from a peer's or growth is over its limit.
set -u
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/release/basincheck}
export SIZE=${SIZE:-M} RUNS=${RUNS:-3}
case $SIZE in
S) rows=200000 ;;
M) rows=10000000 ;;
L) rows=100000000 ;;
*) echo "run.sh: no SIZE '$SIZE'" >&2; exit 2 ;;
esac
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
failed=0

for part in geometry postgis raster formats growth; do
  "$here/$part.sh" "$program" >"$log/$part"
  status=$?
  grep -v '^|' "$log/$part"
  case $status in
  0) ;;
  77) echo "$part: left out" ;;
  *) echo "$part: exit status $status"; failed=1 ;;
  esac
done
"$here/bench.sh" "$program" "${ROWS:-$rows}" "$RUNS"

echo
date +%F
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sort | uniq -c
echo "$("$program" --version | head -n 1); load$(uptime | sed 's/.*average//')"
echo
echo "| task | \`basincheck\` s (processor) | MiB | peer s (processor) | ratio | goal |"
echo "| --- | --- | --- | --- | --- | --- |"
grep -h '^|' "$log/geometry" "$log/postgis" "$log/raster"
echo
echo "| format | rows | s (processor) | M rows a second | MiB | file, MiB |"
echo "| --- | --- | --- | --- | --- | --- |"
grep '^|' "$log/formats"
echo
echo "| growth | s | s before | ratio | limit | |"
echo "| --- | --- | --- | --- | --- | --- |"
grep '^|' "$log/growth"
exit $failed
