#!/bin/bash
# SPDX-License-Identifier: MIT
# same_bytes.sh BASINCHECK SAMPLE OUT: OUT holds what the sample project gives,
# by month too.
# The same bytes come out in other locales, time zones and numbers of threads;
# the same verdicts, classes and maps when the rows of every file stand in
# another order and have other FIDs. Exits with 77 where locales cannot be made.
set -eu
basincheck=$1 sample=$2 out=$(realpath "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0

differ() {
    echo "differs: $*"
    status=1
}

# assess NAME FOLDER [options]
assess() {
    local name=$1 folder=$2
    shift 2
    "$basincheck" assess "$folder/project.yaml" -q --by month -o "$name" "$@" 2>"$name.log" ||
        { tail -n 5 "$name.log"; exit 1; }
}

# But for the pictures, where they were left out.
same() {
    diff -rq "$out" "$1" | grep -vE "^Only in $out(/maps)?: (atlas.pdf|.*png)$" |
        grep -vE "/(${2:-manifest.json}) differ$" || true
}

locales=$work/locales
mkdir "$locales"
for name in zh_CN de_DE; do
    localedef -i "$name" -f UTF-8 "$locales/$name.UTF-8" 2>/dev/null ||
        { echo "skipped: localedef has no $name"; exit 77; }
done
export LOCPATH=$locales
export ASAN_OPTIONS=detect_leaks=0 # of the C library, with a LOCPATH
TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 GDAL_NUM_THREADS=2 \
    assess chinese "$sample" --threads 2
TZ=America/St_Johns LC_ALL=de_DE.UTF-8 GDAL_NUM_THREADS=8 \
    assess german "$sample" --no-pictures --threads 8
TZ=UTC LC_ALL=C GDAL_NUM_THREADS=1 \
    assess plain "$sample" --no-pictures --threads 1
diff -rq "$out" chinese || differ "zh_CN.UTF-8, 2 threads"
for name in german plain; do
    found=$(same "$name" none)
    # the manifest lists the pictures
    test "$(grep -c . <<<"$found")" -le 2 || differ "$name: $found"
done

# Observations in another order: only the lines that findings name differ.
reverse() {
    for file; do
        { head -n 1 "$file" && tail -n +2 "$file" | tac; } >reversed
        mv reversed "$file"
    done
}
mkdir turned
cp -r "$sample"/* turned
(cd turned && reverse observations_*.csv)
assess observations turned --no-pictures
found=$(same observations 'manifest.json|findings.csv|report.html|basincheck.gpkg')
test -z "$found" || differ "observations turned: $found"

# Features in another order: outputs follow the order of the inputs, so their
# lines are compared as a set, and rasters by what is in their cells.
(cd turned && reverse sections.csv outfalls.csv suspect_points.csv
    rm -f basins.gpkg redlines.*
    ogr2ogr -f GPKG basins.gpkg "$sample/basins.gpkg" -nln basins -dialect sqlite \
        -sql 'SELECT fid * 10 + 1 AS fid, * FROM basins ORDER BY fid DESC'
    ogr2ogr redlines.shp "$sample/redlines.shp" -lco ENCODING=GBK \
        -dialect sqlite -sql 'SELECT * FROM redlines ORDER BY rowid DESC') \
    2>ogr2ogr.log || { cat ogr2ogr.log; exit 1; }
assess features turned --no-pictures
for table in results classes crosswalk overlaps changes upstream \
    outfall_stages suspect_status redline_conflicts; do
    cmp -s <(sort "$out/$table.csv") <(sort "features/$table.csv") ||
        differ "features turned: $table.csv"
done
for raster in "$out"/maps/*.tif; do
    cells() { gdalinfo -checksum "$1" 2>/dev/null | grep Checksum; }
    test "$(cells "$raster")" = "$(cells "features/maps/$(basename "$raster")")" ||
        differ "features turned: $(basename "$raster")"
done
exit $status
