#!/bin/bash
# SPDX-License-Identifier: MIT
# samples.sh PROGRAM LAYERS: `classify --by sample` of a server's table is that of
# the file, whatever the order of its columns and rows, and though it has no key;
# where values stand more than once and the table does not say which were
# measured together, nothing is judged.
. "$(dirname "$0")/servers.sh"
program=$1
layers=$2
start one
new_database one
ask one -c "ALTER DATABASE hubei SET timezone = 'America/Lima'" \
    -c "ALTER DATABASE hubei SET datestyle = 'SQL, DMY'"

# A row a sample: days of a year, some without a value, none twice.
tail -n +2 "$layers/sections.csv" | cut -d, -f1 | head -20 | LC_ALL=C sort | awk '
    function random(n) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        return int(seed / 65536) % n
    }
    BEGIN { seed = 11; print "section,time,pH,溶解氧,总磷,氨氮" }
    {
        for (d = 0; d < 336; d++)
            printf "%s,2021-%02d-%02d %02d:00:00,%.2f,%s,%.3f,%.3f\n", $1,
                int(d / 28) + 1, d % 28 + 1, d % 24, 6.5 + random(250) / 100,
                random(9) ? sprintf("%.1f", 2 + random(80) / 10) : "",
                random(500) / 1000, random(2400) / 1000
    }' >"$temp/wide.csv"
# FILE of rows as $temp/wide.csv: the same long
long() {
    awk -F, -v OFS=, '
        NR == 1 { for (i = 3; i <= NF; i++) item[i] = $i; print "section,time,item,value"; next }
        { for (i = 3; i <= NF; i++) print $1, $2, item[i], $i }' "$1"
}
long "$temp/wide.csv" >"$temp/long.csv"

connection="PG:host=$temp/one user=postgres dbname=hubei"
# samples OUT SOURCE OPTION...: the table, what is said in OUT.said
samples() {
    "$program" classify "$2" --type river --by sample "${@:3}" \
        >"$1" 2>"$1.said"
}
samples "$temp/expected" "$temp/wide.csv" || fail "$(cat "$temp/expected.said")"
[ "$(wc -l <"$temp/expected")" -eq 6721 ] || fail "$(wc -l <"$temp/expected") rows"
samples "$temp/a" "$temp/long.csv" || fail "$(cat "$temp/a.said")"
cmp "$temp/expected" "$temp/a" || fail "the long file"

# ---- no key, columns and rows in any order, times with a zone ----
ask one -c "CREATE TABLE long (section text, time timestamp, item text, value numeric)" \
    -c "SET datestyle = 'ISO'" -c "\\copy long FROM '$temp/long.csv' CSV HEADER"
ask one -c "CREATE TABLE by_value AS SELECT value, item, time, section FROM long ORDER BY random()" \
    -c "CREATE TABLE by_item AS SELECT item, section, time AT TIME ZONE 'Asia/Shanghai' AS time,
            value FROM long ORDER BY random()" \
    -c "CREATE TABLE keyed (value numeric, item text, time timestamp, section text, n serial PRIMARY KEY)" \
    -c "INSERT INTO keyed SELECT value, item, time, section FROM long ORDER BY random()" \
    -c "CREATE TABLE wide (\"总磷\" numeric, time timestamp, section text, pH numeric,
            \"氨氮\" numeric, \"溶解氧\" numeric)" \
    -c "SET datestyle = 'ISO'" \
    -c "\\copy wide (section, time, pH, \"溶解氧\", \"总磷\", \"氨氮\") FROM '$temp/wide.csv' CSV HEADER"
for table in long by_value by_item keyed wide; do
    samples "$temp/b" "$connection" --layer $table ||
        fail "$table: $(tail -1 "$temp/b.said")"
    cmp "$temp/expected" "$temp/b" || fail "$table"
done

# ---- repeats: of one item that differs, the samples are those of the file ----
awk -F, -v OFS=, '{ print } NR % 7 == 0 { $6 = ($6 + 1.5); print } NR % 11 == 0 { print }' \
    "$temp/wide.csv" >"$temp/twice.csv"
long "$temp/twice.csv" >"$temp/twice_long.csv"
ask one -c "TRUNCATE long" -c "SET datestyle = 'ISO'" \
    -c "\\copy long FROM '$temp/twice_long.csv' CSV HEADER" \
    -c "CREATE TABLE twice AS SELECT value, item, time, section FROM long ORDER BY random()"
samples "$temp/expected" "$temp/twice.csv" || fail "$(cat "$temp/expected.said")"
[ "$(wc -l <"$temp/expected")" -gt 8000 ] || fail "no repeats"
samples "$temp/a" "$temp/twice_long.csv" || fail "$(cat "$temp/a.said")"
cmp "$temp/expected" "$temp/a" || fail "the long file, repeats"
for table in long twice; do
    samples "$temp/b" "$connection" --layer $table ||
        fail "$table: $(tail -1 "$temp/b.said")"
    cmp <(sort "$temp/expected") <(sort "$temp/b") || fail "$table"
done

# ---- of two items: only the order of the rows tells ----
sed -n '2p' "$temp/wide.csv" | awk -F, -v OFS=, '{ $5 = 0.01; $6 = 1.9; print; $5 = 0.3; $6 = 0.02; print }' |
    cat <(head -1 "$temp/wide.csv") - >"$temp/doubt.csv"
long "$temp/doubt.csv" >"$temp/doubt_long.csv"
ask one -c "TRUNCATE long" -c "SET datestyle = 'ISO'" \
    -c "\\copy long FROM '$temp/doubt_long.csv' CSV HEADER" \
    -c "TRUNCATE keyed" \
    -c "SET datestyle = 'ISO'" \
    -c "\\copy keyed (section, time, item, value) FROM '$temp/doubt_long.csv' CSV HEADER"
samples "$temp/expected" "$temp/doubt_long.csv" || fail "$(cat "$temp/expected.said")"
cmp <(cut -d, -f1-4 "$temp/expected") <(samples "$temp/a" "$temp/doubt.csv"; cut -d, -f1-4 "$temp/a") ||
    fail "the file has other samples"
samples "$temp/b" "$connection" --layer keyed || fail "$(tail -1 "$temp/b.said")"
cmp "$temp/expected" "$temp/b" || fail "the key says which"
samples "$temp/b" "$connection" --layer long && fail "samples that nobody knows"
grep -q "PG:hubei/long: '.*' has NH3N and TP more than once at 2021-01-01T00:00:00+08:00, .*primary key" \
    "$temp/b.said" || fail "$(cat "$temp/b.said")"
[ ! -s "$temp/b" ] || fail "a part of the table"

# ---- nor is one of them the first ----
cp -r "$layers" "$temp/layers"
sed -i 's/^  duplicates: mean/  duplicates: first/' "$temp/layers/project.yaml"
for more in "--by month" "--flood"; do
    # shellcheck disable=SC2086
    "$program" classify "$connection" --layer long --type river $more \
        --project "$temp/layers/project.yaml" >"$temp/b" 2>"$temp/b.said" &&
        fail "$more: a first of rows without order"
    grep -q "PG:hubei/long: of rows that repeat a time the first is to count" \
        "$temp/b.said" || fail "$more: $(cat "$temp/b.said")"
    # shellcheck disable=SC2086
    "$program" classify "$connection" --layer keyed --type river $more \
        --project "$temp/layers/project.yaml" >"$temp/b" 2>"$temp/b.said" ||
        fail "$more: $(tail -1 "$temp/b.said")"
done
exit 0
