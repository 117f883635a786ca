# Parents in a circle or not there are told and not used; near the border of whole and part the part is nearest.
box() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s","parent":%s},"geometry":{"type":"Polygon","coordinates":[[[%s,30],[%s,30],[%s,31],[%s,31],[%s,30]]]}}' "$1" "$1" "$2" "$3" "$4" "$4" "$3" "$3"; }
basins() { printf '{"type":"FeatureCollection","features":['; box A "$1" 114 115; printf ,; box A1 "$2" 114 114.5; printf ,; box B null 115 116; printf ']}'; }
cat >sections.csv <<'X'
code,name,class,lon,lat
S1,S1,II,114.2,30.2
S2,S2,IV,114.2,29.999
S3,S3,II,115,29.999
X
cat >targets.csv <<'X'
id,title,layer,scope,where,measure,of,op,value,unit
T1,优良比例,sections,*/all,,share,class_no <= 3,>=,50,%
X
cat >p.yaml <<'X'
basincheck: 1
period: 2021-04
layers:
  basins: {source: basins.geojson}
  sections: {source: sections.csv}
targets: targets.csv
method: {max_distance_m: 500}
X
for parents in 'null "A"' 'null null' '"A1" "A"' '"A" null' 'null "Q"'; do
echo "== $parents"
basins $parents >basins.geojson
"$basincheck" join p.yaml 2>/dev/null
"$basincheck" assess --no-pictures p.yaml -o out -q 2>&1 | grep parent
cut -d, -f1-5 out/results.csv
rm -r out
done
