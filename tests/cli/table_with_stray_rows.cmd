# What most rows hold is the table's frame; a row of another loses its position
# alone: 0, 0, degrees among eastings of a zone, a slip of the pen.
printf "code,X,Y\nA,3375605.579,38537199.723\nB,3375600,38537100\nC,0,0\nD,30.1,114.1\nE,3375610,38537110\n" >s.csv
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls: {source: s.csv}\n" >p.yaml
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls: {source: s.csv, crs: EPSG:4526}\n" >crs.yaml
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls: {source: s.csv, crs: EPSG:4526, xy: [Y, X]}\n" >xy.yaml
"$basincheck" check p.yaml -q
"$basincheck" check crs.yaml -q
"$basincheck" check xy.yaml -q
printf "code,lon,lat\nA,114.1,30.1\nB,1142315,300615\nC,114.2,91\nD,114°60′15″,30°6′15″\nE,114.3,30.1\nF,114.4,30.1\n" >s.csv
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls: {source: s.csv, crs: EPSG:4490}\n" >p.yaml
"$basincheck" check p.yaml -q
"$basincheck" assess p.yaml -o out --language zh
# Where most rows contradict the crs, it is the crs that is wrong.
printf "code,lon,lat\nA,38537199.723,3375605.579\nB,114.2,30.1\nC,38537100,3375600\n" >s.csv
"$basincheck" check p.yaml -q
