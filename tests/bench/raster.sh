#!/bin/sh
# SPDX-License-Identifier: MIT
# raster.sh DATA [BASINCHECK [RUNS]]: rasters and their peers in turn, medians.
# DATA holds M_basins.gpkg (bid, class), M_sections.gpkg and M_outfalls.gpkg
# (code, target) of the workload generator: 10,086 basins with 4.9 million
# vertices that tile 105 to 123 E, 24 to 36 N; 3,641 and 100,000 points.
#   class     rating per basin, 10^8 cells Byte; gdal_rasterize
#   idw       12 nearest of 3,641 points, 1.6 * 10^7 cells; gdal_grid
#             invdistnn, which is stopped after PATIENCE (120) seconds
#   nearest   the section nearest to each outfall, geodesic (no peer here)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
program=${2:-$here/../../build/release/basincheck}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
runs=${3:-3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# measure NAME COMMAND...: seconds and those of the processor of one run
measure() {
  name=$1
  shift
  /usr/bin/time -f '%e %U %S' -o time "$@" >/dev/null 2>&1 || true
  tail -n 1 time | awk '{print $1, $2 + $3}' >>"$name.runs"
}

# median NAME COLUMN
median() {
  cut -d ' ' -f "$2" "$1.runs" | sort -n |
    awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}

ogr2ogr -f CSV -lco GEOMETRY=AS_XY points.csv "$data/M_sections.gpkg"
tr -d '"\r' <points.csv >plain.csv
awk -F, 'NR == 1 {print "code,name,lon,lat,type,water"; next}
  {print $3 "," $3 "," $1 "," $2 ",lake,sea"}' plain.csv >lake_sections.csv
awk -F, 'NR == 1 {print "section,time,item,value"; next}
  {print $3 ",2021-04-01 08:00,TP," $NF / 100}' plain.csv >values.csv
cat >sea.geojson <<'END'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":
{"code": "1", "name": "sea"}, "geometry": {"type": "Polygon", "coordinates":
[[[105, 24], [123, 24], [123, 36], [105, 36], [105, 24]]]}}]}
END
cat >class.yaml <<END
basincheck: 1
period: 2021-04
layers:
  basins: {source: $data/M_basins.gpkg, fields: {code: bid}}
  sections: {source: $data/M_sections.gpkg, fields: {class: target}}
output: {resolution_m: 152, maps: rating}
END
cat >idw.yaml <<END
basincheck: 1
period: 2021-04
layers:
  lakes: {source: sea.geojson}
  sections: {source: lake_sections.csv, crs: EPSG:4490}
  observations: {source: values.csv}
method: {interpolation: idw}
output: {resolution_m: 380, maps: lake_items}
END
cat >nearest.yaml <<END
basincheck: 1
period: 2021-04
layers:
  sections: {source: $data/M_sections.gpkg}
  outfalls: {source: $data/M_outfalls.gpkg}
END

for _ in $(seq "$runs"); do
  measure class "$program" map class.yaml -q --overwrite -o class
  rm -f class_peer.tif
  measure class_peer gdal_rasterize -q -a class -ts 10000 10000 -ot Byte \
    -co COMPRESS=DEFLATE -co TILED=YES "$data/M_basins.gpkg" class_peer.tif
  measure idw "$program" map idw.yaml -q --overwrite -o idw
  measure nearest "$program" join --nearest nearest.yaml -q -o nearest.csv
done
measure idw_peer timeout "${PATIENCE:-120}" gdal_grid -q \
  -a invdistnn:power=2:max_points=12:radius=2.0 -zfield target -txe 105 123 \
  -tye 24 36 -outsize 4000 4000 -ot Float32 -co COMPRESS=DEFLATE \
  -co TILED=YES "$data/M_sections.gpkg" idw_peer.tif

for name in class class_peer idw idw_peer nearest; do
  echo "$name: $(median $name 1) s, processor $(median $name 2) s"
done
for file in class/maps/rating.tif class_peer.tif idw/maps/lake_TP.tif; do
  echo "$file: $(gdalinfo "$file" | sed -n 's/^Size is //p')," \
    "$(wc -c <"$file") bytes"
done
