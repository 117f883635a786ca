# A header without rows is said of the file itself.
cp "$data"/cli/minimal_* "$data"/cli/obs_a.csv .
head -n 1 "$data"/cli/minimal_sections.csv >minimal_sections.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\n  observations: {source: obs_a.csv}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" assess --no-pictures p.yaml -q -o out && cut -d, -f1-5 out/results.csv
