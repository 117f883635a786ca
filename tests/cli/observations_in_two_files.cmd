# One sample in two files is one sample; the same file twice is refused.
cp "$data"/cli/minimal_* "$data"/cli/obs_?.csv .
for source in '[obs_a.csv, obs_b.csv]' '[obs_a.csv, obs_a.csv]'; do
    printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\n  observations: {source: %s}\ntargets: minimal_targets.csv\n' "$source" >p.yaml
    "$basincheck" assess --no-pictures p.yaml -q -o out --overwrite
    cut -d, -f1,4,5,15 out/classes.csv
done
