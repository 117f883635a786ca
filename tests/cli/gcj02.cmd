# Outfalls read off a web map land in the basin again.
printf "code,lon,lat\nA,114.30553,30.49757\n" >s.csv
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  outfalls:\n    source: s.csv\n    coordinates: gcj02\n" >p.yaml
"$basincheck" check p.yaml
