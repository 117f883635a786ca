#!/bin/sh
# SPDX-License-Identifier: MIT
# atlas_rare.sh BASINCHECK: a basin too small for its name is not named on the
# map of all, and an outfall without a stage says so in the list of its basin.
# 77 without pdftotext, and where no font has Chinese characters.
set -eu
command -v pdftotext >/dev/null || exit 77
fc-list :lang=zh-cn 2>/dev/null | grep -q . || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
box() {
    printf '{"type":"Feature","properties":{"code":"%s","name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,30],[%s,30],[%s,%s],[%s,%s],[%s,30]]]}}' \
        "$1" "$2" "$3" "$4" "$4" "$5" "$3" "$5" "$3"
}
{
    printf '{"type":"FeatureCollection","features":['
    box B1 大甲 114 114.5 30.5
    printf ,
    box B2 大乙 114.5 115 30.5
    printf ,
    box B3 小丙 115 115.001 30.001
    printf ']}'
} >basins.geojson
cat >sections.csv <<'END'
code,name,type,target_class,class,lon,lat
S1,一号,river,III,IV,114.2,30.2
S2,二号,river,III,II,114.7,30.2
END
cat >outfalls.csv <<'END'
code,name,stage,lon,lat
P1,有进度,整治中,114.1,30.1
P2,没进度,,114.3,30.3
END
cat >p.yaml <<'END'
basincheck: 1
period: 2021-04
as_of: 2021-04-30
layers:
  basins: {source: basins.geojson}
  sections: {source: sections.csv, crs: EPSG:4490}
  outfalls: {source: outfalls.csv, crs: EPSG:4490}
targets: targets.csv
END
cat >targets.csv <<'END'
id,title,layer,scope,where,measure,of,op,value,unit
T1,优良比例,sections,*/all,,share,class_no <= 3,>=,90.9,%
END
"$1" assess p.yaml -q -o out >/dev/null 2>err.txt || { cat err.txt; exit 1; }
page() { pdftotext -f "$1" -l "$1" out/atlas.pdf - | tr -d '\n '; }
has() {
    case $1 in *"$2"*) ;; *) echo "no '$2' in: $1"; exit 1 ;; esac
}
whole=$(page 1)
has "$whole" 大甲
has "$whole" 大乙
case $whole in *小丙*) echo "the small basin is named"; exit 1 ;; esac
basin=$(page 2)
has "$basin" 没进度进度不明
has "$basin" 有进度整治中
has "$basin" '一号Ⅳ类（目标Ⅲ）'
