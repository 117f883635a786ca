printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  basins:\n    source: nowhere.gpkg\n" >p.yaml; "$basincheck" check p.yaml
