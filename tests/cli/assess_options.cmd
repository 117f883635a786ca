# What assess prints, and what of it each option changes.
sh "$data"/../faults/verbs.sh "$data"
assess() { "$basincheck" assess "$@" --overwrite --no-pictures -o out 2>err | tr -d '\r'; grep '^basincheck: \|error' err | grep -v notes; }
assess all.yaml --json | grep -c '"target"'
assess all.yaml --json -q --confidence 3 | tail -n 1
assess all.yaml -q
echo '--- a name of wide letters, one of none: a basin without a name is its code'
sed 's/东流域/동유역 （東）🌊/; s/"西流域"/null/' basins.geojson >b2.geojson
sed 's/basins.geojson/b2.geojson/; /what_if/d' all.yaml >named.yaml
assess named.yaml
echo '--- words that are no number, or no choice'
for words in "--seed 1" "--confidence 2 --seed x" "--confidence 2 --seed 1x" "--confidence 2 --seed 99999999999999999999" "--confidence 2 --seed :" "--confidence 0" "--confidence 2x" "--confidence 100001" "--by year" "--palette red" "--fail-on met"; do
    assess all.yaml $words
done
echo '--- positions for insiders'
assess all.yaml -q --internal --palette cvd; grep -c '精确位置\|内部' out/report.html; grep -o '"palette": "[a-z]*"' out/manifest.json
echo '--- a change that changes no verdict, with and without OUT'
printf 'feature,field,value\nP1,stage,整治中\n' >same.csv
"$basincheck" assess all.yaml --what-if same.csv 2>&1 >/dev/null | grep -v 'csv.*: warning\|notes'
"$basincheck" assess all.yaml --what-if same.csv -q --json 2>/dev/null | sed -n 1,2p
"$basincheck" assess all.yaml --what-if what_if.csv -q 2>/dev/null | cut -d, -f1-6
echo '--- nothing missed'
printf 'id,title,layer,scope,where,measure,of,op,value,unit\nT1,断面数,sections,*/all,,count,,>=,0,count\n' >targets.csv
assess all.yaml -q --fail-on missed; "$basincheck" assess all.yaml --overwrite --no-pictures -q -o out --fail-on missed 2>/dev/null; echo "$?"
