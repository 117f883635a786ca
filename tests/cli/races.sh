#!/bin/bash
# SPDX-License-Identifier: MIT
# races.sh BASINCHECK SAMPLE: what shares its work, by 8 threads. A build with the
# thread sanitizer ends such a run with status 66 at its first race.
basincheck=$1 sample=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

by_eight() { # VERB ARGUMENTS...
    "$basincheck" "$@" --threads 8 >"$work/out" 2>"$work/log"
    result=$?
    if test $result -ne 0 || grep -q 'WARNING: ThreadSanitizer' "$work/log"; then
        echo "$1: status $result"
        grep -A 60 'WARNING: ThreadSanitizer' "$work/log" | head -n 120
        status=1
    fi
}

by_eight join "$sample/project.yaml" --summary
by_eight overlay "$sample/project.yaml"
by_eight classify "$sample/observations_2021-04.csv" --year 2021 --period 2021-04
by_eight assess "$sample/project.yaml" --no-pictures -q -o "$work/new"
exit $status
