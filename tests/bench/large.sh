#!/bin/sh
# SPDX-License-Identifier: MIT
# large.sh BASINCHECK: all outputs of 300 basins, 5,000 sections and 50,000
# outfalls (tests/cli/made_project.sh): seconds, peak memory, size of the report.
set -eu
basincheck=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/../cli/made_project.sh" many "$work"
/usr/bin/time -f '%e s, %U s of processor, %M kB' \
    "$basincheck" assess "$work/project.yaml" -q -o "$work/out" 2>"$work/log" ||
    { cat "$work/log" >&2; exit 1; }
tail -n 1 "$work/log"
du -b "$work/out/report.html"
