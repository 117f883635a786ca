"$basincheck" classify "$data"/cli/months.csv --sections "$data"/cli/sections.csv --period 2021-01 --items CODMn,TP --rounding none 2>/dev/null | sed -n 1,2p
"$basincheck" classify "$data"/cli/trend.csv --type river --target II --by sample 2>/dev/null | tail -n 1
