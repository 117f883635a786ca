trace() { "$basincheck" trace "$sample"/project.yaml "$@" 2>&1 | grep 'error: \|usage'; }
trace --from 120,20
trace --from 'no such place'
trace --max-km 0
trace -f kml
trace --missed --from HH-03
trace -f geojson
"$basincheck" trace --help
