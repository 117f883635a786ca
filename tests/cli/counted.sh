#!/bin/bash
# SPDX-License-Identifier: MIT
# counted.sh BASINCHECK: points that are counted while they are read, and not held
# (`join --summary` of all formats but GeoJSON), give what held ones give: counts,
# findings and their order. Held are those of a source with a `where`, which here leaves none out.
# So with every number of threads, with codes in no order, with basins that rows
# name, and where something makes the program read a second time: an order that
# ends, codes or places twice, rows without position or code, longitude and latitude
# exchanged. Exits with 77 without ogr2ogr.
set -eu
basincheck=$1
command -v ogr2ogr >/dev/null || { echo "skipped: no ogr2ogr"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0
crs=

# Four squares that leave a gap, and points within, on borders and outside.
cat >basins.geojson <<'END'
{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"A","name":"a"},"geometry":{"type":"Polygon","coordinates":[[[110,30],[111,30],[111,31],[110,31],[110,30]]]}},
{"type":"Feature","properties":{"code":"B","name":"b"},"geometry":{"type":"Polygon","coordinates":[[[111,30],[112,30],[112,31],[111,31],[111,30]]]}},
{"type":"Feature","properties":{"code":"C","name":"c"},"geometry":{"type":"Polygon","coordinates":[[[110,31.1],[112,31.1],[112,32],[110,32],[110,31.1]]]}},
{"type":"Feature","properties":{"code":"D","name":"d"},"geometry":{"type":"Polygon","coordinates":[[[110.2,31.3],[110.8,31.3],[110.8,31.7],[110.2,31.7],[110.2,31.3]]]}}]}
END
# Every place is another one: 200 columns, 200 rows of points.
LC_ALL=C awk 'BEGIN {
    print "code,name,lon,lat"
    for (i = 0; i < 40000; i++)
        printf "P%06d,\347\202\271%d,%.4f,%.4f\n", i, i % 7, 110 + i % 200 / 100, 30 + int(i / 200) / 98
}' >plain.csv
awk -F, 'NR == 1 || NR % 3' plain.csv >shuffled.csv
awk -F, 'NR > 1 && NR % 3 == 0' plain.csv >>shuffled.csv
awk -F, 'NR == 7 { late = $0; next } { print } NR == 39000 { print late }' plain.csv >late.csv
awk -F, -v OFS=, 'NR == 39000 { $1 = "P000007" } 1' shuffled.csv >shuffled_twice.csv
awk -F, -v OFS=, 'NR == 1 { $5 = "basin" } NR > 1 { $5 = NR % 5000 ? "" : NR % 3 ? "A" : "X" } 1' \
    shuffled.csv >given.csv
awk -F, -v OFS=, 'NR == 39000 { $1 = "P000007" } 1' plain.csv >code_twice.csv
awk -F, -v OFS=, 'NR == 2 { x = $3; y = $4 } NR == 39500 { $3 = x; $4 = y } 1' plain.csv >place_twice.csv
awk -F, -v OFS=, 'NR == 20000 { t = $3; $3 = $4; $4 = t } 1' plain.csv >exchanged.csv
awk -F, -v OFS=, 'NR == 39999 { $1 = "" } 1' plain.csv >no_code.csv
awk -F, -v OFS=, 'NR == 30000 { $3 = $4 = "" } 1' plain.csv >no_place.csv

# join THREADS FILE HOW: counts and findings
join() {
    local where=
    test "$3" = counted || where=", where: \"name <> 'nobody'\""
    cat >project.yaml <<END
basincheck: 1
period: 2024
as_of: 2024-06-30
crs: EPSG:4490
layers:
  basins: {source: basins.geojson, crs: "EPSG:4490"}
  sections: {source: $2$crs$where}
END
    "$basincheck" join -v --summary --threads "$1" project.yaml >"$2.$3" 2>&1 ||
        { cat "$2.$3"; exit 1; }
}

# compare FILE THREADS...
compare() {
    local file=$1
    shift
    join 2 $file held
    for threads; do
        join $threads $file counted
        cmp $file.held $file.counted ||
            { echo "differs: $file, $threads threads"; status=1; }
    done
}

# convert DRIVER SUFFIX NAME: makes NAME.SUFFIX of NAME.csv
convert() {
    ogr2ogr -q -f "$1" -a_srs EPSG:4490 -oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat \
        -oo KEEP_GEOM_COLUMNS=NO -lco ENCODING=UTF-8 -nln points "$3.$2" "$3.csv" 2>ogr.txt ||
        { cat ogr.txt; exit 1; }
}

for file in plain shuffled; do
    convert GPKG gpkg $file
    compare $file.gpkg 1 2 3 8
done
for file in late shuffled_twice given code_twice place_twice exchanged no_code no_place; do
    convert GPKG gpkg $file
    compare $file.gpkg 1 3
done
for file in shuffled place_twice; do
    convert FlatGeobuf fgb $file
    convert "ESRI Shapefile" shp $file
    compare $file.fgb 3
    compare $file.shp 3
done
# Columns X and Y, a crs of the project's own datum and none; text of quotes; a batch
# whose values are another's.
sed '1s/lon,lat/X,Y/' shuffled.csv >xy.csv
sed '1s/lon,lat/Y,X/; 2,20000s/"*\(.*\),\(.*\),\(.*\)"*/\1,\3,\2/' xy.csv >turned.csv
sed 's/,/","/g; s/^/"/; s/$/"/' shuffled.csv >quoted.csv
for file in plain xy turned quoted no_place exchanged; do
    compare $file.csv 3
    mv $file.csv $file.4490.csv
    crs=', crs: "EPSG:4490"'
    compare $file.4490.csv 3
    crs=
done
# 40,000 points, of which 200 columns by 12 rows lie between the squares.
grep -q '^sections,,[1-9]' plain.gpkg.counted || { echo "no point lies outside"; status=1; }
grep -q 'and [0-9]* more of this kind' plain.gpkg.counted ||
    { echo "fewer findings than are kept"; status=1; }
grep -q "P000007.*the code stands at line" code_twice.gpkg.counted ||
    { echo "no code stands twice"; status=1; }
grep -q "P000007.*the code stands at line" shuffled_twice.gpkg.counted ||
    { echo "no code stands twice in no order"; status=1; }
grep -q "no basin has this code or name" given.gpkg.counted || { echo "no unknown basin"; status=1; }
grep -q "outside the basin 'A' that its row names" given.gpkg.counted ||
    { echo "no basin contradicts"; status=1; }
grep -q "has the geometry of" place_twice.gpkg.counted || { echo "no place comes twice"; status=1; }
exit $status
