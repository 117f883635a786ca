# One row of three in zone 37 where crs names zone 38: it has no position. One of
# two, which may as well be the right one, refuses the file. Then one without any
# position and one with half of one.
printf "code,X,Y\nA,3375605.579,38537199.723\nB,3375966.960,37596001.308\nC,3375605.579,38538199.723\n" >s.csv
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls: {source: s.csv, crs: EPSG:4526}\n" >p.yaml
"$basincheck" check p.yaml
printf "code,X,Y\nA,3375605.579,38537199.723\nB,3375966.960,37596001.308\n" >s.csv
"$basincheck" check p.yaml
"$basincheck" assess p.yaml -o out --language zh
printf "code,X,Y\nA,3375605.579,38537199.723\nB,,\nC,3375966.960,\n" >s.csv
"$basincheck" check p.yaml -q
