# Every option of classify with a value that it does not take.
table="$data"/cli/months.csv
while read -r options; do
    printf '%s: ' "$options"
    "$basincheck" classify "$table" $options 2>&1 >/dev/null | grep -v '^try\|warning\|notes'
done <<END
--by moth
--by zzzzzzzzz
--type pond
--type rver
--rounding 81
--period 2021-13
--compare-with May
--target 0
--target VI
--target V --year 2021x
--target I --year 1899
--year 2101
--items Foo
--items 5+
--flood --flood-items DO
--flood --flood-items CODMn,TP --flood-months 9-13
--risk --risk-do -1
--risk --risk-limit 0.9999999999999999999999
--trend --by quarter
--trend --by period
--rating --by sample
--compensation $data/cli/rules.csv --sections $data/cli/sections.csv --by quarter
--items 5+X --by sample
--background $data/cli/background.csv
--compensation no.yaml --sections $data/cli/sections.csv
--project no.yaml
--sections no.csv
--lakes --risk
END
printf 'basincheck: 1\nperiod: 2021\nlayers: {}\n' >p.yml
"$basincheck" classify "$table" --sections "$data"/cli/sections.csv --compensation p.yml
printf 'name\n' >file.with.dots
"$basincheck" classify "$table" --sections "$data"/cli/sections.csv --compensation file.with.dots
"$basincheck" classify "$table" --sections "$data"/cli/sections.csv --compensation nowhere
echo '--- no sample that can be used'
head -n 1 "$table" >empty.csv
"$basincheck" classify empty.csv --rating
"$basincheck" classify empty.csv
"$basincheck" classify empty.csv --by month --items 5+X
"$basincheck" classify empty.csv --period 2021 --rating | cut -d, -f1-4
echo '--- quarters, years'
"$basincheck" classify "$table" --type river --by quarter --items 5 2>/dev/null | cut -d, -f1-4 | grep -E 'R1|section'
"$basincheck" classify "$table" --type river --by year --items 5+X 2>/dev/null | cut -d, -f1-4 | grep -E 'R1|section'
"$basincheck" classify "$table" --type river --trend --by year 2>/dev/null | cut -d, -f1-5 | head -n 2
"$basincheck" classify "$data"/cli/trend.csv --type river --trend --by month 2>/dev/null | cut -d, -f1-5 | head -n 2
