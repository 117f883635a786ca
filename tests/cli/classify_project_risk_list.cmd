# The project names the list of sections at risk; one on the line wins.
cp "$data"/cli/list.csv .
printf 'code\nR4\n' >other.csv
printf 'basincheck: 1\ntitle: t\nperiod: 2021-01\nlayers: {}\nmethod: {risk_list: list.csv}\n' >p.yaml
"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --risk --project p.yaml | cut -d, -f1-5
"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --risk --project p.yaml --risk-list other.csv | cut -d, -f1-5
