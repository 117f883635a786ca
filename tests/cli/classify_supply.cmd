"$basincheck" classify "$data"/cli/sources_months.csv --sections "$data"/cli/sources.csv --supply 2>/dev/null
