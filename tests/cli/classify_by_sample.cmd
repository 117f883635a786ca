"$basincheck" classify "$sample"/observations_2021-04.csv --sections "$sample"/sections.csv --year 2021 --by sample 2>/dev/null | sed -n 1,12p
