# Refused without the shift of the region, which PROJ does not know.
printf "code,N,E,basin\nA,3375605.579,537199.723,\n" >s.csv
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls:\n    source: s.csv\n    xy: [E, N]\n    crs: EPSG:2383\n" >p.yaml
"$basincheck" check p.yaml
echo "    crs_shift: [-1.5, 3.2, 4.1, 0.5, -1.2, 2.1, -3.4]" >>p.yaml
"$basincheck" check p.yaml
