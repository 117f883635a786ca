"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --lakes 2>/dev/null | cut -d , -f 1-17
