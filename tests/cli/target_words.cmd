# A row of targets.csv at a time: what is wrong with it, or what it looks at.
mkdir w && cd w && sh "$data"/../faults/verbs.sh "$data"
printf 'basincheck: 1\nperiod: 2021-01\ncompare_with: 2020-01\nlayers:\n  basins: {source: basins.geojson}\n  sections: {source: places.csv, crs: EPSG:4490}\n  observations: {source: months.csv}\n  outfalls: {source: outfalls.csv, crs: EPSG:4490}\n  villages: {source: villages.csv}\ntargets: targets.csv\n' >p.yaml
printf 'code,name,treated,rate,note\nV1,甲村,1,0.5,x\nV2,乙村,0,50%%,\n' >villages.csv
head='id,title,layer,scope,where,measure,of,op,value,unit'
row() { printf '%s\n' "$head" "$@" >targets.csv; printf '%s\n' "> $1"; "$basincheck" check p.yaml 2>/dev/null | tr -d '\r' | grep targets.csv | sed 's/^[a-z]*,//; s/,,*/,/g'; }
echo '--- words'
row 'T,,sections,,,shre,class_no <= 3,>=,90,'
row 'T,,sections,,,portion,class_no <= 3,>=,90,'
row 'T,,sections,,,占比,class_no <= 3,>=,90,'
row 'T,,sections,,,share,class_no <= 3,about,90,'
row 'T,,sections,,,share,class_no <= 3,=>,90,'
row 'T,,sections,,,share,class_no <= 3,>=,90%,'
row 'T,,sections,,,share,class_no <= 3,>=,1/0,'
row 'T,,sections,,,share,class_no <= 3,>=,1/x,'
row 'T,,sections,,,share,class_no <= 3,>=,-1/2,'
row 'T,,sections,,,share,class_no <= 3,>=,1.5/2,'
row 'T,,sections,,,share,class_no <= 3,>=,1/99999999999999,'
row 'T,,sections,,,share,class_no <= 3,>=,0.1234567890123456,'
row 'T,,sections,,,share,class_no <= 3,,90,'
row 'T,,sections,,,share,,>=,90,'
row 'T,,sections,,,each,,,,'
row 'T,,sections,,,mean,,>=,1,'
row 'T,,sections,,,mean,,,,'
row 'T,,sections,,,count,,>=,1,'
row ',,sections,,,count,,>=,1,'
row 'T,,,,,count,,>=,1,'
row 'T,,sections,,,,,>=,1,'
row 'T,,sections,,,count,,>=,1,' 'U,,sections,,,count,,>=,1,' 'T,,sections,,,count,,>=,2,' 'U,,sections,,,count,,>=,2,'
head="$head,due,period,issuer_level" row 'T,,sections,,,count,,>=,1,,May,,'
head="$head,due,period,issuer_level" row 'T,,sections,,,count,,>=,1,,2024-06-30,May,'
head="$head,due,period,issuer_level" row 'T,,sections,,,count,,>=,1,,2024-06-30,2024,village'
head='id,layer,meassure,of' row 'T,sections,count,'
head='id,layer,metric,of' row 'T,sections,count,'
echo '--- columns'
row 'T,,sections,,,share,clas_no <= 3,>=,90,'
row 'T,,sections,,level = ,share,class_no <= 3,>=,90,'
row 'T,,sections,,,change,level,>=,5,'
row 'T,,sections,,,change,tli,<=,0,'
row 'T,,sections,,,sum,"a""b",>=,5,'
row 'T,,sections,,,change,lon,>=,5,'
row 'T,,sections,,,sum,name,>=,5,'
row 'T,,sections,,,mean,TP,<=,0.2,'
row 'T,,villages,,,sum,note,>=,5,'
row 'T,,villages,,,sum,traeted,>=,5,'
row 'T,,villages,,,sum,rate,>=,5,' 'U,,villages,,,mean,rate,>=,5,'
row 'T,,villages,,,change,rate,>=,5,'
row 'T,,villages,,"treated = 9",count,,>=,5,'
row "T,,outfalls,,name = 'x' AND stage = '已销号',count,,>=,5,"
row "T,,sections,,water = '丁河' AND class_no > 7,count,,>=,5,"
row 'T,,sections,,"meets_target = 1 AND risk > 0",count,,>=,1,'
echo '--- places'
for scope in B1 东流域 东 流域 B9 'B1;B9' 'B1//B1' ';' all '*' 'region:武汉市' 'region:4201' 'region:420100' 'region:湖北省' 'region:大城' 'region:*' 'water:丙湖' 'water:丁湖'; do row "T,,sections,$scope,,count,,>=,1,"; done
row 'T,,vilages,,,count,,>=,1,'
row 'T,,lakes,,,count,,>=,1,'
row 'T,,glaciers,,,count,,>=,1,'
echo '--- reasons, and who decides'
cat >targets.csv <<EOF
$head,due,period,issuer_level,yields
A,,villages,B1,,count,,>=,1,,,,,
A2,,hamlets,B1,,count,,>=,2,,,,,
A3,,hamlets,*,,share,treated = 1,>=,50,%,,,,
B,,villages,region:420100,,count,,>=,1,,,,,
C,,villages,water:丙湖,,count,,>=,1,,,,,
D,,outfalls,B1+B2,,count,,>=,1,,,,,
E,,outfalls,region:420000,,count,,>=,1,,,,,
F,,sections,water:丙湖,,share,class_no <= 3,>=,50,%,,,,
G,,sections,B1,,mean,,,,,,,,
H,,sections,B1,,change,level,>=,1,,,,,
I,,waters,B2,type = 'lake',max,tli,<=,50,,,,,
J,,waters,B2,type = 'lake',max,TP,<=,0.01,mg/L,,,,
K,,waters,B1,,max,deciding_change,<=,-90,%,,,,
L,,waters,B1,,max,class_change,<,0,class change,,,,
P,,sections,B1,,share,class_no <= 3,>=,90,%,2021-12-31,2021,province,
Q,,sections,B1,,share,class_no  <= 3,>=,80,%,2021-12-31,,county,yes
R,,sections,B1,,share,class_no <= 3,>=,80,%,2020-12-31,,county,yes
S,,sections,B1,,share,class_no <= 3,>=,80,%,,,county,yes
U,,sections,B1,,share,class_no <= 2,>=,80,%,2021-12-31,,county,yes
V,,outfalls,all,,sum,stage_no,>=,99,,,,,
W,,outfalls,all,stage < '完成整治',count,,=,0,count,,,,
X,,outfalls,B1,"stage BETWEEN '整治中' AND '已销号'",count,,>,9,count,,,,
EOF
# a table without a column of basins cannot be counted in one: that is not 0
printf 'code,basin,treated\nH1,B1,1\nH2,东流域,0\nH3,B2,1\nH4,,1\n' >hamlets.csv
sed -i 's/^  villages:/  hamlets: {source: hamlets.csv}\n&/' p.yaml
"$basincheck" assess p.yaml --no-pictures -q -o out 2>/dev/null
tr -d '\r' <out/results.csv | sed '1s/^\xef\xbb\xbf//' | python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin): print(row["target"], row["verdict"], row["k"], row["n"], row["value"], row["reason"], row["overruled_by"])' 2>&1
tr -d '\r' <out/changes.csv | cut -d, -f1-14
echo '--- without basins'
sed -i '/basins:/d' p.yaml
for scope in B1 all '*' 'region:420100'; do row "T,,sections,$scope,,count,,>=,1,"; done
