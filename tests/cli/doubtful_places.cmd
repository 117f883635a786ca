# What lies where it should not, and areas recorded in mu: B1 outside its parent, a lake of two basins, a red line outside all, an outfall without a stage.
# A box of a hundredth of a degree at 30.2 N holds 1.0674 km2 between its parallels (closed formula of the authalic latitude, GRS 80): 106.74 ha, 1601.1 mu.
box() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s",%s},"geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}' "$1" "$2" "$3" "$4" "$5" "$6" "$5" "$6" "$7" "$4" "$7" "$4" "$5"; }
boxes() { printf '{"type":"FeatureCollection","features":['; cat; printf ']}'; }
{ box B B '"parent":null' 114 30 115 31; printf ,; box B1 B1 '"parent":"B"' 114.9 30 115.9 30.5; printf ,; box B2 B2 '"parent":"B"' 114 30 114.5 30.5; } | boxes >basins.geojson
{ box L1 南湖 '"basin":"B"' 114.6 30.6 114.7 30.7; printf ,; box L2 南湖 '"basin":"B1"' 115.3 30.2 115.4 30.3; printf ,; box L3 北湖 '"basin":"B2"' 114.1 30.1 114.2 30.2; } | boxes >lakes.geojson
{ box R1 R1 '"面积":1600' 114.2 30.2 114.21 30.21; printf ,; box R2 R2 '"面积":1700' 114.3 30.2 114.31 30.21; printf ,; box R3 R3 '"面积":1.07' 114.4 30.2 114.41 30.21; printf ,; box R4 R4 '"面积":1600' 118 30.2 118.01 30.21; } | boxes >redlines.geojson
sed 's/面积/area_ha/g' redlines.geojson >hectares.geojson
cat >sections.csv <<'X'
code,name,type,water,target_class,class,lon,lat
S1,S1,lake,南湖,III,II,115.35,30.25
S2,S2,lake,北湖,III,II,114.8,30.8
X
cat >outfalls.csv <<'X'
code,name,stage,lon,lat
P1,P1,已销号,114.2,30.3
P2,P2,,114.8,30.7
X
for redlines in redlines hectares; do
cat >p.yaml <<X
basincheck: 1
period: 2021-04
layers:
  basins: {source: basins.geojson}
  lakes: {source: lakes.geojson}
  sections: {source: sections.csv}
  outfalls: {source: outfalls.csv}
  redlines: {source: $redlines.geojson}
X
"$basincheck" check p.yaml 2>/dev/null | grep -E 'area-|outside-parent|same-name|no-stage|contradicts'
done
"$basincheck" join p.yaml 2>/dev/null | grep ^sections
