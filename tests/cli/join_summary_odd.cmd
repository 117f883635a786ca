# Points that cannot be counted while they are read are read whole, and say why.
box() { printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A","name":"甲"},"geometry":{"type":"Polygon","coordinates":[[[75,38],[76,38],[76,39],[75,39],[75,38]]]}}]}'; }
box >basins.geojson
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A","name":"甲"},"geometry":null}]}' >nowhere.geojson
project() { printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: %s}\n  sections: {source: %s, crs: EPSG:4490}\n' "${2:-basins.geojson}" "$1" >p.yaml; }
summary() { echo "--- $1"; project "$2" "${3:-}"; "$basincheck" join --summary p.yaml 2>&1; }
points() { echo code,lon,lat; cat; }
printf 'S1,75.5,38.5\nS2,75.6,38.5\n' | points >plain.csv
summary plain plain.csv
printf 'lon,lat\n75.5,38.5\n' >anonymous.csv
summary 'no codes' anonymous.csv
printf 'S2,75.5,38.5\n,75.7,38.5\nS1,75.6,38.5\n' | points >blank.csv
summary 'a blank code' blank.csv
printf 'S1,38.5,75.5\nS2,38.6,75.5\n' | points >swapped.csv
summary 'swapped axes' swapped.csv
printf 'S1,75.5,38.5\nS2,38.6,75.5\nS3,75.6,38.4\n' | points >one_swapped.csv
summary 'one swapped' one_swapped.csv
points </dev/null >empty.csv
summary 'no points' empty.csv
ogr2ogr -q -s_srs EPSG:4490 -a_srs EPSG:4490 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat one.gpkg one_swapped.csv -nln one && ogr2ogr -q -where "code = 'S9'" empty.gpkg one.gpkg
summary 'no points of a GeoPackage' empty.gpkg
summary 'basins without a place' plain.csv nowhere.geojson
# codes that ascend in the first batches, and no longer in a later one
awk 'BEGIN { for (i = 0; i < 200000; i++) printf "S%06d,75.1%05d,38.1%05d\n", (i == 199999 ? 0 : i + 1), i % 99991, i % 99989 }' | points >late.csv
summary 'late disorder' late.csv
