#!/bin/bash
# SPDX-License-Identifier: MIT
# formats.sh [BASINCHECK]: the same points read from each format and counted in
# the basins of size S, which takes next to nothing: seconds of the whole
# process, and rows a second without what it takes for a thousand points. Exits
# with 1 where two answers differ.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-}
. "$here/measure.sh"

points=$(layer points)
size=S
basins=$(layer basins)
ogr2ogr few.gpkg "$points" -limit 1000
n=$(ogrinfo -ro -so -al "$points" | sed -n 's/^Feature Count: //p')

# as FORMAT SUFFIX OPTION...: the points, kept with the other layers
as() {
  local file=${points%.gpkg}.$2
  [ -s "$file" ] || ogr2ogr -f "$1" "$file" "$points" "${@:3}"
}
as FlatGeobuf fgb
as "ESRI Shapefile" shp -lco ENCODING=UTF-8
as GeoJSON geojson
as CSV csv -lco GEOMETRY=AS_XY
project few.yaml "basins: {source: $basins}" "sections: {source: few.gpkg}"
for suffix in gpkg fgb shp geojson csv; do
  project $suffix.yaml "basins: {source: $basins}" \
    "sections: {source: ${points%.gpkg}.$suffix, crs: EPSG:4490}"
done
sed -i 's/crs: EPSG:4490}$/crs: EPSG:4490, xy: [X, Y]}/' csv.yaml

for _ in $(seq "$runs"); do
  measure few "$program" join -q --summary few.yaml
  for suffix in gpkg fgb shp geojson csv; do
    measure $suffix "$program" join -q --summary $suffix.yaml
  done
done
# rate NAME: millions a second, where there are enough to tell
rate() {
  awk "BEGIN {
    s = $(median "$1" 1) - $(median few 1)
    if (s < 0.1) print \"-\"; else printf \"%.2f\\n\", $n / s / 1e6
  }"
}

for suffix in gpkg fgb shp geojson csv; do
  cmp gpkg.out $suffix.out || exit 1
  echo "| $suffix | $n | $(median $suffix 1) ($(median $suffix 2)) |" \
    "$(rate $suffix) |" \
    "$(number "$(median $suffix 3) / 1024" 0) |" \
    "$(number "$(stat -c %s "${points%.gpkg}.$suffix") / 1048576" 0) |"
done
