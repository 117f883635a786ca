#!/bin/bash
# SPDX-License-Identifier: MIT
# raster.sh [BASINCHECK]: rasters, the program RUNS times and its peer once.
#   class  rating per basin, Byte, compressed, with overviews (at M 10^8 cells);
#          gdal_rasterize, which makes none
#   idw    a surface of the 12 nearest points (at M 1.6 * 10^7 cells of 3,641);
#          gdal_grid invdistnn, stopped after PATIENCE (60) seconds
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-}
. "$here/measure.sh"
scale=1
[ "$size" != S ] || scale=10

basins=$(layer basins)
sections=$(layer sections)
ogr2ogr -f CSV -lco GEOMETRY=AS_XY points.csv "$sections"
tr -d '"\r' <points.csv | tee plain.csv |
  awk -F, 'NR == 1 {print "code,name,lon,lat,type,water"; next}
    {print $3 "," $3 "," $1 "," $2 ",lake,sea"}' >lake_sections.csv
awk -F, 'NR == 1 {print "section,time,item,value"; next}
  {print $3 ",2021-04-01 08:00,TP," $NF / 100}' plain.csv >values.csv
cat >sea.geojson <<'END'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":
{"code": "1", "name": "sea"}, "geometry": {"type": "Polygon", "coordinates":
[[[105, 24], [123, 24], [123, 36], [105, 36], [105, 24]]]}}]}
END
project class.yaml "basins: {source: $basins}" \
  "sections: {source: $sections, fields: {class: target}}"
echo "output: {resolution_m: $((152 * scale)), maps: rating}" >>class.yaml
project idw.yaml "lakes: {source: sea.geojson}" \
  "sections: {source: lake_sections.csv}" "observations: {source: values.csv}"
printf 'method: {interpolation: idw}\noutput: {resolution_m: %d, maps: lake_items}\n' \
  $((380 * scale)) >>idw.yaml

for run in $(seq "$runs"); do
  measure class "$program" map class.yaml -q --overwrite -o class
  [ "$run" != 1 ] || measure class.gdal gdal_rasterize -q -a class \
    -ts $((10000 / scale)) $((10000 / scale)) -ot Byte -co COMPRESS=DEFLATE \
    -co TILED=YES "$basins" class_peer.tif
  measure idw "$program" map idw.yaml -q --overwrite -o idw
done
measure idw.gdal timeout "${PATIENCE:-60}" gdal_grid -q \
  -a invdistnn:power=2:max_points=12:radius=2.0 -zfield target -txe 105 123 \
  -tye 24 36 -outsize $((4000 / scale)) $((4000 / scale)) -ot Float32 \
  -co COMPRESS=DEFLATE -co TILED=YES "$sections" idw_peer.tif

row "class map" class gdal_rasterize class.gdal "M: 2 s, 1 x"
row "surface of the 12 nearest" idw \
  "gdal_grid, ${PATIENCE:-60} s at most," idw.gdal "M: 4 s, 30 x"
for file in class/maps/rating.tif class_peer.tif idw/maps/lake_TP.tif; do
  echo "$file: $(gdalinfo "$file" | sed -n 's/^Size is //p')," \
    "$(wc -c <"$file") bytes"
done
