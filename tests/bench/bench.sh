#!/bin/sh
# SPDX-License-Identifier: MIT
# bench.sh [BASINCHECK [ROWS [RUNS]]]: `classify` and its peers on the same
# table, in turn; medians and their ratios, then the memory and time of a tenth
# of the rows and of all of them. Peers: pandas, where python has it (PANDAS=no
# leaves it out: it holds the table in memory), and DuckDB, where DUCKDB names
# the node_modules that have @duckdb/node-api. TABLE names a long table to be
# read instead of the one that is generated. Large files go to $TMPDIR and are
# removed. Exits with 77 when there is no peer.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/release/basincheck}
rows=${2:-10000000}
runs=${3:-5}
python=${PYTHON:-/usr/bin/python3}
limits=$here/../../src/water/gb3838.csv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

peers=
if [ "${PANDAS:-yes}" != no ] && "$python" -c 'import pandas' 2>/dev/null; then
  peers=pandas
fi
if [ -n "${DUCKDB:-}" ]; then
  peers="$peers duckdb"
fi
[ -n "$peers" ] || { echo "neither pandas nor DuckDB is there"; exit 77; }

if [ -n "${TABLE:-}" ]; then
  ln -s "$(realpath "$TABLE")" "$folder/all.csv"
  rows=$(($(wc -l <"$TABLE") - 1))
  head -n $((rows / 10 + 1)) "$TABLE" >"$folder/tenth.csv"
else
  cc -O2 -o "$folder/gen" "$here/gen_observations.c"
  "$folder/gen" "$rows" >"$folder/all.csv"
  "$folder/gen" $((rows / 10)) >"$folder/tenth.csv"
fi

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

pandas() {
  measure pandas "$python" "$here/classify_pandas.py" "$folder/all.csv" \
    "$limits" "$folder/pandas.csv"
}

duckdb() {
  NODE_PATH=$DUCKDB measure duckdb node "$here/classify_duckdb.cjs" \
    "$folder/all.csv" "$limits" "$folder/duckdb.csv"
}

# median NAME COLUMN
median() {
  cut -d ' ' -f "$2" "$folder/$1.runs" | sort -n |
    awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}

for _ in $(seq "$runs"); do
  ours ours all
  ours tenth tenth
  for peer in $peers; do
    "$peer"
  done
done
ours ours all

# ratio A B COLUMN
ratio() {
  echo "$(median "$1" "$3") $(median "$2" "$3")" | awk '{printf "%.1f", $1 / $2}'
}

# mib NAME
mib() {
  median "$1" 3 | awk '{printf "%.1f", $1 / 1024}'
}

cut -d , -f 1,2,4 "$folder/ours.csv" | sed '1d; s/\r$//' | sort >"$folder/a"
echo "rows $rows, runs $runs, section-months $(wc -l <"$folder/a")"
echo "basincheck: $(median ours 1) s, processor $(median ours 2) s," \
  "$(mib ours) MiB; of a tenth of the rows $(median tenth 1) s," \
  "$(mib tenth) MiB (ratio of the seconds $(ratio ours tenth 1))"
for peer in $peers; do
  # The same classes, up to means that floats place off a tie.
  sed 1d "$folder/$peer.csv" | sort >"$folder/b"
  differ=$(comm -13 "$folder/a" "$folder/b" | grep -c . || true)
  echo "$peer: $(median "$peer" 1) s, processor $(median "$peer" 2) s," \
    "$(mib "$peer") MiB; ratio $(ratio "$peer" ours 1)," \
    "of processor $(ratio "$peer" ours 2); another class: $differ"
done
