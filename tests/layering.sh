#!/bin/sh
# SPDX-License-Identifier: MIT
# Includes go one way: a folder sees base, itself and what is to its left.
# GDAL is used in layer and output alone, PROJ and GEOS in geo alone.
set -eu
cd "$1/src"

failed=0
complain() {
    echo "layering: $*" >&2
    failed=1
}

order="layer geo water plan output cli"
allowed="base"
for folder in base $order; do
    [ "$folder" = base ] || allowed="$allowed $folder"
    for included in $order; do
        case " $allowed " in *" $included "*) continue ;; esac
        found=$(grep -rln "^#include \"$included/" "$folder" || true)
        [ -z "$found" ] || complain "$included is included by" $found
    done
done

only_in() { # what is included, a pattern, the folders that may
    pattern=$1
    shift
    for folder in base $order; do
        case " $* " in *" $folder "*) continue ;; esac
        found=$(grep -rlE "^#include <($pattern)" "$folder" || true)
        [ -z "$found" ] || complain "<$pattern> is included by" $found
    done
}
only_in 'gdal|ogr_|cpl_' layer output
only_in 'proj\.h|geodesic\.h|geos_c\.h' geo

# Only cli prints, only main exits (memory.c ends the process when memory does).
found=$(grep -rnE '\b(printf|puts|fputs|fprintf)\(' $(find base layer geo water plan output -name '*.c') | grep -vE 'snprintf|bc_text_printf|vsnprintf|base/memory\.c' || true)
[ -z "$found" ] || complain "printing outside cli: $found"
found=$(grep -rnE '\b_?exit\(' $(find base layer geo water plan output -name '*.c') | grep -v 'base/memory\.c' || true)
[ -z "$found" ] || complain "exit outside cli: $found"
exit $failed
