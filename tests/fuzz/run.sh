#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh [SECONDS [BUILD [NAME...]]]: every fuzzer of BUILD (or those named) for
# its share of the time, two at once. An input that breaks something stays as
# BUILD/NAME-crash-*; add it, made small, to corpus/NAME with the repair. A long
# run, an hour for each: run.sh 68400.
set -eu
seconds=${1:-60}
here=$(cd "$(dirname "$0")" && pwd)
build=${2:-$here/../../build/fuzz}
shift $(($# < 2 ? $# : 2))
# as many bytes as an input may have
lengths="
  rows 4096 reading 200 date 200 unit 200 class 200 condition 200 query 200
  polygons 80 project 8192 manifest 4096 sheet 8192
  csv 4096 geojson 4096 flatgeobuf 4096 shapefile 4096 workbook 8192
  geopackage 131072
"
names=${*:-$(echo $lengths | tr ' ' '\n' | grep '[a-z]')}
# twice the time is shared by two
share=$((2 * seconds / $(echo "$names" | wc -w)))
test "$share" -gt 0 || share=1
if ! test -d "$build"; then
  # with asserts, which a release build leaves out
  cmake -S "$here/../.." -B "$build" -G Ninja -D CMAKE_C_COMPILER=clang \
    -D CMAKE_BUILD_TYPE=RelWithDebInfo -D CMAKE_C_FLAGS_RELWITHDEBINFO="-O1 -g" \
    -D BASINCHECK_FUZZ=ON -D BUILD_TESTING=OFF
fi
build=$(cd "$build" && pwd)
cmake --build "$build" --target fuzz
work=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$work"' EXIT
"$here/seeds.sh" "$work/seeds"
export here build share work lengths BASINCHECK_THREADS=1
# shellcheck disable=SC2016 # the inner shell expands them
printf '%s\n' $names | xargs -n 1 -P 2 sh -c '
  mkdir -p "$work/$1/new" "$work/seeds/$1"
  cd "$work/$1"
  longest=$(echo $lengths | grep -o "\<$1 [0-9]*" | cut -d " " -f 2)
  committed=$here/corpus/$1
  test -d "$committed" || committed=
  "$build/tests/fuzz/fuzz_$1" -max_total_time="$share" -timeout=10 \
    -max_len="$longest" \
    -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/$1-" -dict="$here/water.dict" \
    new "$work/seeds/$1" $committed >log 2>&1
  status=$?
  echo "fuzz_$1: $share s"
  cat log
  exit $status' sh
