# Verdicts from the classes that the sections themselves say: there is nothing to draw from.
cp "$data"/cli/minimal_basins.geojson "$data"/cli/minimal_targets.csv "$data"/cli/minimal_sections.csv "$data"/cli/obs_a.csv .
printf 'code,name,type,level,target_class,class,lon,lat\nS1,S1,river,国考,III,II,114.5,30.5\n' >classes.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: classes.csv, crs: EPSG:4490}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" assess p.yaml -q --no-pictures -o out && cut -d, -f1-5 out/results.csv
"$basincheck" assess p.yaml -q --no-pictures --confidence 10 -o drawn; echo "status $?"; ls | grep -c drawn
# amounts against a year before that the project does not name
printf 'rule,name,value,amount\n比上年,items,TP,\n比上年,formula,mean,\n比上年,limits,III,\n比上年,base,before,\n比上年,step,<=0,20\n比上年,step,else,-50\n' >rules.csv
sed 's/2021-/2020-/; s/0.15$/0.10/' obs_a.csv | cat obs_a.csv - | awk 'NR == 1 || !/^断面/' >both.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv, crs: EPSG:4490}\n  observations: {source: both.csv}\nmethod: {compensation: rules.csv}\ntargets: minimal_targets.csv\n' >q.yaml
"$basincheck" assess q.yaml -q --no-pictures -o amounts 2>/dev/null && cut -d, -f1-12 amounts/compensation.csv
