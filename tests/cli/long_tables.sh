#!/bin/sh
# SPDX-License-Identifier: MIT
# long_tables.sh BASINCHECK: tables long enough to be read by several threads,
# one row a value and one row a sample, with whatever may happen to a row: the
# same classes and the same findings with 1, 2, 3 and 8 threads.
set -eu
basincheck=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
status=0

# rows KIND: long, wide, or typed, which is long with a column of types
rows() {
    awk -v kind="$1" -v n=16000 '
    function pick(from) { return 1 + int(rand() * from) }
    function value() {
        if (rand() < 0.12)
            return odd[pick(n_odd)]
        return sprintf("%." int(rand() * 4) "f", rand() * 12)
    }
    BEGIN {
        srand(38)
        n_odd = split(",--,0.02L,<0.3,ND,4e-05L,bad,-1,\"1.5\",1e3,7.123456", odd, ",")
        split("pH,DO,CODMn,NH3N,TP,TN,weird", item, ",")
        if (kind == "wide")
            print "section,time,pH,DO,CODMn,NH3N,TP"
        else
            print "section,time,item,value" (kind == "typed" ? ",type" : "")
        for (row = 0; row < n; row++) {
            hour = rand() < 0.01 ? int(row / 14) : int(row / 7)
            section = rand() < 0.001 ? "\"S\nT\"" : "S" int(row / 200) % 9
            time = rand() < 0.002 ? "*" : sprintf("2021-%02d-%02d %02d:00",
                int(hour / 672) % 12 + 1, int(hour / 24) % 28 + 1, hour % 24)
            if (kind == "wide")
                line = value() "," value() "," value() "," value() "," value()
            else
                line = item[row % (rand() < 0.01 ? 7 : 6) + 1] "," value()
            if (kind == "typed")
                line = line "," (rand() < 0.99 ? "river" : rand() < 0.5 ? "" : "lake")
            line = section "," time "," line
            print line
            if (rand() < 0.01)
                print line
            if (rand() < 0.001)
                print ""
        }
    }'
}

for kind in long wide typed; do
    rows "$kind" >table.csv
    for threads in 1 2 3 8; do
        "$basincheck" classify table.csv --by month --type river --language en \
            --threads "$threads" -o "$threads.csv" 2>"$threads.log" ||
            { cat "$threads.log"; exit 1; }
    done
    test "$(wc -l <1.csv)" -gt 40 && test "$(wc -l <1.log)" -gt 1000 ||
        { echo "$kind: less was read than written"; wc -l 1.csv 1.log; status=1; }
    for threads in 2 3 8; do
        cmp 1.csv "$threads.csv" && cmp 1.log "$threads.log" ||
            { echo "differs: $kind table, $threads threads"; status=1; }
    done
done
exit $status
