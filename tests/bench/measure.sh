# SPDX-License-Identifier: MIT
# Sourced: whole processes measured, medians of their runs told as rows of a
# table. Wants `set -eu`, $here (this folder) and, of the caller's arguments,
# $program; makes $folder, which is removed at the end, and goes there.
# shellcheck shell=bash
size=${SIZE:-M}
runs=${RUNS:-3}
data=${BENCH_DATA:-${TMPDIR:-/tmp}/basincheck-bench}
program=$(realpath "${program:-$here/../../build/release/basincheck}")
folder=$(mktemp -d)
chmod 755 "$folder" # a server that is not ours stands in it
trap 'rm -rf "$folder"' EXIT
mkdir -p "$data"
data=$(realpath "$data")
cd "$folder"

# layer NAME [FILE ARGUMENT...]: the file of a generated layer, made where it is
# not there yet
layer() {
  local file=$data/${2:-${size}_$1.gpkg}
  if [ ! -s "$file" ]; then
    # shellcheck disable=SC2046 # words
    [ -x "$data/gen_layers" ] || cc -O2 -o "$data/gen_layers" \
      "$here/gen_layers.c" $(gdal-config --cflags) $(gdal-config --libs) -lm
    echo "making $file" >&2
    "$data/gen_layers" "$1" "$size" "$data/new.gpkg" "${@:3}"
    mv "$data/new.gpkg" "$file"
  fi
  echo "$file"
}

# project FILE LAYER...
project() {
  printf '%s\n' "basincheck: 1" "period: 2021-04" "as_of: 2021-05-01" \
    "crs: EPSG:4490" "layers:" >"$1"
  printf '  %s\n' "${@:2}" >>"$1"
}

# measure NAME COMMAND...: seconds, those of the processor and KiB of one run,
# before which PREFIX may stand (chrt -r 5)
measure() {
  local name=$1 status=0
  shift
  # shellcheck disable=SC2086 # words
  /usr/bin/time -f '%e %U %S %M' -o time ${PREFIX:-} "$@" \
    >"$name.out" 2>"$name.err" || status=$?
  [ $status -eq 0 ] || [ $status -eq 124 ] ||
    { echo "$name failed: $(tail -n 1 "$name.err")" >&2; return 1; }
  tail -n 1 time | awk '{print $1, $2 + $3, $4}' >>"$name.runs"
}

# median NAME COLUMN: 1 seconds, 2 those of the processor, 3 KiB
median() {
  cut -d ' ' -f "$2" "$1.runs" | sort -n |
    awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}

# number EXPRESSION [PLACES]
number() {
  awk "BEGIN {printf \"%.${2:-1}f\\n\", $1}"
}

# row TASK NAME PEER_TITLE PEER LIMIT: of a peer without runs nothing is told;
# a server's processor is not known
row() {
  local peer="not run" ratio=-
  if [ -f "$4.runs" ]; then
    peer="$3 $(median "$4" 1)"
    ! grep -q ' ' "$4.runs" || peer="$peer ($(median "$4" 2))"
    ratio="$(number "$(median "$4" 1) / $(median "$2" 1)")"
  fi
  echo "| $1, $size | $(median "$2" 1) ($(median "$2" 2)) |" \
    "$(number "$(median "$2" 3) / 1024" 0) | $peer | $ratio | $5 |"
}

# check TITLE VALUE BEFORE LIMIT: a row of their ratio and whether it holds;
# of less than a tenth of a second nothing can be told
check() {
  awk -v title="$1" -v limit="$4" "BEGIN {
    now = $2; before = $3
    ratio = before > 0 ? now / before : 0
    verdict = before < 0.1 ? \"too short\" : ratio <= limit ? \"holds\" : \"over\"
    printf \"| %s | %.2f | %.2f | %.2f | %s | %s |\\n\", title, now, before,
      ratio, limit, verdict
  }"
}
