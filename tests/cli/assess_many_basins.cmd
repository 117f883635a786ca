# Forty-one basins, one more than have whole sheets: twelve sections stand in the first. Five miss their
# target in each of 40 months (0.25 mg/L of total phosphorus is class Ⅳ, GB 3838-2002 table 1), seven have no data.
awk 'BEGIN { printf "{\"type\":\"FeatureCollection\",\"features\":["
    for (i = 0; i < 41; i++) { x = 114 + i * 0.05
        printf "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"B%02d\",\"name\":\"乡%02d\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%.2f,30],[%.2f,30],[%.2f,30.05],[%.2f,30.05],[%.2f,30]]]}}", (i ? "," : ""), i + 1, i + 1, x, x + 0.05, x + 0.05, x, x }
    print "]}" }' >basins.geojson
awk 'BEGIN { print "code,name,type,level,target_class,lon,lat"
    for (i = 1; i <= 12; i++) printf "S%02d,断面%02d,river,国考,III,%.3f,30.02\n", i, i, 114 + i * 0.004 }' >sections.csv
rows() { head -1 "$data"/cli/obs_a.csv; awk -v tp="$1" 'BEGIN { for (m = 0; m < 40; m++) for (i = 1; i <= 5; i++)
    printf "S%02d,%d-%02d-08,7.5,8.0,3.0,0.2,%s\n", i, 2018 + int(m / 12), m % 12 + 1, tp }'; }
rows 0.25 >poor.csv
rows 0.10 >good.csv
printf 'code,name,type,lon,lat\nW1,一水厂,river,114.02,30.03\n' >sources.csv
{ cat "$data"/cli/minimal_targets.csv; printf 'T2,水源地数,sources,*/all,,count,,>=,1,个\n'; } >targets.csv
project() { printf 'basincheck: 1\nperiod: 2018-01..2021-04\nlayers:\n  basins: {source: basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n  sources: {source: sources.csv, crs: EPSG:4490, illustrative: true}\n  observations: {source: %s}\ntargets: targets.csv\n' "$1"; }
project poor.csv >poor.yaml
project good.csv >good.yaml
page() { sed 's/<[^>]*>/ /g' "$1/report.html" | tr -s ' '; }
"$basincheck" assess poor.yaml -q --no-pictures --by month -o poor 2>/dev/null
page poor | grep -o '先列最差.*classes.csv。'
page poor | grep -o '另有[^另]*bulletin.csv。'
page poor | grep -c '断面0[1-5] '
grep -o 'class="demo">[^<]*' poor/report.html | sort | uniq -c
# of one basin there are curves, of the last 36 months
sed "s#basins.geojson#$data/cli/minimal_basins.geojson#" poor.yaml >one.yaml
"$basincheck" assess one.yaml -q --no-pictures -o one 2>/dev/null
grep -o '<title>总磷[^：]*' one/report.html | sort -u
"$basincheck" assess good.yaml -q --no-pictures --by month -o good 2>/dev/null
page good | grep -o '本月没有风险断面，也没有退出的。'
