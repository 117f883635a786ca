#!/bin/sh
# SPDX-License-Identifier: MIT
# plugin.sh BASINCHECK SOURCE: the plugin as qgis_process runs it, in QGIS's own
# Python. 77 where QGIS is not installed.
set -u
qgis_process=$(command -v qgis_process.bin || command -v qgis_process) || {
    echo "skipped: QGIS is not installed"
    exit 77
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen QGIS_PLUGINPATH="$2/src/qgis"
export QGIS_CUSTOM_CONFIG_PATH="$work/config" HOME="$work" PYTHONDONTWRITEBYTECODE=1
export PATH="$(dirname "$1"):/usr/bin:/bin" LC_ALL=C.UTF-8
# the leaks of a host program are not ours to find
export ASAN_OPTIONS=detect_leaks=0
project=$2/layers/minimal/project.yaml failed=0

run() {
    name=$1
    shift
    timeout 120 "$qgis_process" run "basincheck:$name" "$@" >"$work/log" 2>&1 || {
        echo "$name failed:"
        cat "$work/log"
        failed=1
    }
}
need() {
    [ -s "$work/$1" ] || {
        echo "$1 was not written"
        cat "$work/log"
        failed=1
    }
}

"$qgis_process" plugins enable basincheck >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
run environment && grep -q 'proj.db' "$work/log" || { echo "environment: nothing said"; failed=1; }
run assess --PROJECT="$project" --OUTPUT="$work/out" --NO_PICTURES=true
need out/report.html
need out/project.qgs
cp "$work/out/crosswalk.csv" "$work/reviewed.csv" # no input may lie in OUT
run assess --PROJECT="$project" --OUTPUT="$work/out" --NO_PICTURES=true --OVERWRITE=true \
    --PALETTE=cvd --CROSSWALK="$work/reviewed.csv"
run check --PROJECT="$project" --OUTPUT="$work/findings.csv"
need findings.csv
run classify --OBSERVATIONS="$2/layers/observations_2021-04.csv" --YEAR=2021 \
    --OUTPUT="$work/classes.csv"
need classes.csv
run trace --PROJECT="$2/layers/project.yaml" --FROM=SMP-420702-0010 --OUTPUT="$work/trace.geojson"
need trace.geojson
run compare --OLD="$work/out" --NEW="$work/out" --OUTPUT="$work/compare.csv"
need compare.csv
# What is refused is refused by name.
"$qgis_process" run basincheck:assess --PROJECT="$work/none.yaml" --OUTPUT="$work/none" \
    >"$work/log" 2>&1 && { echo "a missing project was accepted"; failed=1; }
grep -q 'none.yaml' "$work/log" || { echo "the missing project is not named"; cat "$work/log"; failed=1; }
/usr/bin/python3 "$2/tests/qgis/plugin_loads.py" "$2/src/qgis" "$project" "$work/loaded" \
    >"$work/log" 2>&1 || { cat "$work/log"; failed=1; }
exit $failed
