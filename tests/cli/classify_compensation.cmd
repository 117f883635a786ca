"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01..2021-02 --by month --compensation example --pairs "$data"/cli/pairs.csv 2>/dev/null
"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --compensation "$data"/cli/rules.csv 2>/dev/null
"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --compensation example
