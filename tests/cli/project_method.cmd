for line in "risk_months: 13/12" "risk_limit: -1" "change_slight: 5" "change_none: 30" "flood_months: May" "flood_items: [CODMn, DO]" "flood_by: median" "tli_without_chla: perhaps" "heavy_metals_first: 2" "rating_minimum: 0" "rating_minium: 5"; do
  printf "basincheck: 1\nperiod: 2021-01\nlayers: {}\nmethod:\n  %s\n" "$line" >p.yaml
  "$basincheck" check p.yaml
done
cat >p.yaml <<EOF
basincheck: 1
period: 2021-01
layers: {}
method:
  risk_months: 1/1
  risk_limit: 0.5
  risk_do: 1
  change_none: 5
  change_slight: 8
  change_tolerance: 25
  flood_months: 4-6
  flood_items: [NH3N]
  flood_by: mean
  tli_without_chla: yes
  heavy_metals_first: no
  rating_minimum: 3
EOF
classify() { "$basincheck" classify "$@" --sections "$data"/cli/sections.csv --project p.yaml 2>/dev/null; }
classify "$data"/cli/months.csv --period 2021-01
classify "$data"/cli/months.csv --period 2021-01 --rating | head -n 2
classify "$data"/cli/months.csv --period 2021-01 --risk | head -n 2
classify "$data"/cli/flood.csv --flood | head -n 2
