"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --background "$data"/cli/background.csv
