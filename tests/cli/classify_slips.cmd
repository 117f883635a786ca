table="$data"/cli/months.csv
for options in "--risk-limit 0.9" "--risk --risk-limit x" "--risk --risk-months 13/12" "--flood --flood-months 13" "--flood --flood-by median" "--flood --rain-mm 25" "--supply" "--risk --by month" "--rating --risk" "--rating --lakes" "--trend --by sample" "--target VI"; do
  "$basincheck" classify "$table" $options
  echo "$?"
done
