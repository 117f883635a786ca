#!/bin/sh
# SPDX-License-Identifier: MIT
# seeds.sh FOLDER: inputs to begin with, FOLDER/NAME for fuzz_NAME, made of the
# small right files of tests/malformed/base.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
base=$here/../malformed/base
mkdir -p "$1"
cd "$1"
mkdir -p csv workbook geojson geopackage flatgeobuf shapefile sheet project \
  manifest condition query polygons

# seed FUZZER NAME ROLE FILE: the role's number, then the file
seed() {
  { printf "\\$(printf %03o "$3")"; cat "$4"; } >"$1/$2"
}
basins=0 sections=1 targets=11
seed csv sections $sections "$base/sections.csv"
seed csv targets $targets "$base/targets.csv"
seed geojson basins $basins "$base/basins.geojson"
export OGR_CURRENT_DATE=2024-01-01T00:00:00Z
ogr2ogr -f GPKG basins.gpkg "$base/basins.geojson"
ogr2ogr -f FlatGeobuf basins.fgb "$base/basins.geojson"
ogr2ogr -f XLSX sections.xlsx "$base/sections.csv"
ogr2ogr -lco ENCODING=UTF-8 basins.shp "$base/basins.geojson"
seed geopackage basins $basins basins.gpkg
seed flatgeobuf basins $basins basins.fgb
seed workbook sections $sections sections.xlsx

# length FILE: its two bytes, the lower one first
length() {
  n=$(wc -c <"$1")
  printf "\\$(printf %03o $((n % 256)))\\$(printf %03o $((n / 256)))"
}
{
  for part in shp shx dbf; do length basins.$part; done
  cat basins.shp basins.shx basins.dbf basins.prj
} >parts
seed shapefile basins $basins parts
rm -f parts basins.* sections.*

cp "$base/project.yaml" project/small
cp "$here/../../layers/project.yaml" project/sample
printf '{"basincheck": "0.1.0", "period": {"from": "2021-04-01", "to": "2021-04-30"}, "method": {"items": ["DO"]}, "outputs": []}' >manifest/small
printf "level = '国考' AND n BETWEEN -0.5 AND 1" >condition/between
printf "code IN ('1', \"n\") OR NOT (level LIKE '国_' AND code IS NOT NULL)" \
  >condition/in
printf 'water.obs\na "b" c\nitem' >query/quotes
printf '\005\000\013\214\204\000\377\000\013\214\204\376\032\044\103\040' \
  >polygons/hole
printf '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45383.5</v></c></row><row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>a</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>\0<sst><si><t>x</t></si></sst>\0<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>' \
  >sheet/small
