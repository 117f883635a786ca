# What is rare, all in one project: features without a geometry, more red lines and outfalls
# than a sheet has room for, a status that is none of the list, a class by pH and one by oxygen,
# a section without data, targets without a figure, of five documents, and on a field of each feature.
mkdir w && cd w && sh "$data"/../faults/verbs.sh "$data"
cat >add.awk <<'END'
{ sub(/\]}$/, "," more "]}"); print }
END
add() { awk -v more="$2" -f add.awk "$1" >new && mv new "$1"; }
none() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s"%s},"geometry":null}' "$1" "$2" "${3:-}"; }
square() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s1,%s],[%s1,%s1],[%s,%s1],[%s,%s]]]}}' "$1" "$1" "$2" "$3" "$2" "$3" "$2" "$3" "$2" "$3" "$2" "$3"; }
line() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s","kind":"%s"},"geometry":{"type":"LineString","coordinates":[%s]}}' "$1" "$1" "$2" "$3"; }
add basins.geojson "$(none B3 无形流域)"
add lakes.geojson "$(none LN 无形湖 ',"type":"lake"')"
add rivers.geojson "$(none RV 无形河),$(line 一渠 渠 '[114.8,30.4],[114.8,30.2]')"
add rivers.geojson '{"type":"Feature","properties":{"code":"NN"},"geometry":{"type":"LineString","coordinates":[[114.701,30.4],[114.701,30.25]]}}'
add zones.geojson "$(none ZN 无形区 ',"grade":"一级"')"
add redlines.geojson "$(none RN 无形红线)"
add redlines.geojson "$(square K30 114.612 30.38),$(square K31 114.611 30.38)" # beside P1
for i in 10 11 12 13 14 15 16 17 18 19 20 21 22; do add redlines.geojson "$(square "K$i" "114.$((i + 60))" 30.41)"; done
for i in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 9; do echo "P$i,第$i,已排查,甲河,114.$((i % 10 + 70)),30.3"; done >>outfalls.csv
printf 'Y3,疑似三,有人说,114.71,30.31\n,,整改中,114.72,30.31\n' >>suspects.csv
printf 'R5,碱河,戊河,,river,III,,武汉市/孝感市,,114.7,30.2\nR6,缺氧,己河,,river,II,,武汉市,,114.8,30.2\nR7,无数据,己河,,river,II,,武汉市,,114.8,30.25\n' >>places.csv
for y in 2020 2021; do for m in 01 02; do
    echo "R5,$y-$m-05,9.8,8,3,14,0.4,0.08,,,,"; echo "R6,$y-$m-05,7,$((2023 - y)).2,3,14,0.4,0.08,,,,"
done; done >>months.csv
cat >targets.csv <<'END'
id,title,document,layer,scope,where,measure,of,op,value,unit
T1,优良比例,甲文,sections,*/all,,share,class_no <= 3,>=,90,%
T2,完成整治,乙文,outfalls,*/all,,share,stage >= '完成整治',>=,90,%
T3,疑似问题销号,丙文,suspects,*/all,,share,closed = 1,>=,100,%
T4,定类项目不升,丁文,sections,*/all,,max,deciding_change,<=,0,%
T5,没有数值,戊文,sections,*/all,,share,class_no <= 3,>=,,%
T6,断面不降级,戊文,sections,*/all,,max,class_change,<=,0,class change
T7,氧不变,戊文,sections,*/all,code = 'R6',max,class_no,<=,3,
T8,劣五类,己文,sections,*/all,,count,class_no = 6,<=,0,
END
cat >>targets.csv <<'END'
T9,几种阶段,己文,outfalls,*/all,,distinct,stage_no,<=,1,
T10,销号,己文,suspects,all,,share,status = '已销号',>=,100,%
END
sed -e 's/^period: .*/period: 2021-01..2021-02/; s/^compare_with: .*/compare_with: 2020-01..2020-02/' all.yaml >p.yaml
"$basincheck" assess p.yaml -q --no-pictures --by month -o out 2>err.txt || cat err.txt
cut -d, -f1-7,16 out/results.csv
cut -d, -f1-12 out/changes.csv | grep -v '^T2,all'
page() { sed 's/<[^>]*>/ /g; s/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g' "$1" | tr -s ' '; }
page out/report.html >page.txt
grep -o '达不到Ⅲ类\|共 1[0-9] 个\|状态不明 [0-9]*\|等 [0-9]* 件\|等 [0-9]* 处\|[0-9]* 个没有数据\|无目标值\|没有数值' page.txt | sort | uniq -c
grep -h '"P1"\|"P10"' out/outfalls.geojson | grep -o '"\(nearest_water\|redline_near\|redline_distance_m\|redline_buffer_m\)":[^,]*'
# in English, and the classes of the table where nothing was measured
"$basincheck" assess p.yaml -q --no-pictures --by month --language en -o en 2>err.txt || cat err.txt
page en/report.html | grep -o 'class [IV]* missed for [0-9]* months in a row'
cat >table.csv <<'END'
code,name,water,type,class,risk,intensity,tli,lon,lat
L1,湖心,丙湖,lake,Ⅳ,1,2.5,55.5,114.11,30.15
L2,湖北,丙湖,lake,Ⅴ,,7,,114.12,30.15
R1,上桥,甲河,river,Ⅱ,是,1,,114.6,30.3
END
cat >targets.csv <<'END'
id,title,layer,scope,where,measure,of,op,value,unit
W1,营养状态,waters,all,type = 'lake',max,tli,<=,50,
W2,强度,waters,all,,max,intensity,<=,5,
W3,风险,waters,all,,count,risk = 1,<=,0,
W4,类别,waters,all,,share,class_no <= 3,>=,90,%
END
printf 'basincheck: 1\nperiod: 2021-01\nlayers:\n  basins: {source: basins.geojson}\n  sections: {source: table.csv, crs: EPSG:4490}\ntargets: targets.csv\n' >t.yaml
"$basincheck" assess t.yaml -q --no-pictures -o table 2>&1 | grep -v no.geometry
cut -d, -f1-7,16 table/results.csv; cut -d, -f1-14 table/changes.csv
