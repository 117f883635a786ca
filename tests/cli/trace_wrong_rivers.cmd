# A river with a part drawn upstream and one with a gap, a flows_to by name and one of no river, a lake without rivers, and an outfall far from the river it names.
line() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s","flows_to":"%s"},"geometry":{"type":"MultiLineString","coordinates":%s}}' "$@"; }
features() { printf '{"type":"FeatureCollection","features":['; cat; echo ']}'; }
box() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s"},"geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}' "$1" "$2" $3 $4 $5 $4 $5 $6 $3 $6 $3 $4; }
{
    line R1 主河 '' '[[[114.02,30.1],[114.1,30.1]],[[114.2,30.1],[114.1,30.1]],[[114.2,30.1],[114.38,30.1]]]'; echo ,
    line R2 断河 无名河 '[[[114.02,30.18],[114.06,30.18]],[[114.08,30.18],[114.1,30.18]]]'; echo ,
    line R3 支河 主河 '[[[114.3,30.1],[114.3,30.04]]]'
} | features >rivers.geojson
box B 流域 114 30 114.4 30.2 | features >basins.geojson
box L1 孤湖 114.24 30.06 114.28 30.09 | features >lakes.geojson
printf '%s\n' code,name,water,type,lon,lat 'S1,湖心,孤湖,湖泊,114.26,30.07' 'S2,支河,支河,河流,114.3,30.08' >sections.csv
printf '%s\n' code,name,receiving_water,lon,lat 'P1,一,主河,114.3,30.04' 'P2,二,支河,114.3,30.05' >outfalls.csv
printf '%s\n' 'basincheck: 1' 'period: 2024-04' 'layers:' '  basins: {source: basins.geojson}' '  lakes: {source: lakes.geojson}' '  rivers: {source: rivers.geojson}' '  sections: {source: sections.csv, crs: EPSG:4490}' '  outfalls: {source: outfalls.csv, crs: EPSG:4490}' >project.yaml
"$basincheck" check project.yaml 2>/dev/null | grep 'river-\|-river\|network'
"$basincheck" --language zh trace project.yaml --from S2 --upstream 2>&1 | grep 'rivers.geojson:\|P1\|S[12]'
