# SPDX-License-Identifier: MIT
# Sourced: a folder of its own with a small project, and what OUT may hold.
# project TITLE FILE
set -u
tests=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
status=0

project() {
    cat >"$2" <<EOF
basincheck: 1
title: $1
period: 2021-04
layers:
  basins: {source: $work/basins.gpkg}
  sections: {source: $work/minimal_sections.csv}
  redlines: {source: $work/redlines.shp}
  observations: {source: $work/obs_a.csv}
targets: $work/minimal_targets.csv
output: {maps: [verdict]}
EOF
}

assess() { # OUT [PROJECT]
    timeout 300 "$basincheck" assess "${2:-$work/new.yaml}" --no-pictures -q --overwrite \
        -o "$1" >"$work/log" 2>&1
}

list() {
    (cd "$1" && find . -type f -exec sha256sum {} + | sort)
}

is() { # OLD|NEW OUT
    test "$(list "$2")" = "$(list "$work/$1")"
}

wrong() {
    echo "wrong: $*"
    grep -v warning: "$work/log" | head -n 3
    status=1
}

# What holds after a run into OUT that ended with RESULT.
check() { # RESULT OUT WHAT
    case $1 in
    0) is new "$2" || wrong "$3: succeeded without a new OUT" ;;
    3 | 4)
        is old "$2" || wrong "$3: failed, and OUT is not the old one"
        grep -qE "error: .*('|\.(gpkg|shp|csv|yaml):)|out of memory" "$work/log" ||
            wrong "$3: no file is named"
        ;;
    *) wrong "$3: status $1" ;;
    esac
}

cp "$tests"/data/cli/minimal_* "$tests"/data/cli/obs_a.csv \
    "$tests"/../layers/basins.gpkg "$tests"/../layers/redlines.* "$work"
project before "$work/old.yaml"
project after "$work/new.yaml"
assess "$work/old" "$work/old.yaml" && assess "$work/new" ||
    { cat "$work/log"; exit 1; }
