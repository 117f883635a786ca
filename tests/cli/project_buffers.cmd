for line in "redline_buffers_m: [50, 0]" "redline_buffers_m: -50" "redline_buffers_m: [500, 50, 500]" "water_buffers_m: [50, wide]" "fences_m: 100001" "fence_m: 50" "duplicate_distance_m: -1"; do
  printf "basincheck: 1\nperiod: 2021-01\nlayers: {}\nmethod:\n  %s\n" "$line" >p.yaml
  "$basincheck" check p.yaml
done
