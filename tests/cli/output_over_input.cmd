cp "$data"/cli/minimal_* "$data"/cli/obs_?.csv .
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\n' >p.yaml
"$basincheck" join p.yaml -q -o minimal_sections.csv
cat minimal_sections.csv
ln -s real.csv link.csv && echo old >real.csv && chmod 600 real.csv
"$basincheck" join p.yaml -q -o link.csv && ls -l link.csv | cut -c1 && stat -c %a real.csv && cat real.csv
mkfifo pipe && cat pipe >copy.csv & "$basincheck" join p.yaml -q -o pipe; wait; cmp copy.csv real.csv
"$basincheck" join p.yaml -q -o - | cmp - real.csv
"$basincheck" join p.yaml -q -o /dev/full
