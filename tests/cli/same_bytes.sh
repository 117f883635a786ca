#!/bin/bash
# SPDX-License-Identifier: MIT
# same_bytes.sh BASINCHECK SAMPLE OUT: OUT holds what the sample project gives,
# by month too.
# The same bytes come out in other locales, time zones and numbers of threads;
# the same verdicts, classes and maps when the rows of every file stand in
# another order and have other FIDs. Exits with 77 where locales cannot be made.
set -eu
basincheck=$1 sample=$2 out=$(realpath "$3")
made=$(dirname "$(realpath "$0")")/made_project.sh
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

# ---- rows in another order ----

# A shuffle is the same in every run; the number tells one from another.
shuffled() {
    shuf --random-source=<(yes "$1")
}
shuffle_csv() { # NUMBER FILE...
    local number=$1 file
    shift
    for file; do
        { head -n 1 "$file" && tail -n +2 "$file" | shuffled "$number"; } >shuffled
        mv shuffled "$file"
    done
}
# Of a feature a line, between the first line and the last.
shuffle_geojson() { # NUMBER FILE...
    local number=$1 file
    shift
    for file; do
        {
            head -n 1 "$file"
            sed '1d;$d;s/,$//' "$file" | shuffled "$number" | sed '$!s/$/,/'
            tail -n 1 "$file"
        } >shuffled
        mv shuffled "$file"
    done
}
# Rows of a GeoPackage come in the order of their FIDs: others turn them.
shuffle_gpkg() { # NUMBER FILE LAYER
    ogr2ogr -f GPKG shuffled.gpkg "$2" -nln "$3" -dialect sqlite -sql \
        "SELECT (fid * 37 + $1) % 101 + 7 AS fid, * FROM \"$3\"" 2>ogr2ogr.log ||
        { cat ogr2ogr.log; exit 1; }
    mv shuffled.gpkg "$2"
}
shuffle_shapefile() { # FIELD FILE ENCODING
    local name=${2%.shp} suffix
    ogr2ogr shuffled.shp "$2" --config SHAPE_ENCODING "$3" -lco "ENCODING=$3" -sql \
        "SELECT * FROM \"$name\" ORDER BY \"$1\"" 2>ogr2ogr.log ||
        { cat ogr2ogr.log; exit 1; }
    for suffix in shp shx dbf; do
        mv "shuffled.$suffix" "$name.$suffix"
    done
    rm shuffled.*
}

# What findings say, without the places.
said() {
    sed -E 's/^(([^,]*,){3})[0-9]*/\1/; s/line [0-9]+/line/g' "$1/findings.csv" | sort
}
# The GeoPackage, without its findings, which have places too.
stored() {
    local layer
    for layer in $(ogrinfo -q "$1/basincheck.gpkg" | sed -E 's/^[0-9]+: //; s/ \(.*//'); do
        test "$layer" = findings || ogrinfo -q -al -nomd "$1/basincheck.gpkg" "$layer"
    done
}
# shuffled_is_same NAME FOLDER: the result of the files in FOLDER is that in NAME.
# Places of findings, and the sums of the files in the manifest, are all that
# may differ.
shuffled_is_same() {
    local name=$1 out=$1 found
    assess "$name.shuffled" "$2" --no-pictures
    found=$(same "$name.shuffled" 'manifest.json|findings.csv|basincheck.gpkg')
    test -z "$found" || differ "$name shuffled: $found"
    cmp -s <(said "$name") <(said "$name.shuffled") ||
        differ "$name shuffled: what findings say"
    cmp -s <(stored "$name") <(stored "$name.shuffled") ||
        differ "$name shuffled: basincheck.gpkg"
    for found in "$name" "$name.shuffled"; do
        grep -vE '"(sha256|findings.csv|basincheck.gpkg)": "' "$found/manifest.json" \
            >"$found.manifest"
    done
    cmp -s "$name.manifest" "$name.shuffled.manifest" ||
        differ "$name shuffled: manifest.json"
}

copy_of() { # NAME FOLDER
    mkdir "$1"
    cp -r "$2"/* "$1"
}
# The sample; files as they arrive; and made ones, with names that are hostile.
for seed in 1 2; do
    copy_of "turned$seed" "$sample"
    (
        cd "turned$seed"
        shuffle_csv $seed sections.csv outfalls.csv suspect_points.csv observations_*.csv
        shuffle_geojson $seed lakes.geojson rivers.geojson zones.geojson regions.geojson
        shuffle_gpkg $seed basins.gpkg basins
        shuffle_shapefile "$(cut -d ' ' -f "$seed" <<<'HXMC MJ')" redlines.shp GBK
    )
    rm -rf plain.shuffled
    shuffled_is_same plain "turned$seed"
done

copy_of turned.messy "$sample/messy"
(
    cd turned.messy
    shuffle_csv 3 断面.csv 排污口.csv
    shuffle_shapefile 流域名称 流域.shp GBK
)
assess messy "$sample/messy" --no-pictures
shuffled_is_same messy turned.messy

for kind in many hostile; do
    bash "$made" $kind made.$kind 7 60 200
    copy_of turned.$kind made.$kind
    (
        cd turned.$kind
        shuffle_csv 4 sections.csv outfalls.csv observations.csv
        shuffle_geojson 4 basins.geojson
    )
    assess $kind made.$kind --no-pictures
    shuffled_is_same $kind turned.$kind
done
exit $status
