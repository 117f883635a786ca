#!/bin/bash
# SPDX-License-Identifier: MIT
# growth.sh [BASINCHECK]: how time grows with the input, as ratios that must not
# pass a limit; seconds, but for the row of memory in MiB. Medians of RUNS.
#   points     ten times the points against the same basins (of size S), from each
#              format whose rows go by in batches and are not held
#   vertices   what the points alone cost when every basin has sixteen times the
#              vertices: a run with them less one without
#   red lines  ten times as many against the same basins: n log n
#   outputs    300 basins, 5,000 sections, 50,000 outfalls against a tenth
# Exits with 1 where a limit is passed. Rows of observations: bench.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-}
. "$here/measure.sh"

points=$(layer points)
redlines=$(layer redlines)
size=S
basins=$(layer basins)
fine=$(layer basins S_basins_16.gpkg 16)
sections=$(layer sections)
tenth_of() {
  ogr2ogr "$1" "$2" -limit $(($(ogrinfo -ro -so -al "$2" |
    sed -n 's/^Feature Count: //p') / 10))
}
tenth_of points_10.gpkg "$points"
tenth_of redlines_10.gpkg "$redlines"
# as FORMAT SUFFIX OPTION...: the points and a tenth of them
as() {
  ogr2ogr -f "$1" "points.$2" "$points" "${@:3}"
  ogr2ogr -f "$1" "points_10.$2" points_10.gpkg "${@:3}"
}
as FlatGeobuf fgb
as CSV csv -lco GEOMETRY=AS_XY
join() {
  project "$1.yaml" "basins: {source: $2}" "sections: {source: $3}"
}
join points "$basins" "$points"
join points_10 "$basins" points_10.gpkg
for suffix in fgb csv; do
  join $suffix "$basins" "points.$suffix, crs: EPSG:4490"
  join ${suffix}_10 "$basins" "points_10.$suffix, crs: EPSG:4490"
done
join none "$basins" "$sections"
join fine "$fine" "$points"
join fine_none "$fine" "$sections"
project redlines.yaml "basins: {source: $basins}" \
  "redlines: {source: $redlines}"
project redlines_10.yaml "basins: {source: $basins}" \
  "redlines: {source: redlines_10.gpkg}"
"$here/../cli/made_project.sh" many large
"$here/../cli/made_project.sh" many large_10 30 500 5000

for _ in $(seq "$runs"); do
  for name in points points_10 fgb fgb_10 csv csv_10 none fine fine_none; do
    measure $name "$program" join -q --summary $name.yaml
  done
  for name in redlines redlines_10; do
    measure $name "$program" overlay -q $name.yaml
  done
  for name in large large_10; do
    measure $name "$program" assess -q --overwrite $name/project.yaml -o out_$name
  done
done

# of NAME WITHOUT: seconds of the points alone
alone() {
  echo "$(median "$1" 1) - $(median "$2" 1)"
}
{
  # a FlatGeobuf has rows in the order of its index: a hash of each code is kept
  for name in "points 1.1" "fgb 1.2" "csv 1.1"; do
    # shellcheck disable=SC2086 # words
    set -- $name
    check "$1, 10 x" "$(median "$1" 1)" "$(median "${1}_10" 1)" 11
    check "$1, 10 x, MiB" "$(median "$1" 3) / 1024" \
      "$(median "${1}_10" 3) / 1024" "$2"
  done
  check "points, vertices of polygons 16 x" "$(alone fine fine_none)" \
    "$(alone points none)" 1.5
  check "red lines, 10 x" "$(median redlines 1)" "$(median redlines_10 1)" 13.3
  check "outputs, 10 x" "$(median large 1)" "$(median large_10 1)" 12
} | tee rows
! grep -q 'over |$' rows
