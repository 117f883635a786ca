#!/bin/sh
# SPDX-License-Identifier: MIT
# bench.sh [BASINCHECK [ROWS [RUNS]]]: `classify` and pandas on the same table,
# in turn; medians and their ratio, then the memory of a tenth of the rows and
# of all of them. Large files go to $TMPDIR and are removed. Exits with 77 when
# pandas is missing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/release/basincheck}
rows=${2:-10000000}
runs=${3:-5}
python=${PYTHON:-/usr/bin/python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$python" -c 'import pandas' 2>/dev/null || { echo "pandas is missing"; exit 77; }
cc -O2 -o "$folder/gen" "$here/gen_observations.c"
"$folder/gen" "$rows" >"$folder/all.csv"
"$folder/gen" $((rows / 10)) >"$folder/tenth.csv"

# measure NAME COMMAND...: seconds, those of the processor and KiB of one run,
# appended to NAME.runs
measure() {
  name=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$folder/time" "$@" >/dev/null 2>&1
  tail -n 1 "$folder/time" | awk '{print $1, $2 + $3, $4}' \
    >>"$folder/$name.runs"
}

ours() {
  measure "$1" "$program" classify "$folder/$2.csv" --type river --by month \
    -o "$folder/ours.csv"
}

# median NAME COLUMN
median() {
  cut -d ' ' -f "$2" "$folder/$1.runs" | sort -n |
    awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}

for _ in $(seq "$runs"); do
  ours ours all
  ours tenth tenth
  measure pandas "$python" "$here/classify_pandas.py" "$folder/all.csv" \
    "$here/../../src/water/gb3838.csv" "$folder/pandas.csv"
done
ours ours all

# The classes are the same ones, up to means that floats place off a tie.
cut -d , -f 1,2,4 "$folder/ours.csv" | sed '1d; s/\r$//' | sort >"$folder/a"
sed 1d "$folder/pandas.csv" | sort >"$folder/b"
differ=$(comm -3 "$folder/a" "$folder/b" | cut -f 1 | grep -c . || true)

echo "rows $rows, runs $runs, section-months $(wc -l <"$folder/a")"
# ratio COLUMN
ratio() {
  echo "$(median pandas "$1") $(median ours "$1")" |
    awk '{printf "%.1f", $1 / $2}'
}

# mib NAME
mib() {
  median "$1" 3 | awk '{printf "%.1f", $1 / 1024}'
}

echo "seconds: basincheck $(median ours 1), pandas $(median pandas 1)," \
  "ratio $(ratio 1)"
echo "processor: basincheck $(median ours 2), pandas $(median pandas 2)," \
  "ratio $(ratio 2)"
echo "memory MiB: $((rows / 10)) rows $(mib tenth), $rows rows $(mib ours)," \
  "pandas $(mib pandas)"
echo "section-months with another class: $differ"
