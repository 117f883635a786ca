#!/bin/bash
# SPDX-License-Identifier: MIT
# geometry.sh [BASINCHECK]: points in polygons, red-line areas and nearest
# sections of SIZE (S, M or L), the program RUNS times and QGIS (qgis_process.bin)
# once in between, where it is installed and NO_PEER is not set.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-}
. "$here/measure.sh"
export QT_QPA_PLATFORM=offscreen
qgis=$(command -v qgis_process.bin || true)
[ -z "${NO_PEER:-}" ] || qgis=

. "$here/geometry_projects.sh"

for run in $(seq "$runs"); do
  measure points "$program" join -q --summary points.yaml
  measure overlay "$program" overlay -q overlay.yaml
  measure nearest "$program" join -q --nearest nearest.yaml
  if [ -n "$qgis" ] && [ "$run" = 1 ]; then
    measure points.qgis "$qgis" run native:countpointsinpolygon -- \
      POLYGONS="$basins" POINTS="$points" FIELD=n OUTPUT=n.gpkg
    measure overlay.qgis "$qgis" run native:intersection -- \
      INPUT="$redlines" OVERLAY="$basins" OUTPUT=pieces.gpkg
    measure nearest.qgis "$qgis" run native:joinbynearest -- \
      INPUT="$outfalls" INPUT_2="$sections" NEIGHBORS=1 OUTPUT=near.gpkg
  fi
done
row "points in polygons" points QGIS points.qgis \
  "M: 1.3 s, 512 MiB, 6 x; L: 6 s, 2 GiB"
row "red-line area per basin" overlay "QGIS, pieces alone" overlay.qgis \
  "M: 2.5 s, 6 x"
row "nearest section" nearest "QGIS, in degrees" nearest.qgis "M: 0.3 s"
