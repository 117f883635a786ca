#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh [SECONDS [BUILD]]: every fuzzer of BUILD for its share of the time, two
# at once. An input that breaks something stays as BUILD/NAME-crash-*; add it,
# made small, to corpus/NAME with the repair.
set -eu
seconds=${1:-20}
here=$(cd "$(dirname "$0")" && pwd)
build=${2:-$here/../../build/fuzz}
names="rows reading date unit class"
share=$((seconds / 5))
test "$share" -gt 0 || share=1
if ! test -d "$build"; then
  cmake -S "$here/../.." -B "$build" -G Ninja -D CMAKE_C_COMPILER=clang \
    -D CMAKE_BUILD_TYPE=RelWithDebInfo -D BASINCHECK_FUZZ=ON
fi
cmake --build "$build" --target fuzz
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT
export here build share found
# shellcheck disable=SC2016 # the inner shell expands them
printf '%s\n' $names | xargs -n 1 -P 2 sh -c '
  mkdir "$found/$1"
  longest=200 # bytes of a cell
  test "$1" != rows || longest=4096
  "$build/tests/fuzz/fuzz_$1" -max_total_time="$share" -timeout=10 \
    -max_len="$longest" \
    -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/$1-" -dict="$here/water.dict" \
    "$found/$1" "$here/corpus/$1" >"$found/$1.log" 2>&1
  status=$?
  echo "fuzz_$1: $share s"
  cat "$found/$1.log"
  exit $status' sh
