# B holds B1: a section of the part counts in the whole, and over all once; one that two cities assess counts in each, and over all once.
box() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s","parent":%s},"geometry":{"type":"Polygon","coordinates":[[[%s,30],[%s,30],[%s,%s],[%s,%s],[%s,30]]]}}' "$1" "$1" "$2" "$3" "$4" "$4" "$5" "$3" "$5" "$3"; }
{ printf '{"type":"FeatureCollection","features":['; box B null 114 115 31; printf ,; box B1 '"B"' 114 114.5 30.5; printf ,; box C null 115 116 31; printf ']}'; } >basins.geojson
cat >sections.csv <<'X'
code,name,type,level,target_class,class,city,lon,lat
S1,S1,river,国考,III,II,武汉市,114.2,30.2
S2,S2,river,国考,III,IV,武汉市/鄂州市,114.8,30.8
S3,S3,river,国考,III,V,鄂州市,115.5,30.5
X
cat >targets.csv <<'X'
id,title,layer,scope,where,measure,of,op,value,unit
T1,优良比例,sections,*/all,,share,class_no <= 3,>=,50,%
T2,优良比例,sections,region:420100/region:420700,,share,class_no <= 3,>=,50,%
X
cat >outfalls.csv <<'X'
code,name,group,stage,lon,lat
P1,P1,长江,已销号,114.2,30.3
P2,P2,长江,完成整治,114.8,30.7
P3,P3,湖泊,整治中,115.5,30.4
P4,P4,湖泊,,116.5,30.4
X
cat >suspects.csv <<'X'
code,status,lon,lat
Y1,属实,114.2,30.3
Y2,已销号,114.8,30.7
Y3,不属实,115.5,30.4
X
cat >p.yaml <<'X'
basincheck: 1
period: 2021-04
layers:
  basins: {source: basins.geojson}
  sections: {source: sections.csv}
  outfalls: {source: outfalls.csv}
  suspects: {source: suspects.csv}
targets: targets.csv
X
"$basincheck" join p.yaml 2>/dev/null
"$basincheck" assess --no-pictures p.yaml -o out -q 2>/dev/null && cut -d, -f1-5 out/results.csv && cut -d, -f1-15 out/outfall_stages.csv && cat out/suspect_status.csv
