# Faults in the project, its targets and each kind of file: one run names all of them.
cp -r "$sample"/* . && rm -r messy minimal
sed -i 's/^period: 2021-04/period: 2021-14/; s/^crs: EPSG:4490/crs: EPSG:449/; s/^  palette: official/  palette: offical/; s/redlines.shp/redlines.gpkg/; s/outfalls.csv/outfalls.xlsx/; s/basins.gpkg/basins.shp/' project.yaml
sed -i '2s/,>=,/,=>,/; 3s/class_no/clas_no/; 4s/waters/watres/' targets.csv
sed -i '3s/^[^,]*/LZ-01/' sections.csv
sed -i '2s/,[^,]*$/,abc/; 3s/^\([^,]*\),[^,]*/\1,2021-04-31 08:00/' observations_2021-04_illustrative.csv
ogr2ogr -f GPKG whole.gpkg redlines.shp 2>/dev/null && head -c 5000 whole.gpkg >redlines.gpkg
ogr2ogr -f XLSX whole.xlsx outfalls.csv 2>/dev/null && head -c 3000 whole.xlsx >outfalls.xlsx
ogr2ogr -f 'ESRI Shapefile' -lco ENCODING=UTF-8 basins.shp basins.gpkg 2>/dev/null; : >basins.dbf
sed -i '0,/"type": *"Feature"/s//"type": "Featur"/' lakes.geojson
told() { "$basincheck" check project.yaml 2>/dev/null | grep -Ev '^note|observations_2021-04.csv'; }
"$basincheck" check -q project.yaml >/dev/null; echo "status $?"; told
echo "--- the same as JSON"; "$basincheck" check --json project.yaml 2>/dev/null | grep -c '"error"'
echo "--- the period is right, a setting of the method is wrong"
sed -i 's/^period: .*/period: 2021-04/; s/^method:/method:\n  roundng: 82/' project.yaml
told | grep -c '^error'
echo "--- both are right, and a file is missing"
sed -i '/roundng/d; s/zones.geojson/zone.geojson/' project.yaml; told
