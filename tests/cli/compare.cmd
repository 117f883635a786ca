# Total phosphorus in rivers, GB 3838-2002 table 1: 0.1 is Ⅱ, 0.25 Ⅳ. From 2020-04
# to 2021-04 S1 gets worse and S2 better: 1 of 2 stays 1 of 2.
cp "$data"/cli/minimal_basins.geojson "$data"/cli/minimal_targets.csv .
printf 'code,name,type,level,target_class,lon,lat\nS1,一号,river,国考,III,114.2,30.5\nS2,二号,river,国考,III,114.5,30.5\n' >sections.csv
head -1 "$data"/cli/obs_a.csv >obs.csv
row() { printf '%s,%s-08,7.5,8.0,3.0,0.2,%s\n' "$1" "$2" "$3" >>obs.csv; }
row S1 2020-04 0.10; row S2 2020-04 0.25
row S1 2021-03 0.10; row S2 2021-03 0.10
row S1 2021-04 0.25; row S2 2021-04 0.10
printf 'code,name,stage,lon,lat\nP1,口一,已溯源,114.3,30.4\nP2,口二,已销号,114.4,30.4\nP3,口三,整治中,114.6,30.4\n' >outfalls.csv
project() { # name, period, further lines
  printf 'basincheck: 1\nperiod: %s\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n  observations: {source: obs.csv}\n  outfalls: {source: outfalls.csv, crs: EPSG:4490}\ntargets: minimal_targets.csv\n%s\n' "$2" "$3" >"$1.yaml"
  "$basincheck" assess "$1.yaml" -q -o "$1" 2>/dev/null
}
project old 2020-04
project march 2021-03
printf 'code,name,stage,lon,lat\nP1,口一,完成整治,114.3,30.4\nP2,口二,已验收,114.4,30.4\nP4,口四,已排查,114.7,30.4\n' >outfalls.csv
project new 2021-04
project items 2021-04 'method: {items: [TP, NH3N]}'
"$basincheck" compare old new
echo '--- the month before'
"$basincheck" compare march new 2>&1 >/dev/null
"$basincheck" compare march new --any-months -q | grep -E 'verdict|class'
echo '--- other items'
"$basincheck" compare old items | grep verdict
echo '--- other sections'
printf 'S3,三号,river,国考,III,114.8,30.5\n' >>sections.csv
row S3 2021-04 0.10
project more 2021-04
"$basincheck" compare old more -q | grep -E 'verdict|sections,S[13]'
echo '--- crosswalks, a map, slips'
sed 's/,A,covers/,B,reviewed/;/P4/d' new/crosswalk.csv >reviewed.csv
"$basincheck" compare new/crosswalk.csv reviewed.csv -q --json
"$basincheck" compare old new -q -f geojson -o map.geojson && grep -c Point map.geojson && grep P3 map.geojson
"$basincheck" compare old new/crosswalk.csv
"$basincheck" compare old .
"$basincheck" compare old
