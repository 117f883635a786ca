#!/bin/bash
# SPDX-License-Identifier: MIT
# wide.sh PROGRAM LAYERS: a table with a column an item, and values as they are
# written (0.01L), loaded and turned as `init --postgres` prints it: on one server
# and on two shards they are summed up there, and give the tables of the file.
. "$(dirname "$0")/servers.sh"
program=$1
layers=$2
for name in one coordinator shard1 shard2; do
    start $name
    new_database $name
done
"$program" init --postgres >"$temp/observations.sql"

# Two years of days, now and then without a value, twice, or below nought.
tail -n +2 "$layers/sections.csv" | cut -d, -f1 | awk '
    function random(n) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        return int(seed / 65536) % n
    }
    BEGIN {
        seed = 7
        print "section,time,pH,溶解氧(mg/L),总磷（μg/L）,氨氮"
    }
    {
        for (d = 0; d < 2 * 336; d++) {
            row = sprintf("%s,%04d-%02d-%02d 08:00:00,%.2f,%s,%d,%s", $1,
                2020 + int(d / 336), int(d % 336 / 28) + 1, d % 28 + 1,
                6.5 + random(250) / 100,
                random(30) ? sprintf("%.1f", 4 + random(80) / 10) : "",
                random(150), random(20) ? sprintf("%.3f", random(1200) / 1000) : "")
            print row
            if (random(200) == 0) print row
            if (random(200) == 0) { sub(/,[^,]*$/, ",-1", row); print row }
        }
    }' >"$temp/wide.csv"
# The same long, with limits, as people write them.
awk -F, -v OFS=, '
    NR == 1 { for (i = 3; i <= NF; i++) item[i] = $i; print "time,section,item,unit,value"; next }
    {
        value = $6 == "" ? "未测" : $6 < 0.025 && $6 >= 0 ? "0.025L" : $6
        print $2, $1, "pH", "", $3
        print $2, $1, "溶解氧", "mg/L", $4 == "" ? "--" : $4
        print $2, $1, "总磷", "μg/L", $5 < 10 ? "<10" : $5
        print $2, $1, "氨氮", "", value
    }' "$temp/wide.csv" >"$temp/long.csv"

# project NAME SOURCE...: the sample with these observations
project() {
    sed -e '/^  observations:/,/^  outfalls:/{/^  outfalls:/!d}' \
        -e "s|source: \([a-z]\)|source: $layers/\1|; s|^targets: |&$layers/|" \
        -e "s|^period: .*|period: 2021|; s|^compare_with: .*|compare_with: 2020|" \
        -e 's|^  # resolution_m: 100 .*|  resolution_m: 2000|' \
        "$layers/project.yaml" | sed "/^  outfalls:/{
            i\\  observations:
            $(printf 'i\\    %s\n' "${@:2}")
        }" >"$temp/$1.yaml"
}
# same FILE TABLE
same() {
    local n=0 file
    for name in "$@"; do
        "$program" assess "$temp/$name.yaml" --no-pictures -q --overwrite \
            -o "$temp/out_$name" 2>"$temp/said_$name" ||
            fail "$name: $(tail -1 "$temp/said_$name")"
    done
    for file in "$temp/out_$1"/*.csv "$temp/out_$1"/*.xlsx; do
        file=$(basename "$file")
        [ "$file" != findings.csv ] || continue
        cmp "$temp/out_$1/$file" "$temp/out_$2/$file" || fail "$2: $file"
        n=$((n + 1))
    done
    [ $n -ge 8 ] || fail "only $n tables were compared"
    [ "$(wc -l <"$temp/out_$2/means.csv")" -gt 1000 ] || fail "few means"
    ! grep -q "rows-travel\|row-by-row,.*row by row" "$temp/out_$2/findings.csv" ||
        fail "$2 is not summed up: $(grep 'rows-travel\|row-by' "$temp/out_$2/findings.csv")"
}
source_of() { echo "source: 'PG:host=$temp/$1 user=postgres dbname=hubei'"; }
make_wide() {
    ask "$1" -c 'CREATE TABLE wide (section text, time timestamp, "pH" numeric,
        "溶解氧(mg/L)" numeric, "总磷（μg/L）" numeric, "氨氮" numeric)'
}

# ---- one server ----
make_wide one
ask one -c "\\copy wide FROM '$temp/wide.csv' CSV HEADER"
ask one -v wide=wide -f "$temp/observations.sql"
project wide_file "source: $temp/wide.csv"
project wide "$(source_of one)" "layer: observations"
same wide_file wide
ask one -c "DROP VIEW observations"
ask one -f "$temp/observations.sql"
ask one -v csv="$temp/long.csv" -v columns=time,section,item,unit,value \
    -f "$temp/observations.sql"
project long_file "source: $temp/long.csv"
project long "$(source_of one)" "layer: observations"
same long_file long

# ---- classify, whose sections and months are those of the table ----
# classes OPTION...: of the file by section and time, and of the server
classes() {
    "$program" classify "$temp/sorted.csv" "$@" >"$temp/a" 2>"$temp/said_file" ||
        fail "classify $* of the file: $(tail -1 "$temp/said_file")"
    "$program" classify "PG:host=$temp/one user=postgres dbname=hubei" \
        --layer observations "$@" >"$temp/b" 2>"$temp/said_server" ||
        fail "classify $* of the server: $(tail -1 "$temp/said_server")"
    [ "$(wc -l <"$temp/a")" -gt 20 ] || fail "few rows: $*"
    cmp "$temp/a" "$temp/b" || fail "classify $*"
}
(head -1 "$temp/long.csv"; tail -n +2 "$temp/long.csv" | sort -s -t, -k2,2 -k1,1) \
    >"$temp/sorted.csv"
classes --type river --by month
classes --type river --by month --period 2021
classes --change --type river --period 2021 --sections "$layers/sections.csv"
"$program" classify "PG:host=$temp/one user=postgres dbname=hubei" \
    --layer observations --type river --by sample >"$temp/b" 2>"$temp/said" ||
    fail "$(tail -1 "$temp/said")" # one by one
[ "$(wc -l <"$temp/b")" -gt 18000 ] || fail "few samples"
"$program" classify "PG:host=$temp/one user=postgres dbname=hubei password=x1y2" \
    >"$temp/said" 2>&1 && fail "a password was taken"
grep -q 'PGPASSWORD' "$temp/said" || fail "$(cat "$temp/said")"
! grep -q x1y2 "$temp/said" || fail "the password is repeated"

sed -i '2s/[^,]*$/viel/' "$temp/long.csv"
ask one -v csv="$temp/long.csv" -v columns=time,section,item,unit,value \
    -f "$temp/observations.sql" 2>"$temp/said" && fail "what is no number was loaded"
grep -q '"vie' "$temp/said" || fail "$(cat "$temp/said")"

# ---- shards, half of the sections each ----
for name in shard1 shard2; do
    make_wide $name
    ask $name -v wide=wide -f "$temp/observations.sql"
done
ask coordinator -v shards="$temp/shard1:5432,$temp/shard2" \
    -f "$temp/observations.sql"
# rows go to the table of the shard that the hash of the section names
ask coordinator -c "CREATE TABLE places (section text) PARTITION BY HASH (section)" \
    -c "CREATE TABLE places_1 PARTITION OF places FOR VALUES WITH (MODULUS 2, REMAINDER 0)" \
    -c "CREATE TABLE places_2 PARTITION OF places FOR VALUES WITH (MODULUS 2, REMAINDER 1)" \
    -c "\\copy places FROM PROGRAM 'tail -n +2 $temp/wide.csv | cut -d, -f1 | sort -u'"
for n in 1 2; do
    ask coordinator -c "SELECT section FROM places_$n" >"$temp/places"
    awk -F, 'NR == FNR { here[$1]; next } FNR == 1 || $1 in here' \
        "$temp/places" "$temp/wide.csv" >"$temp/part.csv"
    [ "$(wc -l <"$temp/part.csv")" -gt 1000 ] || fail "shard $n is empty"
    ask shard$n -c "\\copy wide FROM '$temp/part.csv' CSV HEADER"
done
project wide_shards "$(source_of coordinator)" "layer: observations"
same wide_file wide_shards
exit 0
