cp "$sample"/redlines.shp "$sample"/redlines.shx "$sample"/redlines.dbf "$sample"/redlines.cpg .
printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  redlines:\n    source: redlines.shp\n" >p.yaml; "$basincheck" check p.yaml
