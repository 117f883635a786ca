# What init says of files that it does not use, and of positions and times that
# only their owner can explain: each folder holds one thing.
init() { echo "--- $1"; "$basincheck" init -n "$1" 2>err | tr -d '\r' | sed -n '/^period\|^# period\|^layers/,/^==> t/p' | grep -v '^$\|^==>\|headers known'; grep -v 'Next\|targets.csv\|not found\|^To fill' err; }
one() { mkdir -p "$1" && cat >"$1/$2"; }
plain='code,name,type,target_class\nA1,甲,river,III\nA2,乙,lake,II\n'
# positions
printf '断面编码,断面名称,水质目标,东坐标x,北坐标y\nA1,甲,Ⅲ,529000,3377000\nA2,乙,Ⅱ,529500,3377100\n' | one no_zone 断面.csv
mkdir degrees zone metres
printf 'id,断面编码,断面名称,水质目标,lon,lat\n1,A1,甲,Ⅲ,114.3,30.5\n2,A2,乙,Ⅱ,114.4,30.4\n' >p.csv
ogr2ogr -q -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat degrees/断面.shp p.csv 2>/dev/null
sed 's/114.3,30.5/38529000,3377000/; s/114.4,30.4/38529500,3377100/' p.csv >z.csv
ogr2ogr -q -lco ENCODING=GB18030 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat zone/断面.shp z.csv 2>/dev/null
sed 's/114.3,30.5/529000,3377000/; s/114.4,30.4/529500,3377100/' p.csv >m.csv
ogr2ogr -q -lco ENCODING=UTF-8 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat metres/断面.shp m.csv 2>/dev/null
rm zone/*.cpg
printf '断面编码,断面名称,水质目标,经度x,纬度y\nA1,甲,Ⅲ,东边,北边\nA2,乙,Ⅱ,西边,南边\n' | one words 断面.csv
for f in no_zone words degrees zone metres; do init $f; done
# encodings
printf '断面编码,断面名称,水质目标,经度,纬度\nA1,甲,Ⅲ,114.3,30.5\n' | iconv -f UTF-8 -t UTF-16 | one utf16 断面.csv
printf '断面编码,断面名称,水质目标,经度,纬度\nA1,甲,Ⅲ,114.3,30.5\n' | iconv -f UTF-8 -t GB18030 | one gbk 断面.csv
for f in utf16 gbk; do init $f; done
# two of a kind, one better; the same columns; two layers of one file
printf "$plain" | sed 's/$/,114.3,30.5/; 1s/114.3,30.5/lon,lat/' | one two 断面.csv
printf 'code,name,水质目标,lon,lat\nB1,丙,III,114.3,30.5\n' | one two 点位.csv
sed 's/^A/C/' two/断面.csv | one same 断面1.csv; cp two/断面.csv same/断面2.csv
mkdir layers; ogr2ogr -q -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -nln 断面甲 layers/all.gpkg two/断面.csv 2>/dev/null
ogr2ogr -q -update -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -nln 断面乙 layers/all.gpkg two/断面.csv 2>/dev/null
for f in two same layers; do init $f; done
# what lacks something
printf "$plain" | one no_positions 断面.csv
printf '断面名称,水质目标,水体类型,经度,纬度\n甲,Ⅲ,河流,114.3,30.5\n乙,Ⅱ,湖泊,114.4,30.4\n' | one no_code 断面.csv
printf '断面名称,监测时间,总磷(mg/L),氨氮(mg/L)\n甲,昨天,0.1,0.2\n乙,今天,0.1,0.2\n' | one no_time 监测数据.csv
printf '断面名称,监测时间,总磷(mg/L),氨氮(mg/L)\n甲,04-08,0.1,0.2\n乙,05-08,0.1,0.2\n' | one no_year 监测数据.csv
printf 'id,layer,name\nT1,sections,x\n' | one half_targets targets.csv
printf 'id,layer,measure\nT1,sections,count\n' | one targets targets.csv; cp targets/targets.csv targets/targets2.csv
for f in no_positions no_code no_time no_year half_targets targets; do init $f; done
# what cannot be looked at
mkdir large broken odd many
head -c 257M /dev/zero >large/basins.geojson; echo x >broken/a.gpkg; echo x >broken/a.xlsx
mkfifo odd/pipe; mkdir odd/OUT; touch odd/OUT/manifest.json odd/~lock.csv odd/.hidden.csv; echo x >odd/no_suffix; echo x >odd/a.zip
i=0; while [ $i -lt 503 ]; do : >many/f$i.docx; i=$((i + 1)); done
for f in large broken odd; do init $f; done
echo "--- many"; "$basincheck" init many 2>&1 | sort | uniq -c | sort -rn | awk '{ $1 = ""; print }' | grep -v 'f[0-9]*.docx: neither' | sed 's/f[0-9]*.docx/fN.docx/'
