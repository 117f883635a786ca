# No crs: the zone is taken from the eastings, and said; X is the northing.
printf "code,X,Y\nA,3375605.579,38537199.723\nB,3375600,38537100\n" >s.csv
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls:\n    source: s.csv\n" >p.yaml
"$basincheck" check p.yaml
