"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01..2021-02 --year-to-date 2>/dev/null | grep -e section -e R2
