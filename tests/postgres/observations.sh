#!/bin/bash
# SPDX-License-Identifier: MIT
# observations.sh PROGRAM LAYERS: two years of observations from a file, from
# one server and from a coordinator with two shards give the same tables, byte
# for byte, though the servers sum them up; what goes wrong there is said, and
# OUT stays as it was.
. "$(dirname "$0")/servers.sh"
program=$1
layers=$2
here=$(dirname "$0")
for name in one coordinator shard1 shard2; do
    start $name
    new_database $name
done

sections=$(tail -n +2 "$layers/sections.csv" | cut -d, -f1 | tr '\n' ' ')
awk -v sections="$sections" -f "$here/observations.awk" >"$temp/observations.csv"
[ "$(wc -l <"$temp/observations.csv")" -gt 70000 ] || fail "few observations"

# The tables are those that the program prints.
"$program" init --postgres >"$temp/observations.sql"
ask one -f "$temp/observations.sql"
ask shard1 -v shard=1 -f "$temp/observations.sql"
ask shard2 -v shard=1 -f "$temp/observations.sql"
ask coordinator -v shards="$temp/shard1:5432,$temp/shard2" \
    -f "$temp/observations.sql"
# So are the commands that load them.
columns=section,time,item,unit,value,condition
ask one -v csv="$temp/observations.csv" -v columns=$columns \
    -f "$temp/observations.sql"
ask coordinator -v csv="$temp/observations.csv" -v columns=$columns -v plain=1 \
    -f "$temp/observations.sql"
for name in shard1 shard2; do
    [ "$(ask $name -c 'SELECT count(*) FROM observations')" -gt 10000 ] ||
        fail "$name has few rows"
done

# project NAME PERIOD SOURCE...: the sample with these observations
project() {
    local name=$1 period=$2
    shift 2
    sed -e '/^  observations:/,/^  outfalls:/{/^  outfalls:/!d}' \
        -e "s|source: \([a-z]\)|source: $layers/\1|; s|^targets: |&$layers/|" \
        -e "s|^period: .*|period: $period|; s|^compare_with: .*|compare_with: 2020|" \
        -e 's|^  # resolution_m: 100 .*|  resolution_m: 2000|' \
        "$layers/project.yaml" | sed "/^  outfalls:/{
            i\\  observations:
            $(printf 'i\\    %s\n' "$@")
        }" >"$temp/$name.yaml"
}
assess() {
    "$program" assess "$temp/$1.yaml" --no-pictures -q --overwrite \
        -o "$temp/out_$1" "${@:2}" 2>"$temp/said_$1"
}
# same FILE TABLE: all tables, the counts of rows, and over a year, of which no
# row lies outside, the kinds of findings with their counts
same() {
    local n=0 file
    while read -r file; do
        cmp "$temp/out_$1/$file" "$temp/out_$2/$file" || fail "$2: $file"
        n=$((n + 1))
    done < <(cd "$temp/out_$1" && find . \( -name '*.csv' -o -name '*.xlsx' \
        -o -name '*.geojson' -o -name '*.tif' \) ! -name findings.csv)
    [ "$n" -ge 20 ] || fail "only $n tables were compared"
    for name in "$1" "$2"; do
        cut -d, -f2 "$temp/out_$name/findings.csv" |
            grep -v '^row-by-row\|^rows-travel' | sort | uniq -c \
            >"$temp/kinds_$name"
        sed -n '/"observations": {/,/}/p' "$temp/out_$name/manifest.json" \
            >"$temp/counts_$name"
    done
    [ "$period" != 2021 ] || diff "$temp/kinds_$1" "$temp/kinds_$2" ||
        fail "$2: kinds of findings"
    diff "$temp/counts_$1" "$temp/counts_$2" || fail "$2: counts of rows"
}
# sums NAME: each section, month and item whose rows are sound and that is no pH
# has the sum that the server's numeric makes, in 10^-10 units times 2520, a
# value below its limit counting half
sums() {
    ask one -c "\\copy (
        SELECT section, left(month::text, 4) || '-' || right(month::text, 2),
               name, count(*),
               trim_scale(sum(value * CASE condition WHEN '<' THEN 0.5 ELSE 1 END
                   * CASE unit WHEN 'μg/L' THEN 0.001 ELSE 1 END) * 25200000000000)
          FROM observations JOIN (VALUES ('溶解氧', 'DO'), ('高锰酸盐指数', 'CODMn'),
               ('氨氮', 'NH3N'), ('总磷', 'TP'), ('TP', 'TP'), ('总氮', 'TN'))
               AS symbols(item, name) USING (item)
         WHERE month / 100 = 2021 AND section NOT LIKE '%Hara%'
         GROUP BY section, month, name
        HAVING count(*) = count(value) AND count(*) = count(DISTINCT time)
               AND min(value) >= 0 AND bool_and(coalesce(condition, '') IN ('', '<'))
        ) TO '$temp/sums' CSV"
    [ "$(wc -l <"$temp/sums")" -gt 1000 ] || fail "few sums: $(wc -l <"$temp/sums")"
    tr -d '\r' <"$temp/out_$1/means.csv" | cut -d, -f1-3,6,8 >"$temp/means"
    grep -vxFf "$temp/means" "$temp/sums" | head -3 >"$temp/others"
    [ ! -s "$temp/others" ] || fail "sums of the server: $(cat "$temp/others")"
}
pg() { echo "source: 'PG:host=$temp/$1 user=postgres dbname=hubei'"; }

# A year with its flood season, and a month of which days are drawn.
for period in 2021 2021-05; do
    project file $period "source: $temp/observations.csv"
    project one $period "$(pg one)" "layer: observations"
    project shards $period "$(pg coordinator)" "layer: observations"
    for name in file one shards; do
        assess $name || fail "$name: $(tail -1 "$temp/said_$name")"
    done
    same file one
    same file shards
    [ $period != 2021 ] || sums file
    grep -q rows-travel "$temp/out_shards/findings.csv" && fail "rows travel"
    grep -q 'row-by-row.* rows were read one by one' \
        "$temp/out_shards/findings.csv" || fail "no row was doubtful"
done
# Days that are drawn anew are those of the file.
assess file --confidence 20 || fail "confidence"
assess shards --confidence 20 || fail "confidence"
same file shards
assess file || fail "file"
# What the file has wrong with it was met.
for kind in duplicate-row duplicate-value bad-value empty-row unknown-section \
    unknown-column out-of-period; do
    grep -q " $kind$" "$temp/kinds_file" || fail "no $kind"
done

# ---- columns of other names, which are no SQL ----
evil='v"; DROP TABLE observations; --'
ask one -c "CREATE TABLE evil AS SELECT section, time, month, item, unit,
    value AS \"${evil//\"/\"\"}\", condition FROM observations"
project evil 2021-05 "$(pg one)" "layer: evil" "fields: {value: '$evil'}"
assess evil || fail "evil: $(tail -1 "$temp/said_evil")"
same file evil
[ "$(ask one -c 'SELECT count(*) FROM observations')" -gt 70000 ] || fail "SQL"

# ---- other tables are read row by row, and it is said ----
ask one -c "CREATE TABLE written AS SELECT section, time, item, unit,
    value::text, condition FROM observations
    ORDER BY section COLLATE \"C\", time" \
    -c "ALTER TABLE written ADD n serial PRIMARY KEY"
project written 2021-05 "$(pg one)" "layer: written"
assess written || fail "written: $(tail -1 "$temp/said_written")"
same file written
grep -q "row-by-row.*no column 'month'" "$temp/out_written/findings.csv" ||
    fail "rows are read one by one, and it is not said"

# ---- a table without a row, of which no period is asked for ----
ask one -c "CREATE TABLE bare AS SELECT * FROM observations WHERE false"
"$program" classify "PG:host=$temp/one user=postgres dbname=hubei" --layer bare \
    -q >"$temp/bare.csv" 2>"$temp/said_bare" && fail "classes of nothing"
grep -q "holds no sample that can be used" "$temp/said_bare" ||
    fail "$(cat "$temp/said_bare")"

# ---- rows that would travel ----
ask coordinator -c "CREATE FOREIGN TABLE half (section text, time timestamp,
        month int, item text, unit text, value numeric, condition text)
        SERVER shard1 OPTIONS (table_name 'observations')" \
    -c "CREATE VIEW travels AS SELECT * FROM half
        UNION ALL SELECT * FROM observations_2"
project travels 2021-05 "$(pg coordinator)" "layer: travels"
assess travels || fail "travels: $(tail -1 "$temp/said_travels")"
same file travels
grep -q 'warning: .*fetches the rows of other servers' "$temp/said_travels" ||
    fail "rows travel, and it is not said"

# ---- a month that is not that of the time; one that is missing ----
ask one -c "CREATE TABLE wrong AS SELECT * FROM observations WHERE month = 202105" \
    -c "UPDATE wrong SET month = 202104"
project wrong 2021-05 "$(pg one)" "layer: wrong"
assess wrong && fail "a wrong month"
grep -q "the month '202104' has times from '2021-05" "$temp/said_wrong" ||
    fail "$(cat "$temp/said_wrong")"
ask one -c "UPDATE wrong SET month = NULL"
assess wrong && fail "no month"
grep -q "rows have no month" "$temp/said_wrong" || fail "$(cat "$temp/said_wrong")"

# ---- a shard that is down: named, and OUT as it was ----
before=$(cd "$temp/out_shards" && find . -type f -exec sha256sum {} + | sort)
stop shard2
assess shards && fail "a shard is down"
status=$?
[ $status -eq 3 ] || fail "status $status"
grep -q '^basincheck: error: PG:hubei/observations: the server says: .*"shard2"' \
    "$temp/said_shards" || fail "$(cat "$temp/said_shards")"
[ "$before" = "$(cd "$temp/out_shards" && find . -type f -exec sha256sum {} + | sort)" ] ||
    fail "OUT has changed"
rm -r "$temp/out_shards"
assess shards && fail "a shard is down"
[ ! -e "$temp/out_shards" ] || fail "OUT is there"
exit 0
