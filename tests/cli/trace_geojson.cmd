"$basincheck" trace "$sample"/project.yaml --from 114.62,29.90 --max-km 9 -f geojson 2>/dev/null
