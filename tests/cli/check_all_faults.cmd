# One run names the faults of the project and of every file, whatever else is wrong.
sed 2q "$sample"/sections.csv >sections.csv && sed 2q "$sample"/outfalls.csv >outfalls.csv
printf '{"type": "FeatureCollection", "features": [' >basins.geojson
printf 'section,time,DO\nS1,2021-04-01,1,2\n' >a.csv; printf '"' >b.csv; printf 'id\n1,2\n' >targets.csv
cat >p.yaml <<'YAML'
basincheck: 1
period: 2021-04
targets: targets.csv
layers:
  basins: {source: basins.geojson}
  sections: {source: sections.csv, crs: EPSG:4490}
  outfalls: {source: outfalls.csv, xy: [a]}
  rivers: {source: nowhere.geojson}
  observations: [{source: [a.csv, none.csv, b.csv]}, {source: b.csv}, {source: a.csv, kind: autos}]
YAML
"$basincheck" check p.yaml; echo "status $?"
echo "--- without a period the water is not judged; rows and targets are read all the same"
sed -i 's/none.csv, //; s/, {source: a.csv, kind: autos}//; s/nowhere.geojson/basins.geojson/; s/, xy: \[a\]//; s/2021-04$/2021-13/' p.yaml; "$basincheck" check p.yaml --language zh; echo "status $?"
echo "--- other verbs name the first"; "$basincheck" join p.yaml; echo "status $?"
