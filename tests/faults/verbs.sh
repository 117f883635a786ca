#!/bin/sh
# SPDX-License-Identifier: MIT
# verbs.sh DATA: what the lines of test_verbs.c name, into the current folder; a
# project in which every stage of a run has something to do.
set -eu
cp "$1"/cli/*.csv .
square() { # code, name, west, south, side, further properties
    printf '{"type":"Feature","properties":{"code":"%s","name":"%s"%s},"geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}' \
        "$1" "$2" "${6:-}" "$3" "$4" "$(east "$3" "$5")" "$4" \
        "$(east "$3" "$5")" "$(east "$4" "$5")" "$3" "$(east "$4" "$5")" "$3" "$4"
}
east() { awk "BEGIN { print $1 + $2 }"; }
layer() { # file, features
    file=$1
    shift
    printf '{"type":"FeatureCollection","features":[%s]}\n' "$*" >"$file"
}
line() { # code, coordinates
    printf '{"type":"Feature","properties":{"code":"%s","name":"%s"},"geometry":{"type":"LineString","coordinates":[%s]}}' "$1" "$1" "$2"
}
layer basins.geojson "$(square B1 东流域 114.5 30 0.5)", "$(square B2 西流域 114 30 0.5)"
layer lakes.geojson "$(square LK 丙湖 114.1 30.1 0.1 ',"type":"lake"')"
layer redlines.geojson "$(square RL 红线 114.45 30.2 0.1)"
layer zones.geojson "$(square Z1 水源 114.6 30.1 0.05 ',"grade":"一级"')"
layer regions.geojson "$(square 420100 武汉市 114 30 1)"
layer rivers.geojson "$(line 甲河 '[114.6,30.4],[114.6,30.1],[114.5,30.1]')"
awk -F, -v OFS=, 'NR == 1 { print $0, "lon", "lat"; next }
    /^R/ { $7 = ""; print $0, 114.6, 30.4 - 0.05 * NR }
    /^L/ { $7 = ""; print $0, 114.1 + 0.01 * NR, 30.15 }' sections.csv >places.csv
printf 'code,name,stage,receiving_water,lon,lat\nP1,一号口,整治中,甲河,114.61,30.38\nP2,二号口,已销号,甲河,114.62,30.12\nP3,三号口,已溯源,丙湖,114.15,30.12\n' >outfalls.csv
printf 'code,name,status,lon,lat\nY1,疑似一,整改中,114.47,30.25\nY2,疑似二,已销号,114.7,30.3\n' >suspects.csv
printf 'code,name,lon,lat\nW1,一水厂,114.6,30.11\n' >intakes.csv
printf 'feature,field,value\nR2,CODMn,6\nP1,stage,已销号\n' >what_if.csv
cat >targets.csv <<EOF
id,title,layer,scope,where,measure,of,op,value,unit
T1,优良比例,sections,*/all,,share,class_no <= 3,>=,90,%
T2,完成整治,outfalls,*/all,,share,stage >= '完成整治',>=,90,%
T3,疑似问题销号,suspects,*/all,,share,closed = 1,>=,100,%
T4,湖体水质,waters,*/all,type = 'lake',max,class_no,<=,3,
T5,不降级,waters,*/all,,max,class_change,<=,0,class change
T6,流域水质达标,sections,*/all,,each,meets_target = 1,,,
EOF
project() { # name, period, compare_with, further lines
    cat >"$1.yaml" <<EOF
basincheck: 1
period: $2
compare_with: $3
layers:
  basins: {source: basins.geojson}
  lakes: {source: lakes.geojson}
  rivers: {source: rivers.geojson}
  sections: {source: places.csv, crs: EPSG:4490}
  observations: {source: months.csv}
  outfalls: {source: outfalls.csv, crs: EPSG:4490}
  redlines: {source: redlines.geojson}
  suspects: {source: suspects.csv, crs: EPSG:4490}
  zones: {source: zones.geojson}
  sources: {source: intakes.csv, crs: EPSG:4490}
  regions: {source: regions.geojson}
targets: targets.csv
method:
  redline_buffers_m: [500]
  water_buffers_m: [50, 500]
  fences_m: [1000]
  interpolation: idw
  min_points: 2
  risk_list: list.csv
  flood_months: 1-2
  flood_rain: rain.csv
  compensation: rules.csv
  compensation_pairs: pairs.csv
output: {pictures: no, maps: [verdict, lake_class]}
EOF
}
project all 2021-01 2020-01
project before 2020-01 2019-01
project later 2021-01 old
mkdir made folder
cp rivers.geojson months.csv outfalls.csv folder
