# A basin over the antimeridian has a part on either side (RFC 7946 section
# 3.1.9): points on both sides are in it, and its GeoJSON is cut.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[179,60],[-179,60],[-179,61],[179,61],[179,60]]]}}]}' >b.geojson
printf 'code,name,lon,lat,type,class\nS1,a,179.5,60.5,river,3\nS2,b,-179.5,60.5,river,2\nS3,c,0,60.5,river,2\n' >s.csv
printf 'id,title,scope,layer,where,measure,of,op,value\nM1,x,*,sections,,count,class_no <= 3,>=,2\n' >t.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: b.geojson}\n  sections: {source: s.csv}\ntargets: t.csv\n' >p.yaml
"$basincheck" assess p.yaml -o out -q --no-pictures
cut -d, -f1-5 out/results.csv
cat out/crosswalk.csv
grep -o '"geometry".*' out/basins.geojson
