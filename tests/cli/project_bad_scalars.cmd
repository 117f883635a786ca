for value in "resolution_m: 090" "resolution_m: 1,5" "report_precision_m: 90.9%" "language: maybe"; do
  printf "basincheck: 1\nperiod: 2021-04\nlayers: {}\noutput:\n  %s\n" "$value" >p.yaml
  "$basincheck" check p.yaml
done
