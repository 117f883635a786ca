"$basincheck" classify "$data"/cli/flood.csv --sections "$data"/cli/sections.csv --flood 2>/dev/null | sed -n 1,3p
"$basincheck" classify "$data"/cli/flood.csv --sections "$data"/cli/sections.csv --flood --flood-months 4-6 --flood-items NH3N --flood-by mean 2>/dev/null | sed -n 1,2p
"$basincheck" classify "$data"/cli/flood.csv --sections "$data"/cli/sections.csv --flood --rain "$data"/cli/rain.csv --rain-mm 30 2>/dev/null | sed -n 1,3p
