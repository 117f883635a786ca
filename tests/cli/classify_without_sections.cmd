"$basincheck" classify "$sample"/observations_2021-04_illustrative.csv --type lake --target III --json 2>/dev/null
