"$basincheck" classify "$data"/cli/trend.csv --type river --trend --by month
