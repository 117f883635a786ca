# The year before from the folder of an earlier run gives what the observations
# of that year give: every cell of the results, of what must change, and of the
# sections, means of lakes and changes of the deciding item among them.
cp -r "$sample" s && chmod -R u+w s && cd s
quick() { "$basincheck" assess --no-pictures -q "$1" -o "$2" 2>err || grep error err; }
sed 's/^period: .*/period: 2020-04/; /^compare_with/d' project.yaml >before.yaml
with() { sed "s#^compare_with: .*#compare_with: $1#" project.yaml | grep -v observations_2020 >now.yaml; }
quick before.yaml OUT1
head -3 OUT1/means.csv
quick project.yaml same
with OUT1
quick now.yaml folder
for f in results.csv changes.csv classes.csv means.csv sections.geojson basins.geojson; do
  cmp same/$f folder/$f && echo "$f: the same"
done
grep -c HB24-06.*class.change same/results.csv
grep -A3 'OUT1/' folder/manifest.json
echo '--- not written over'
"$basincheck" assess --no-pictures -q now.yaml -o OUT1 --overwrite 2>&1 | grep error
echo '--- no folder of ours, changed, broken, later'
for f in nothing maps; do mkdir -p maps; with $f; quick now.yaml no; done
cp -r OUT1 changed && echo >>changed/classes.csv && with changed && quick now.yaml no
cp -r OUT1 broken && rm broken/means.csv && with broken && quick now.yaml no
with same; quick now.yaml no
ls -d no 2>&1
