cp "$data"/cli/minimal_* .
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" assess --no-pictures p.yaml -o out
