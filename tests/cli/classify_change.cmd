"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --change 2>/dev/null
