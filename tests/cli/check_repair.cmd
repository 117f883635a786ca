# What is wrong with polygons, said: overlap, the same twice, a sliver, a
# polygon over the antimeridian, a collection, no geometry.
cat >b.geojson <<'EOF'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[114,30],[114.2,30],[114.2,30.2],[114,30.2],[114,30]]]}},
{"type":"Feature","properties":{"code":"B"},"geometry":{"type":"Polygon","coordinates":[[[114.1,30],[114.3,30],[114.3,30.2],[114.1,30.2],[114.1,30]]]}},
{"type":"Feature","properties":{"code":"C"},"geometry":{"type":"Polygon","coordinates":[[[115,30],[115.00005,30],[115.00005,30.00005],[115,30.00005],[115,30]]]}},
{"type":"Feature","properties":{"code":"D"},"geometry":{"type":"Polygon","coordinates":[[[116,30],[116.2,30],[116.2,30.2],[116,30.2],[116,30]]]}},
{"type":"Feature","properties":{"code":"E"},"geometry":{"type":"Polygon","coordinates":[[[116.2,30],[116.2,30.2],[116,30.2],[116,30],[116.2,30]]]}},
{"type":"Feature","properties":{"code":"F"},"geometry":{"type":"Polygon","coordinates":[[[179,60],[-179,60],[-179,61],[179,61],[179,60]]]}},
{"type":"Feature","properties":{"code":"G"},"geometry":{"type":"GeometryCollection","geometries":[]}},
{"type":"Feature","properties":{"code":"H"},"geometry":null}]}
EOF
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  basins:\n    source: b.geojson\n" >p.yaml
"$basincheck" check p.yaml
# A corner that crosses itself: GEOS' reason in either language.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[114,30],[114.2,30],[114.2,30.2],[114,30.1999],[114.0001,30.2],[114,30]]]}}]}' >b.geojson
printf "code,lon,lat\nP1,114.1,30.1\nP2,,\n" >s.csv
printf "  outfalls:\n    source: s.csv\n" >>p.yaml
"$basincheck" join p.yaml -q
"$basincheck" join p.yaml -q --language zh
