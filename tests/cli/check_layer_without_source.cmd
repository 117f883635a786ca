# A layer without a source is looked at beside its fault; two files of one role may lie on two disks.
cp "$data"/cli/minimal_basins.geojson "$data"/cli/obs_a.csv .
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {encoding: GBK}\n' >none.yaml
"$basincheck" check none.yaml -q | grep -v datum-identical
disk=$(mktemp -d /dev/shm/basincheck.XXXXXX 2>/dev/null || mktemp -d) && cp "$data"/cli/obs_b.csv "$disk" && ln -s "$disk"/obs_b.csv there.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  observations: {source: [obs_a.csv, there.csv]}\n' >two.yaml
"$basincheck" check two.yaml -q 2>&1 | grep -v datum-identical
ln "$disk"/obs_b.csv "$disk"/again.csv && ln -s "$disk"/again.csv again.csv
sed 's/there.csv/there.csv, again.csv/' two.yaml >three.yaml
"$basincheck" check three.yaml -q 2>&1 | grep -v datum-identical
rm -r "$disk"
