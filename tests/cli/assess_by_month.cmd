# S1 misses its target from February on, S2 has no March, S3 misses until March; the classes are those
# of total phosphorus in rivers, GB 3838-2002 table 1: 0.1 is Ⅱ, 0.2 Ⅲ, 0.3 Ⅳ.
cp "$data"/cli/minimal_basins.geojson .
printf 'code,name,type,level,target_class,lon,lat\nS1,一号,river,国考,III,114.2,30.5\nS2,二号,river,国考,III,114.5,30.5\nS3,三号,river,国考,III,114.8,30.5\n' >sections.csv
head -1 "$data"/cli/obs_a.csv >obs.csv
row() { printf '%s,2021-%s-08,7.5,8.0,3.0,0.2,%s\n' "$1" "$2" "$3" >>obs.csv; }
row S1 01 0.10; row S1 02 0.25; row S1 03 0.25; row S1 04 0.25
row S2 01 0.25; row S2 02 0.10;                 row S2 04 0.25
row S3 01 0.30; row S3 02 0.25; row S3 03 0.25; row S3 04 0.10
cp "$data"/cli/minimal_targets.csv .
printf 'basincheck: 1\nperiod: 2021-01..2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n  observations: {source: obs.csv}\ntargets: minimal_targets.csv\n' >p.yaml
"$basincheck" assess p.yaml -q --by month -o out 2>err.txt || cat err.txt
for table in series bulletin cards; do cat out/$table.csv; done
cut -d, -f1,2,4,10 out/classes.csv
sed 's/^targets/method: {cards: {yellow: 3, red: 4}}\ntargets/' p.yaml >later.yaml
"$basincheck" assess later.yaml -q --by month -o later 2>/dev/null && cut -d, -f1-8 later/cards.csv
sed 's/^targets/method: {cards: {yellow: 4, red: 3}}\ntargets/' p.yaml >wrong.yaml
"$basincheck" assess wrong.yaml -q --by month -o wrong
"$basincheck" assess p.yaml -q --by year -o wrong
"$basincheck" assess p.yaml -q -o whole 2>/dev/null; ls whole | grep -c 'series\|bulletin\|cards'
# the report: the last month's cards and sections at risk, and none of it without the months
page() { sed 's/<[^>]*>/ /g' "$1" | tr -s ' '; }
page out/report.html | sed -n '/月通报/,/各月的/p'
page out/report.html | grep '^ 2021-0[1-4] [0-9]'
page later/report.html | grep '红牌 '
grep -c 月通报 whole/report.html
# a curve of the one target by month, curves of the sections; tables for QGIS, and no empty ones
grep -o '<title>各月[^<]*' out/report.html; grep -o '<title>总磷[^<]*' out/report.html; grep -c '<title>各月' whole/report.html
for o in out whole; do grep -ao 'CREATE TABLE "\(series\|bulletin\|cards\)"' $o/basincheck.gpkg | sort | tr '\n' ' '; echo; done
