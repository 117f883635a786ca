# A row of which `where` cannot be told, for its cell is empty, is left out and said apart.
cp "$data"/cli/minimal_basins.geojson "$data"/cli/minimal_targets.csv .
printf 'code,name,type,level,target_class,class,lon,lat\nS1,S1,river,国考,III,II,114.5,30.5\nS2,S2,river,省控,III,II,114.5,30.6\nS3,S3,river,,III,II,114.5,30.7\nS4,S4,river,,III,II,114.5,30.8\n' >sections.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, where: "level = '"'国考'"'"}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" check p.yaml 2>&1 | grep where
