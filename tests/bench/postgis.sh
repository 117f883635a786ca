#!/bin/bash
# SPDX-License-Identifier: MIT
# postgis.sh [BASINCHECK]: the tasks of geometry.sh by a PostGIS of its own,
# started for it; once each, from the files: what is loaded (with an index) and
# asked. Then whether both say the same:
#   every count of points is equal;
#   every piece of a red line in a basin has the area that PROJ's geodesics give
#   PostGIS's piece (straight edges in degrees cut, geodesics between vertices
#   bound the area), to 1e-8 of it and the last digit that is printed (1 m2);
#   pieces that one of them alone has are slivers;
#   of 200 outfalls the section is the nearest of all, each distance measured.
# Exits with 77 where there is no PostGIS, with 1 where something differs.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-}
server_options="-c shared_buffers=1GB -c max_wal_size=8GB -c full_page_writes=off"
server_options="$server_options -c wal_level=minimal -c max_wal_senders=0 -c jit=off"
. "$here/../postgres/servers.sh"
. "$here/measure.sh"
trap 'stop_all; rm -rf "$folder"' EXIT
export PGOPTIONS="-c work_mem=256MB -c maintenance_work_mem=1GB -c client_min_messages=error"
failed=0

. "$here/geometry_projects.sh"
# no sliver is left out
printf 'method: {sliver_area_m2: 0, sliver_width_m: 0}\n' >>overlay.yaml

start bench
new_database bench
ask bench -c "CREATE EXTENSION postgis"

# load TABLE FILE TYPE: with an index
load() {
  ogr2ogr -f PostgreSQL "PG:host=$temp/bench user=postgres dbname=hubei" "$2" \
    -nln "$1" -lco GEOM_TYPE="$3" -lco GEOMETRY_NAME=geom -lco UNLOGGED=ON \
    --config PG_USE_COPY YES
  ask bench -c "ANALYZE $1"
}

# answer FILE SQL
answer() {
  ask bench -c "\\copy ($2) TO '$folder/$1' CSV"
}

points_in_polygons() {
  load basins "$basins" geometry
  load points "$points" geometry
  answer counts "SELECT b.code, count(*) FROM basins b JOIN points p
    ON ST_Intersects(b.geom, p.geom) GROUP BY 1 ORDER BY 1"
}

# The basins are there.
redline_areas() {
  load redlines "$redlines" geometry
  answer areas "SELECT r.code, b.code, ST_Area((CASE
      WHEN ST_Covers(b.geom, r.geom) THEN r.geom
      ELSE ST_Intersection(b.geom, r.geom) END)::geography)
    FROM basins b JOIN redlines r ON ST_Intersects(b.geom, r.geom)"
}

nearest_sections() {
  load sections "$sections" geography
  load outfalls "$outfalls" geography
  answer nearest "SELECT o.code, s.code FROM outfalls o CROSS JOIN LATERAL
    (SELECT code FROM sections ORDER BY geom <-> o.geom LIMIT 1) s"
}

# The functions of this script measured as the programs are, on the clock alone:
# the server's processor is not this process's.
seconds_of() {
  local begin
  begin=$(date +%s.%N)
  "$2"
  number "$(date +%s.%N) - $begin" 2 >"$1.runs"
}

measure points "$program" join -q --summary points.yaml
seconds_of points.postgis points_in_polygons
measure overlay "$program" overlay -q overlay.yaml
seconds_of overlay.postgis redline_areas
measure nearest "$program" join -q --nearest nearest.yaml
seconds_of nearest.postgis nearest_sections
row "points in polygons" points "PostGIS, loaded and joined" points.postgis \
  "M: 6 x; L: 20 x"
row "red-line area per basin" overlay "PostGIS, red lines loaded and cut" \
  overlay.postgis ""
row "nearest section" nearest "PostGIS, loaded and asked by KNN" \
  nearest.postgis "M: 15 x"

# plain NAME: the program's table without head, byte-order mark and CR
plain() {
  sed '1d; s/\r$//' "$1.out"
}

plain points | awk -F, '$2 != "" && $3 > 0 {print $2 "," $3}' | sort >ours
sort counts >theirs
differ=$(comm -3 ours theirs | grep -c . || true)
echo "counts: $(wc -l <theirs) basins with points, $differ lines differ"
[ "$differ" = 0 ] || failed=1

plain overlay | awk -F, -v areas=areas '
  BEGIN { while (getline <areas > 0) theirs[$1 "," $2] = $3 }
  { it = $1 "," $2; ours[it] = 1e6 * $3; n++ }
  function abs(x) { return x < 0 ? -x : x }
  END {
    for (it in ours) {
      off = abs(ours[it] - theirs[it])
      if (off > 1e-8 * theirs[it] + 0.51) wrong++
      if (theirs[it] > 1e8 && off / theirs[it] > most) most = off / theirs[it]
    }
    for (it in theirs)
      if (!(it in ours) && theirs[it] > 0.51) wrong++
    printf "areas: %d pieces, %d differ; of those over 100 km2 by %.1e at most\n",
      n, wrong, most
    exit wrong > 0
  }' || failed=1

# one in so many
every=$(($(wc -l <nearest) / 200))
answer brute "SELECT DISTINCT ON (o.code) o.code, s.code,
    ST_Distance(o.geom, s.geom) FROM
    (SELECT * FROM outfalls WHERE substr(code, 2)::int % $every = 0) o,
    sections s ORDER BY o.code, 3, 2"
plain nearest | awk -F, -v brute=brute -v knn=nearest '
  BEGIN {
    while (getline <brute > 0) { best[$1] = $2; metres[$1] = $3 }
    while (getline <knn > 0) theirs[$1] = $2
  }
  { other += theirs[$1] != $2 }
  $1 in best {
    n++
    off = $3 - metres[$1]
    if (best[$1] != $2 && off > 1e-6 || off > 0.06 || off < -0.06) wrong++
  }
  END {
    printf "nearest: %d outfalls measured to every section, %d differ; ", n, wrong
    printf "KNN has another section for %d of %d\n", other, NR
    exit wrong > 0 || n < 100
  }' || failed=1
exit $failed
