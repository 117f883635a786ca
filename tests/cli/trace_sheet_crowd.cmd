# Both ways from a place: each row says which. Thirty outfalls in one spot have numbers beside it, some with a
# line to their place. R2 turns back on itself: in the middle of it no arrow can say which way it goes.
line() { printf '{"type":"Feature","properties":{"code":"%s"},"geometry":{"type":"LineString","coordinates":[%s]}}' "$1" "$2"; }
{ printf '{"type":"FeatureCollection","features":['; line R1 '[114.3,30.3],[114.3,30.2],[114.3,30.1],[114.3,30.0]'; printf ','; line R2 '[114.3,30.3],[114.32,30.3],[114.3,30.3]'; printf ']}'; } >rivers.geojson
cp "$data"/cli/minimal_basins.geojson .
printf 'code,name,type,target_class,lon,lat\nS1,上断面,river,III,114.3,30.25\nS2,下断面,river,III,114.3,30.05\n' >sections.csv
awk 'BEGIN { print "code,name,stage,lon,lat"; for (i = 1; i <= 30; i++) printf "P%02d,口%02d,整治中,114.3,%.5f\n", i, i, 30.15 + i / 100000 }' >outfalls.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  rivers: {source: rivers.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n  outfalls: {source: outfalls.csv, crs: EPSG:4490}\n' >p.yaml
"$basincheck" trace p.yaml --from P01 --upstream --downstream -f html 2>/dev/null >both.html
grep -o '<td class="n">[↑↓] [^<]*' both.html | cut -c1-20 | sort | uniq -c | sort -rn | head -4
grep -o 'class="ld"' both.html | wc -l
"$basincheck" trace p.yaml --from R2 --downstream -f html 2>/dev/null >back.html; grep -o 'class="fl"' back.html | wc -l
