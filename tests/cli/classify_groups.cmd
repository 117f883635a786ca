# Five sections of a city that a cell names twice, all over class III: five of five are said of phosphorus.
awk 'BEGIN { print "code,name,type,water,city"; for (i = 1; i <= 5; i++) printf "S%d,断%d,river,甲河,武汉市;武汉市\n", i, i }' >rivers.csv
rows() { head -1 "$data"/cli/obs_a.csv; for s in $1; do for y in $2; do for m in 01 02 03 04 05 06 07 08; do echo "$s,$y-$m-08,7.5,8.0,3.0,0.2,0.25"; done; done; done; }
rows 'S1 S2 S3 S4 S5' 2021 >obs.csv
"$basincheck" classify obs.csv --sections rivers.csv --period 2021-04 --rating -q 2>/dev/null
# a lake of one point is that point, one of two their mean
printf 'code,name,type,water\nS1,甲一,lake,甲湖\nS2,甲二,lake,甲湖\nS3,乙一,lake,乙湖\n' >lakes.csv
rows 'S1 S2 S3' '2020 2021' >years.csv
"$basincheck" classify years.csv --sections lakes.csv --period 2021-04 --rating --compare-with 2020-04 -q 2>/dev/null | cut -d, -f1-12
# years, that must have eight months
rows S1 '2016 2017 2018 2019 2020' >long.csv
"$basincheck" classify long.csv --type river --trend -q 2>/dev/null | cut -d, -f1-9
# what reads no server
"$basincheck" classify --black-odour PG:dbname=nowhere; echo "status $?"
# where nothing can be written
"$basincheck" classify obs.csv --type river --period 2021-04 -q -o /proc/none.csv; echo "status $?"
