# Without --from, what is next of every section upstream and every outfall
# downstream; --upstream or --downstream alone is one half of it. A line of 0.1 degrees of latitude at
# 30 N is 11.09 km (geod +ellps=GRS80: 11085.4 m from 30.0 to 30.1).
line() { printf '{"type":"Feature","properties":{"code":"%s"},"geometry":{"type":"LineString","coordinates":[%s]}}' "$1" "$2"; }
{ printf '{"type":"FeatureCollection","features":['; line R1 '[114.3,30.3],[114.3,30.2],[114.3,30.1],[114.3,30.0]'; printf ']}'; } >rivers.geojson
cp "$data"/cli/minimal_basins.geojson .
printf 'code,name,type,target_class,lon,lat\nS1,上断面,river,III,114.3,30.25\nS2,下断面,river,III,114.3,30.05\nS9,远,river,III,114.9,30.9\n' >sections.csv
printf 'code,name,stage,lon,lat\nP1,中间口,整治中,114.3,30.15\nP2,P1,已销号,114.3,30.02\nS1,重号,整治中,114.3,30.28\n' >outfalls.csv
project() { printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n%s' "$2" >"$1.yaml"; }
rivers='  rivers: {source: rivers.geojson}
'
sections='  sections: {source: sections.csv, crs: EPSG:4490}
'
outfalls='  outfalls: {source: outfalls.csv, crs: EPSG:4490}
'
project all "$rivers$sections$outfalls"
project no_rivers "$sections"
project no_outfalls "$rivers$sections"
project no_sections "$rivers$outfalls"
trace() { "$basincheck" trace "$@" 2>&1 | cut -d, -f1-6,10 | tr -d '\r' | grep -v 'csv.*: warning:\|notes more'; }
trace all.yaml --speed 1
echo '--- upstream, downstream'
trace all.yaml --upstream --speed 1 | grep -c outfall
trace all.yaml --downstream --speed 1 --max-km 5 | tail -n 1
trace all.yaml --upstream --downstream --speed 1 | wc -l
echo '--- one start'
trace all.yaml --from P1 --speed 1 | tail -n +5
trace all.yaml --from P1 --upstream --downstream --speed 1 | grep -c stream
trace all.yaml --from S1
trace all.yaml --from S9
trace all.yaml --from 重号 --speed 1 | tail -n 2
trace all.yaml --from 114.3,30.21 --speed 1 | grep stream
trace all.yaml --from 114.3,north
trace all.yaml --from east,30
echo '--- what it needs'
trace no_rivers.yaml
trace no_outfalls.yaml --missed
trace no_sections.yaml --missed
trace no_outfalls.yaml --speed 1
trace no_sections.yaml --speed 1 | wc -l
echo '--- words that exclude each other, or are none'
for words in "-f geojson --json" "-f html --json" "--json -f csv --speed 1 --max-km 1" "--speed x" "--speed 0" "--max-km -1" "-f svg" "--missed --from S1" "--missed --upstream" "--missed --downstream"; do
    trace all.yaml $words | head -n 1
done
