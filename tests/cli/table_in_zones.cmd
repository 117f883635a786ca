# No crs, eastings of zones 37 and 38 (3 degrees) and 19 (6 degrees): each row is
# in its own. A: check value of RULES.md section 8; B, C: cs2cs of PROJ 9.1.1, 30.5 N 112 E.
printf "code,X,Y\nA,3375605.579,38537199.723\nB,3375966.960,37596001.308\nC,3375966.960,19596001.308\n" >s.csv
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"E"},"geometry":{"type":"Polygon","coordinates":[[[114.387,30.499],[114.388,30.499],[114.388,30.501],[114.387,30.501],[114.387,30.499]]]}},{"type":"Feature","properties":{"code":"W"},"geometry":{"type":"Polygon","coordinates":[[[111.999,30.499],[112.001,30.499],[112.001,30.501],[111.999,30.501],[111.999,30.499]]]}}]}' >b.geojson
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls:\n    source: s.csv\n  basins:\n    source: b.geojson\n" >p.yaml
"$basincheck" check p.yaml
"$basincheck" join p.yaml -q
