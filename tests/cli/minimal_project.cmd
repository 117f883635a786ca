# Basins, sections, observations and targets are enough; other roles may be missing.
cp "$data"/cli/minimal_* "$data"/cli/obs_?.csv .
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\n  observations: {source: obs_a.csv}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" assess --no-pictures p.yaml -o out && cut -d, -f1-7 out/results.csv && ls out
