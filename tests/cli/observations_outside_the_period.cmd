cp "$data"/cli/minimal_* "$data"/cli/obs_?.csv .
printf 'basincheck: 1\nperiod: 2030-01\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\n  observations: {source: [obs_a.csv, obs_b.csv]}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" check p.yaml
