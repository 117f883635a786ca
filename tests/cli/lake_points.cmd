# The tag of a lake's raster names twelve of its points, and says how many more.
square='{"type":"Feature","properties":{"code":"X","name":"Wide Lake","basin":"X"},"geometry":{"type":"Polygon","coordinates":[[[114,30],[114.2,30],[114.2,30.2],[114,30.2],[114,30]]]}}'
echo '{"type":"FeatureCollection","features":['"$square"']}' | tee basins.geojson >lakes.geojson
awk 'BEGIN { for (i = 1; i <= 20; i++) printf "P%02d,point %d,Wide Lake,lake,%.3f,30.1\n", i, i, 114.01 + i * 0.008 }' | sed '1i code,name,water,type,lon,lat' >sections.csv
awk 'BEGIN { for (i = 1; i <= 20; i++) printf "P%02d,2021-04-02 08:00,0.0%d\n", i, 20 + i }' | sed '1i section,time,TP(mg/L)' >observations.csv
printf '%s\n' 'basincheck: 1' 'period: 2021-04' 'layers:' '  basins: {source: basins.geojson}' '  lakes: {source: lakes.geojson}' '  sections: {source: sections.csv, crs: EPSG:4490}' '  observations: {source: observations.csv}' 'output: {maps: [lake_items]}' >project.yaml
"$basincheck" map project.yaml -o out -q 2>/dev/null >&2; echo "exit status $?"
find out -name 'lake_TP.tif' -exec grep -ao 'Wide Lake: one value[^<]*' {} +
