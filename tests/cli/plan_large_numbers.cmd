# Twenty thousand million cells of algae in a litre: with nine decimals their mean does not go into 64 bits.
cp "$data"/cli/minimal_basins.geojson "$data"/cli/minimal_sections.csv .
printf 'section,time,藻密度(cells/L)\nS1,2020-04-08,10000000000\nS1,2021-04-08,20000000000\n' >obs.csv
printf 'id,title,layer,scope,where,measure,of,op,value,unit\nT1,藻密度,sections,*/all,,change,ALGAE,<=,0,%%\nT2,藻密度,sections,*/all,,change,ALGAE,<=,0,cells/L\n' >targets.csv
printf 'basincheck: 1\nperiod: 2021-04\ncompare_with: 2020-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv, crs: EPSG:4490}\n  observations: {source: obs.csv}\ntargets: targets.csv\n' >p.yaml
"$basincheck" assess p.yaml -q --no-pictures -o out 2>/dev/null && cut -d, -f1-9,16 out/results.csv
sed -i 's/0000000000/0000000/' obs.csv
"$basincheck" assess p.yaml -q --no-pictures -o less 2>/dev/null && cut -d, -f1-9,16 less/results.csv
