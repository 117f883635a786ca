#!/bin/sh
# SPDX-License-Identifier: MIT
# interrupted.sh PROGRAM: two basins like combs that lie across one another, of
# which GEOS takes long to say what they share; SIGTERM and SIGINT end the run
# with status 130, one error, and OUT as it was.
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() {
    echo "failed: $*" >&2
    exit 1
}
awk -v teeth=600 '
    function add(north, x, y) {
        printf "%s[%.7f,%.7f]", n++ ? "," : "", 114 + (north ? x : y),
            30 + (north ? y : x)
    }
    function comb(north,    i) {
        n = 0
        add(north, 0, -0.01); add(north, 1, -0.01)
        for (i = teeth; i > 0; i--) {
            add(north, (i - 0.3) / teeth, 0); add(north, (i - 0.3) / teeth, 1)
            add(north, (i - 0.7) / teeth, 1); add(north, (i - 0.7) / teeth, 0)
        }
        add(north, 0, -0.01)
    }
    BEGIN {
        printf "{\"type\":\"FeatureCollection\",\"features\":["
        for (k = 0; k < 2; k++) {
            printf "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"%s\"},",
                k ? "," : "", k ? "B" : "A"
            printf "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
            comb(k)
            printf "]]}}"
        }
        print "]}"
    }' >basins.geojson
cat >project.yaml <<'YAML'
basincheck: 1
period: 2021
as_of: 2021-12-31
crs: EPSG:4490
layers:
  basins: {source: basins.geojson}
  sections: {source: sections.csv}
YAML
printf 'code,name,lon,lat,class\nS1,one,114.5,30.5,2\n' >sections.csv
mkdir out
echo old >out/kept

for signal in TERM INT; do
    status=0 # --foreground: one signal, of which the second would end it at once
    timeout --foreground --preserve-status -s $signal 3 "$program" --language en assess \
        project.yaml -q --no-pictures --overwrite -o out 2>said || status=$?
    [ $status -eq 130 ] || fail "$signal: status $status, $(cat said)"
    [ "$(grep 'error' said)" = 'basincheck: error: interrupted' ] ||
        fail "$signal: $(cat said)"
    [ "$(cat out/kept)" = old ] && [ "$(ls -A)" = "basins.geojson
out
project.yaml
said
sections.csv" ] || fail "$signal: OUT is $(ls -A . out)"
done
status=0
timeout --foreground --preserve-status -s TERM 3 "$program" --language en check \
    project.yaml >printed 2>said || status=$?
[ $status -eq 130 ] || fail "check: status $status"
[ ! -s printed ] || fail "check prints $(cat printed)"
