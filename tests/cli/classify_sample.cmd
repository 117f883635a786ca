"$basincheck" classify "$sample"/observations_2021-04.csv --sections "$sample"/sections.csv --year 2021 --period 2021-04 2>/dev/null
