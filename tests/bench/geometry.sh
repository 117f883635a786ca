#!/bin/sh
# SPDX-License-Identifier: MIT
# geometry.sh DATA [BASINCHECK [RUNS]]: points in polygons, red-line areas and
# nearest sections, peer and basincheck in turn; medians of wall and processor
# seconds as rows of a table. DATA holds M_basins.gpkg (bid), M_points.gpkg,
# M_redlines.gpkg (rid), M_sections.gpkg and M_outfalls.gpkg of the workload
# generator: 1 million points, 10,086 basins of 4.9 million vertices, 10,000 red
# lines of 3.5 million, 3,641 sections, 100,000 outfalls. The peer is QGIS
# (qgis_process.bin), and is left out where it is not installed or NO_PEER is
# set. `growth` is ten times the points against one time.
set -eu
data=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
program=${2:-$here/../../build/release/basincheck}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
runs=${3:-3}
export QT_QPA_PLATFORM=offscreen
qgis=$(command -v qgis_process.bin || true)
[ -z "${NO_PEER:-}" ] || qgis=
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# project FILE LAYERS...
project() {
  file=$1
  shift
  {
    echo "basincheck: 1"
    echo "period: 2024"
    echo "as_of: 2024-06-30"
    echo "crs: EPSG:4490"
    echo "layers:"
    for layer in "$@"; do echo "  $layer"; done
  } >"$file"
}
basins="basins: {source: $data/M_basins.gpkg, fields: {code: bid}}"
project points.yaml "$basins" "sections: {source: $data/M_points.gpkg}"
project tenth.yaml "$basins" "sections: {source: tenth.gpkg}"
project overlay.yaml "$basins" \
  "redlines: {source: $data/M_redlines.gpkg, fields: {code: rid}}"
project nearest.yaml "sections: {source: $data/M_sections.gpkg}" \
  "outfalls: {source: $data/M_outfalls.gpkg}"
ogr2ogr -limit 100000 tenth.gpkg "$data/M_points.gpkg"

# measure NAME COMMAND...: seconds, those of the processor, MiB of one run
measure() {
  name=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o time "$@" >/dev/null 2>&1 || true
  tail -n 1 time | awk '{print $1, $2 + $3, $4 / 1024}' >>"$name.runs"
}

# median NAME COLUMN
median() {
  [ -f "$1.runs" ] || return 0
  cut -d ' ' -f "$2" "$1.runs" | sort -n |
    awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}

ratio() {
  [ -z "$1" ] || awk "BEGIN {printf \"%.1f\", $1 / $2}"
}

# row TASK NAME LIMIT
row() {
  ours=$(median "$2" 1)
  cpu=$(median "$2" 2)
  peer=$(median "$2.peer" 1)
  peer_cpu=$(median "$2.peer" 2)
  echo "| $1 | $ours ($cpu) | ${peer:--} (${peer_cpu:--}) |" \
    "$(ratio "$peer" "$ours") ($(ratio "$peer_cpu" "$cpu")) |" \
    "$(median "$2" 3 | cut -d . -f 1) MiB | $3 |"
}

# pair NAME ALGORITHM PARAMETERS... : the peer alone
peer() {
  name=$1
  shift
  rm -f peer.gpkg
  [ -z "$qgis" ] || measure "$name.peer" "$qgis" run "$@" OUTPUT=peer.gpkg
}

for _ in $(seq "$runs"); do
  peer points native:countpointsinpolygon -- POLYGONS="$data/M_basins.gpkg" \
    POINTS="$data/M_points.gpkg" FIELD=n
  measure points "$program" join -q --summary points.yaml
  measure tenth "$program" join -q --summary tenth.yaml
  peer overlay native:intersection -- INPUT="$data/M_redlines.gpkg" \
    OVERLAY="$data/M_basins.gpkg"
  measure overlay "$program" overlay -q overlay.yaml
  peer nearest native:joinbynearest -- INPUT="$data/M_outfalls.gpkg" \
    INPUT_2="$data/M_sections.gpkg" NEIGHBORS=1
  measure nearest "$program" join -q --nearest nearest.yaml
done
echo "| task | \`basincheck\` s (processor) | QGIS s (processor) | ratio | memory | limit |"
echo "| --- | --- | --- | --- | --- | --- |"
row "points in polygons" points "1.3 s, 2.2 s with GEOS; 6 x; 512 MiB"
row "red-line area per basin" overlay "2.5 s; 6 x"
row "nearest section" nearest "0.3 s"
awk "BEGIN {printf \"points, 10 x as many: %.1f x the time, %.1f x the processor's\n\",
  $(median points 1) / $(median tenth 1), $(median points 2) / $(median tenth 2)}"
