#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh [SECONDS [BUILD]]: every fuzzer of BUILD for its share of the time.
# An input that breaks something stays as BUILD/NAME-crash-*; add it, made small,
# to corpus/NAME with the repair.
set -eu
seconds=${1:-20}
here=$(cd "$(dirname "$0")" && pwd)
build=${2:-$here/../../build/fuzz}
names="reading date unit class rows"
share=$((seconds / 5))
test "$share" -gt 0 || share=1
if ! test -d "$build"; then
  cmake -S "$here/../.." -B "$build" -G Ninja -D CMAKE_C_COMPILER=clang \
    -D CMAKE_BUILD_TYPE=RelWithDebInfo -D BASINCHECK_FUZZ=ON
fi
cmake --build "$build" --target fuzz
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
for name in $names; do
  mkdir "$found/$name"
  echo "fuzz_$name: $share s"
  "$build/tests/fuzz/fuzz_$name" -max_total_time="$share" -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/$name-" -dict="$here/water.dict" \
    "$found/$name" "$here/corpus/$name"
done
