#!/bin/bash
# SPDX-License-Identifier: MIT
# names.sh PROGRAM LAYERS: schemas, tables and columns whose names are SQL, markup or
# Chinese are read like others, and nothing that such a name says is done.
. "$(dirname "$0")/servers.sh"
program=$1
layers=$2
start one
new_database one
ask one -c 'SET client_min_messages = error' -c 'CREATE EXTENSION postgis' \
    -c 'CREATE TABLE victim (x int)'
for name in 'a"b' "a'b" 'a;DROP TABLE victim;--' 'a"; DROP TABLE victim; --' 'a\b' \
    '断面 表' "$(printf 'x%.0s' {1..60})" '%s%n' 'SELECT' '$$x$$' ' lead'; do
    quoted=${name//\"/\"\"}
    ask one -c "CREATE SCHEMA \"s$quoted\"" \
        -c "CREATE TABLE \"s$quoted\".\"$quoted\" (code text, \"c$quoted\" text,
            geom geometry(Point, 4326))" \
        -c "INSERT INTO \"s$quoted\".\"$quoted\"
            VALUES ('S1', '断面一', ST_SetSRID(ST_MakePoint(114, 30), 4326))"
    yaml=${name//\'/\'\'}
    printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: %s}\n  sections:\n    source: \"PG:host=%s user=postgres dbname=hubei\"\n    layer: '%s'\n    fields: {name: '%s'}\n" \
        "$layers/basins.gpkg" "$temp/one" "s$yaml.$yaml" "c$yaml" >"$temp/project.yaml"
    PGPASSFILE=$temp/none "$program" --language en join "$temp/project.yaml" -q \
        >"$temp/printed" 2>"$temp/said" </dev/null || fail "$name: $(cat "$temp/said")"
    grep -q '^sections,S1,,none,6408.575,' "$temp/printed" || fail "$name: $(cat "$temp/printed")"
done
# A point in the name of a table: behind its schema, as the list says.
ask one -c 'CREATE TABLE public."a.b" AS SELECT * FROM "s%s%n"."%s%n"'
for table in nowhere public.a.b; do
    printf "basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: %s}\n  sections:\n    source: \"PG:host=%s user=postgres dbname=hubei\"\n    layer: '%s'\n" \
        "$layers/basins.gpkg" "$temp/one" "$table" >"$temp/project.yaml"
    PGPASSFILE=$temp/none "$program" --language en join "$temp/project.yaml" -q \
        >"$temp/printed" 2>"$temp/said.$table" </dev/null || true
done
grep -q 'public\.a\.b' "$temp/said.nowhere" || fail "not listed: $(cat "$temp/said.nowhere")"
grep -q '^sections,S1,,none,6408.575,' "$temp/printed" || fail "$(cat "$temp/said.public.a.b")"
[ "$(ask one -c 'SELECT count(*) FROM victim')" = 0 ] || fail "injection"
exit 0
