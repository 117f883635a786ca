# From an outfall down to the intakes: the first is next, one on a branch that the water does not take is not met.
line() { printf '{"type":"Feature","properties":{"code":"%s","name":"%s"},"geometry":{"type":"LineString","coordinates":[%s]}}' "$1" "$1" "$2"; }
{ printf '{"type":"FeatureCollection","features":['; line R1 '[114.3,30.3],[114.3,30.1]'; printf ,; line R2 '[114.4,30.2],[114.3,30.2]'; printf ']}'; } >rivers.geojson
cp "$data"/cli/minimal_basins.geojson .
printf 'code,name,lon,lat\nW1,一水厂取水口,114.3,30.25\nW2,二水厂取水口,114.3,30.15\nW3,三水厂取水口,114.35,30.2\n' >sources.csv
printf 'code,name,stage,lon,lat\nP1,P1,整治中,114.3,30.28\n' >outfalls.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  rivers: {source: rivers.geojson}\n  outfalls: {source: outfalls.csv}\n  sources: {source: sources.csv}\n' >p.yaml
"$basincheck" trace p.yaml --from P1 --speed 1 2>&1 | grep -v "coordinates\|crs"
"$basincheck" trace p.yaml --from W2 --upstream --speed 1 2>/dev/null
