"$basincheck" classify "$data"/cli/odour.csv --black-odour
"$basincheck" classify "$data"/cli/odour.csv --black-odour --rural | sed -n 1,2p
