"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --risk 2>/dev/null
"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --risk --risk-limit 0.5 --risk-do 1 --risk-months 1/1 2>/dev/null | cut -d , -f 1-9
