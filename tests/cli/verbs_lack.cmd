# What a verb says when the project lacks what it needs, and of words it does not take.
mkdir w && cd w && sh "$data"/../faults/verbs.sh "$data"
project() { grep -v "$1" all.yaml >"$2.yaml"; }
try() { "$basincheck" "$@" 2>&1 >/dev/null | grep 'error: \|不'; }
project '  basins:' no_basins; project '  redlines:' no_redlines; project '^targets' no_targets
project '  observations:\|compensation\|flood' no_observations; project 'compensation_pairs' no_pairs
printf 'basincheck: 1\nperiod: 2021-01\nlayers:\n  outfalls: {source: outfalls.csv, crs: EPSG:4490}\n' >little.yaml
printf 'code,name,stage\nP1,一,整治中\n' >list.outfalls.csv
printf 'basincheck: 1\nperiod: 2021-01\nlayers:\n  basins: {source: basins.geojson}\n  outfalls: {source: list.outfalls.csv}\n' >listed.yaml
try join no_basins.yaml; try join listed.yaml; try overlay no_redlines.yaml; try overlay no_basins.yaml
try map little.yaml -o maps; try assess no_targets.yaml -o out; try assess no_observations.yaml -o out
try assess no_pairs.yaml -o out
sed 's/compensation: rules.csv/compensation: example/' no_pairs.yaml >example.yaml; try assess example.yaml -o out
sed 's/base,before/base,upstream/' rules.csv >up.csv; sed 's/rules.csv/up.csv/' no_pairs.yaml >up.yaml; try assess up.yaml -o out
sed 's/^output.*/output: {pictures: no, maps: [lake_tli]}/; /  lakes:/d' all.yaml >no_raster.yaml; try map no_raster.yaml -o maps
printf 'section,time,value\nR1,2021-01-05,x\n' >bad.csv; sed 's/months.csv/bad.csv/' all.yaml >bad.yaml; try assess bad.yaml -o out
sed 's/rain.csv/bad.csv/' all.yaml >bad_rain.yaml; try assess bad_rain.yaml -o out
sed 's/compensation: rules.csv/compensation: bad.csv/' all.yaml >bad_rules.yaml; try assess bad_rules.yaml -o out
echo '--- compare'
"$basincheck" assess before.yaml --no-pictures -q -o old 2>/dev/null; "$basincheck" assess all.yaml --no-pictures -q -o new 2>/dev/null
try compare old new -f xml; try compare old new -f geojson --json; try compare old; try compare old places.csv
"$basincheck" compare old new --language zh 2>&1 >/dev/null
echo '--- dates of stages, as of a day between them'
printf 'code,name,stage,date_surveyed,date_monitored,date_traced,date_completed,date_closed,lon,lat\nP1,一,已销号,2020-01-01,2020-02-01,2020-03-01,2020-09-01,2021-03-01,114.6,30.4\nP2,二,已溯源,2020-05-01,2020-04-01,2020-06-01,,,114.6,30.3\nP3,三,完成整治,去年,,2020-03-01,2020-08-01,,114.6,30.2\nP4,四,已销号,,,,,,114.6,30.1\n' >outfalls.csv
sed 's/^period.*/&\nas_of: 2020-12-31/' all.yaml >day.yaml
"$basincheck" check day.yaml 2>/dev/null | tr -d '\r' | grep outfalls.csv
"$basincheck" assess day.yaml --no-pictures -q -o day 2>/dev/null; cut -d, -f1-8 day/outfall_stages.csv
echo '--- classify'
cut -d, -f1-4 sections.csv >untyped.csv
"$basincheck" classify months.csv --sections untyped.csv --type lake --period 2021-01 --lakes 2>/dev/null | cut -d, -f1-5 | tail -n 3
