"$basincheck" classify "$data"/cli/flood.csv --sections "$data"/cli/sections.csv --flood 2>/dev/null | head -n 3
"$basincheck" classify "$data"/cli/flood.csv --sections "$data"/cli/sections.csv --flood --flood-months 4-6 --flood-items NH3N --flood-by mean 2>/dev/null | head -n 2
"$basincheck" classify "$data"/cli/flood.csv --sections "$data"/cli/sections.csv --flood --rain "$data"/cli/rain.csv --rain-mm 30 2>/dev/null | head -n 3
