#!/bin/bash
# SPDX-License-Identifier: MIT
# layers.sh PROGRAM LAYERS: the sample from its files and from a server gives
# the same tables, byte for byte; what is wrong with a connection is said.
. "$(dirname "$0")/servers.sh"
program=$1
layers=$2
start one
new_database one
ask one -c 'SET client_min_messages = error' -c 'CREATE EXTENSION postgis'

connection="host=$temp/one user=postgres dbname=hubei"
for file in basins.gpkg lakes.geojson sections.csv outfalls.csv redlines.shp \
    suspect_points.csv zones.geojson rivers.geojson regions.geojson \
    observations_2021-04.csv observations_2020-04_illustrative.csv \
    observations_2021-04_illustrative.csv; do
    options="-lco LAUNDER=NO"
    [ $file != redlines.shp ] ||
        options="$options -nlt PROMOTE_TO_MULTI --config SHAPE_ENCODING GBK"
    # shellcheck disable=SC2086 # words
    ogr2ogr -f PostgreSQL "PG:$connection" "$layers/$file" \
        -nln "${file%.*}" $options
done

# The sample's project, each source a table.
mkdir "$temp/files" "$temp/tables"
cp -r "$layers/." "$temp/files"
cp "$layers/targets.csv" "$temp/tables"
sed -e 's/^      - observations_\(.*\)\.csv$/&/' "$layers/project.yaml" |
    awk -v pg="\"PG:$connection\"" '
    /^    - source:$/ { inside = 1; next }
    inside && /^ *- observations_/ {
        sub(/\.csv.*/, "", $2)
        printf "    - source: %s\n      layer: %s\n", pg, $2
        printf "      kind: manual\n      illustrative: true\n"
        next
    }
    inside && /^      (kind|illustrative):/ { next }
    { inside = 0 }
    match($0, /source: [^ ]+\.[a-z]+/) {
        name = substr($0, RSTART + 8, RLENGTH - 8)
        sub(/\.[a-z]+$/, "", name)
        before = substr($0, 1, RSTART - 1)
        print before "source: " pg
        gsub(/-/, " ", before)
        print before "layer: " name
        next
    }
    { print }' >"$temp/tables/project.yaml"

for from in files tables; do
    "$program" assess "$temp/$from/project.yaml" --no-pictures -q \
        -o "$temp/out_$from" 2>"$temp/said_$from" ||
        fail "assess from $from: $(tail -3 "$temp/said_$from")"
done
n=0
for file in $(cd "$temp/out_files" && find . -name '*.csv' -o \
        -name '*.xlsx' -o -name '*.geojson' -o -name '*.qml' | sort); do
    case $file in
    ./findings.csv) continue ;; # name the sources
    esac
    cmp "$temp/out_files/$file" "$temp/out_tables/$file" || fail "$file"
    n=$((n + 1))
done
[ $n -ge 20 ] || fail "only $n tables were compared"
for file in "$temp"/out_files/maps/*.tif; do
    name=maps/$(basename "$file")
    gdalinfo -checksum "$file" | grep Checksum >"$temp/a"
    gdalinfo -checksum "$temp/out_tables/$name" | grep Checksum >"$temp/b"
    cmp "$temp/a" "$temp/b" || fail "$name"
done
# As many findings of each kind, but that a source of two files is now two, and
# that tables with a column an item are read row by row.
for from in files tables; do
    cut -d, -f2 "$temp/out_$from/findings.csv" | grep -v '^illustrative\|^row-by-row' |
        sort | uniq -c >"$temp/kinds_$from"
done
cmp "$temp/kinds_files" "$temp/kinds_tables" || fail "kinds of findings"
[ "$(grep -c 'row-by-row.*a column an item' \
    "$temp/out_tables/findings.csv")" = 3 ] || fail "row by row"
grep -q "$temp" -r "$temp/out_tables" && fail "the server's place is in OUT"

# ---- what is refused, and how it is said ----
one_layer() {
    mkdir -p "$temp/bad"
    cp "$layers/targets.csv" "$temp/bad"
    printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins:\n    source: "%s"\n%s' \
        "$1" "$2" >"$temp/bad/project.yaml"
    # no terminal, no passwords of whoever runs the tests
    PGPASSFILE=$temp/none "$program" join "$temp/bad/project.yaml" \
        >"$temp/bad/out" 2>&1 </dev/null && fail "was not refused: $1 $2"
    status=$?
    [ "$status" = "$3" ] || fail "status $status: $1"
    grep -q "$4" "$temp/bad/out" || fail "'$4' is not in: $(cat "$temp/bad/out")"
}
one_layer "PG:$connection password=hunter2" "" 3 PGPASSWORD
grep -q hunter2 "$temp/bad/out" && fail "the password is repeated"
one_layer "postgresql://postgres:hunter2@localhost/hubei" "" 3 'dbname=NAME'
grep -q hunter2 "$temp/bad/out" && fail "the password is repeated"
one_layer "PG:$connection options=-cx=y" "" 3 "no keyword 'options'"
one_layer "PG:$connection" "" 3 'Name one with layer: basins, lakes'
one_layer "PG:$connection" "    layer: basin" 3 "has no table 'basin'"
one_layer "PG:$connection" \
    "    layer: 'basins\"; DROP TABLE basins; --'" 3 "has no table"
[ "$(ask one -c 'SELECT count(*) FROM basins')" -gt 0 ] || fail "injection"
one_layer "PG:host=$temp/nowhere dbname=hubei" "    layer: basins" 3 \
    "PG:hubei/basins: the server says: connection to server"
# one geometry, of one SRID that names a CRS
ask one -c "CREATE VIEW two AS SELECT *, geom AS again FROM basins" \
    -c "CREATE VIEW mixed AS SELECT code, name, CASE WHEN code = 'BS-LZ'
        THEN ST_SetSRID(geom, 4326) ELSE geom END AS geom FROM basins" \
    -c "CREATE VIEW nowhere AS SELECT code, ST_SetSRID(geom, 0) AS geom
        FROM basins" \
    -c "CREATE VIEW elsewhere AS SELECT code, ST_SetSRID(geom, 990001) AS geom
        FROM basins" \
    -c "CREATE VIEW no_rows AS SELECT * FROM basins WHERE false" \
    -c "CREATE VIEW shapeless AS SELECT code, name FROM basins"
one_layer "PG:$connection" "    layer: two" 3 \
    "columns 'geom' and 'again' are both geometries"
one_layer "PG:$connection" "    layer: mixed" 3 "geometries have several SRIDs"
one_layer "PG:$connection" "    layer: nowhere" 3 "names no CRS"
one_layer "PG:$connection" "    layer: elsewhere" 3 "names no CRS"
one_layer "PG:$connection" "    layer: shapeless" 3 "has no geometry"
one_layer "PG:$connection" "    layer: basins
    where: code +" 3 "project.yaml"
# half read: an error, not fewer rows
ask one -c "CREATE VIEW broken AS SELECT code, name, geom,
    1 / (row_number() OVER (ORDER BY code) - 3) AS x FROM basins"
one_layer "PG:$connection" "    layer: broken" 3 "division by zero"

# ---- kinds of keys and of geometry: the same basins ----
"$program" overlay "$temp/tables/project.yaml" >"$temp/basins" 2>"$temp/said" ||
    fail "overlay: $(cat "$temp/said")"
same_basins() {
    ask one -c "CREATE TABLE $1 AS SELECT * FROM basins ORDER BY code DESC" \
        -c "ALTER TABLE $1 $2"
    sed "s/layer: basins\$/layer: $1/" "$temp/tables/project.yaml" \
        >"$temp/tables/kind.yaml"
    grep -q "layer: $1" "$temp/tables/kind.yaml" || fail "no layer $1"
    "$program" overlay "$temp/tables/kind.yaml" >"$temp/kind" 2>"$temp/said" ||
        fail "$1: $(cat "$temp/said")"
    cmp "$temp/basins" "$temp/kind" || fail "$1"
}
same_basins no_key "DROP COLUMN fid"
same_basins by_fid "ADD PRIMARY KEY (fid)"
same_basins by_code "DROP COLUMN fid, ADD PRIMARY KEY (code)"
same_basins by_two "ADD PRIMARY KEY (fid, code)"
same_basins by_gid "DROP COLUMN fid, ADD gid bigserial PRIMARY KEY;
    ALTER TABLE by_gid ALTER gid DROP DEFAULT"
same_basins by_small "DROP COLUMN fid, ADD ogc_fid smallserial PRIMARY KEY;
    ALTER TABLE by_small ALTER ogc_fid DROP DEFAULT"
same_basins by_number "DROP COLUMN fid, ADD number serial PRIMARY KEY;
    ALTER TABLE by_number ALTER number DROP DEFAULT"
same_basins on_globe "ALTER geom TYPE geography USING geom::geography"

# ---- passwords come from the environment or a file ----
ask one -c "CREATE ROLE guarded LOGIN PASSWORD 'hunter2'" \
    -c "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guarded"
sed -i '1i local all guarded scram-sha-256' "$temp/one/data/pg_hba.conf"
ask one -c 'SELECT pg_reload_conf()' >/dev/null
guarded="host=$temp/one user=guarded dbname=hubei"
one_layer "PG:$guarded" "    layer: basins" 3 "no password supplied"
sed "s/user=postgres/user=guarded/" "$temp/tables/project.yaml" \
    >"$temp/tables/guarded.yaml"
PGPASSWORD=hunter2 "$program" overlay "$temp/tables/guarded.yaml" \
    >"$temp/overlaps" 2>"$temp/said" || fail "PGPASSWORD: $(cat "$temp/said")"
cmp "$temp/overlaps" "$temp/out_files/overlaps.csv" || fail overlaps
echo '*:*:*:guarded:hunter2' >"$temp/pgpass"
chmod 600 "$temp/pgpass"
PGPASSFILE=$temp/pgpass "$program" overlay "$temp/tables/guarded.yaml" \
    2>/dev/null | cmp - "$temp/overlaps" || fail PGPASSFILE
PGPASSWORD=hunter3 "$program" overlay "$temp/tables/guarded.yaml" \
    --config CPL_DEBUG ON >"$temp/said" 2>&1 && fail "a wrong password"
grep -q hunter "$temp/said" && fail "the password is repeated"
exit 0
