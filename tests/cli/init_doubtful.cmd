# Tables and layers that are nearly told: each folder holds one thing, and what is written says how sure it is.
init() { echo "--- $1"; "$basincheck" init -n "$1" 2>err | tr -d '\r' | sed -n '/^period\|^as_of\|^# period\|^layers/,/^==> t/p' | grep -v '^$\|^==>\|headers known\|^crs\|^targets\|^# .*: not found'; grep -v 'Next\|targets.csv\|not found\|^To fill' err; }
one() { mkdir -p "$1" && cat >"$1/$2"; }
# measurements under headers that nobody knows; a year beyond those known; an item twice, one with an unknown unit
printf '采样栏,x0,x1,总磷监测值(mg/L),总磷(mg/L),COD监测(个/L),氨氮浓度(mg/L)\n2023-12-08,2022-01-01,甲处,0.11,0.1,3,0.2\n2500-04-08,2022-01-02,乙处,0.12,0.1,4,0.3\n' | one headers 监测.csv
printf '断面名称,监测时间,监测项目,分析结果值,计量单位栏\n甲,2023-12-08,总磷,0.1,mg/L\n' | one long_value 监测.csv
printf '断面名称,监测时间,指标名称栏,监测值,单位\n甲,2023-12-08,总磷,0.1,mg/L\n' | one long_item 监测.csv
printf 'x1,站点日期,总磷(mg/L),氨氮(mg/L)\n甲处,2023-12-08,0.1,0.2\n乙处,2023-12-09,0.1,0.2\n' | one by_values 监测.csv
printf '断面名称,月份,总磷监测值(mg/L)\n甲,2023-04,0.1\n' | one months 监测.csv
printf '断面名称,监测时间,总磷(mg/L),氨氮(mg/L)\n甲,04-08,0.1,0.2\n' | one year_of_name 水质1999年.csv
one no_year 水质1234.csv <year_of_name/水质1999年.csv
{ echo '断面名称,监测时间,总磷(mg/L),氨氮(mg/L)'; yes '甲,2023-04-08 08:00,0.1,0.2' | sed 3000q; printf '甲,"2023-05-01,0.1,0.2\n'; } | one cut 监测.csv
printf '2023年4月水质,,,\n断面名称,监测时间,总磷(mg/L),氨氮(mg/L)\n甲,昨天,0.1,0.2\n' | one no_time 监测.csv
printf ',总磷(mg/L)\n甲,2\n' | one no_name 监测.csv
for f in headers long_value long_item by_values months year_of_name no_year cut no_time no_name; do init $f; done
# layers without what their role needs, or with nothing that tells a role
feature() { printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{%s},"geometry":%s}]}\n' "$1" "$2"; }
printf '河流名称,长度\n甲河,3\n乙河,4\n' | one no_role 河流.csv
feature '"保护区名称":"某","备注":"x"' '{"type":"Polygon","coordinates":[[[114,30],[115,30],[115,31],[114,30]]]}' | one no_grade 水源保护区.geojson
feature '"u":"某","v":"x"' '{"type":"LineString","coordinates":[[114,30],[115,30]]}' | one lines 线.geojson
feature '"u":"","v":"x"' null | one no_geometry 无.geojson
feature '"u":"","v":"x"' '{"type":"Point","coordinates":[114,30]}' | one no_word 点.geojson
for f in no_role no_grade lines no_geometry no_word; do init $f; done
# one role twice: the better name leads, though it comes last; other columns are no more of it; stages end in December; a name that YAML would read otherwise, one that it cannot hold
printf '排污口编码,排污口名称,整治阶段,溯源日期,经度,纬度\nP1,一号排污口,已溯源,2023-12-04,114.3,30.5\nP2,二号排污口,已销号,,114.4,30.4\nP3,三号排污口,已销号,未定,114.4,30.4\n' | one twice 排污口.csv
sed 's/P/Q/' twice/排污口.csv | one twice 'a: b.csv'
sed 's/溯源日期/监测日期/' twice/排污口.csv | one twice b.csv
printf '断面名称,监测时间,总磷(mg/L),氨氮(mg/L)\n甲,2023-04-08,0.1,0.2\n' | one twice 监测.csv
# stages that end with the water; observations with positions beside others without; sections with a class of their own
sed 's/P/R/' twice/排污口.csv >"$(printf 'twice/\351.csv')"
sed '1!s/2023-12-04/2023-04-04/' twice/排污口.csv | one stages 排污口.csv; cp twice/监测.csv stages
one shared 监测1.csv <twice/监测.csv
printf '断面编码,断面名称,监测时间,总磷(mg/L),氨氮(mg/L),经度,纬度\nA1,甲,2023-04-08,0.1,0.2,114.3,30.5\n' | one shared 监测2.csv
printf '断面编码,断面名称,水质类别,经度,纬度\nA1,甲,Ⅲ,114.3,30.5\n' | one classes 断面.csv
for f in twice stages shared classes; do init $f; done
# Shapefiles of one kind in two frames, one that has its axes turned; a .cpg beside a table, one in the UTF-16 of another machine
printf 'id,code,name,水质目标,lon,lat\n1,A1,甲,Ⅲ,114.3,30.5\n2,A2,乙,Ⅱ,114.4,30.4\n' >p.csv
sed 's/114.3,30.5/3377000,38529000/; s/114.4,30.4/3377100,38529500/' p.csv >t.csv
shape() { from=$1; to=$2; shift 2; ogr2ogr -q "$to" "$from" -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -lco ENCODING=UTF-8 "$@" 2>/dev/null; }
mkdir frames turned
shape p.csv frames/断面1.shp; shape p.csv frames/断面2.shp; shape p.csv frames/断面3.shp -a_srs EPSG:4490; shape p.csv frames/断面4.shp -a_srs EPSG:4547
shape t.csv turned/断面.shp
sed 's/,水质类别//; s/,Ⅲ//' classes/断面.csv | iconv -f UTF-8 -t GB18030 | one cpg 断面.csv; echo GBK >cpg/断面.cpg
sed 's/,水质类别//; s/,Ⅲ//' classes/断面.csv | { printf '\376\377'; iconv -f UTF-8 -t UTF-16BE; } | one big_endian 断面.csv
for f in frames turned cpg big_endian; do init $f; done
