# SPDX-License-Identifier: MIT
# geometry_projects.sh: what geometry.sh and postgis.sh measure, the layers and the
# project of each task; to be sourced after measure.sh
# shellcheck shell=bash disable=SC2034
basins=$(layer basins)
points=$(layer points)
redlines=$(layer redlines)
sections=$(layer sections)
outfalls=$(layer outfalls)
project points.yaml "basins: {source: $basins}" "sections: {source: $points}"
project overlay.yaml "basins: {source: $basins}" \
  "redlines: {source: $redlines}"
project nearest.yaml "sections: {source: $sections}" \
  "outfalls: {source: $outfalls}"
