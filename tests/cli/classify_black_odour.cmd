"$basincheck" classify "$data"/cli/odour.csv --black-odour
"$basincheck" classify "$data"/cli/odour.csv --black-odour --rural | head -n 2
