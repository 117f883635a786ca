# What join says where layers are not there, have no points, or options disagree.
cp "$data"/cli/minimal_basins.geojson .
printf 'code,name,type,target_class,class,lon,lat\nS1,甲,river,III,II,114.3,30.3\nS2,乙,river,III,II,114.4,30.4\nS3,丙,river,III,II,99,30\n' >sections.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n' >p.yaml
"$basincheck" join p.yaml --summary 2>/dev/null
"$basincheck" join p.yaml --nearest; echo "status $?"
"$basincheck" join p.yaml --nearest --summary; echo "status $?"
echo '--- suspects drawn as areas, and none in the table of outfalls'
printf 'code,name,stage,lon,lat\n' >outfalls.csv
printf '  outfalls: {source: outfalls.csv, crs: EPSG:4490}\n' >>p.yaml
"$basincheck" join p.yaml --nearest 2>/dev/null; echo "status $?"
printf 'code,name,stage,lon,lat\nP1,一,整治中,114.31,30.3\nP2,二,整治中,,\n' >outfalls.csv
"$basincheck" join p.yaml --nearest 2>/dev/null; "$basincheck" join p.yaml --summary 2>/dev/null
