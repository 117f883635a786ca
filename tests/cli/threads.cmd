for threads in 1 2 8; do "$basincheck" join -q --threads $threads "$sample/project.yaml" 2>/dev/null | md5sum; done | uniq | wc -l
"$basincheck" join --threads 0 x.yaml
"$basincheck" join --threads 300 x.yaml
BASINCHECK_THREADS=many "$basincheck" join x.yaml
BASINCHECK_THREADS=many "$basincheck" join --threads=2 x.yaml
# Rows that are read before their turn are told of in their turn: bad cells,
# repeats, contradictions, spellings, in batches that begin anywhere.
awk 'BEGIN { print "section,time,item,value"
    split("pH,DO,CODMn,NH3-N,TP,foo,bar", item, ",")
    for (i = 0; i < 20000; i++) { r = i * 7919 % 1009 / 1009
        value = r < 0.02 ? "0.01L" : r < 0.03 ? "bad" : r < 0.04 ? "" : int(r * 700) / 100
        time = sprintf("2021-%02d-%02d %02d:00", 1 + i / 1700, 1 + i / 60 % 28, i / 3 % 24)
        printf "S%d,%s,%s,%s\n", i / 50 % 9, (r > 0.995 ? "?" : time), item[1 + i % 7], value
        if (r > 0.97) print "S1," time "," item[1 + i % 7] "," value } }' >long.csv
for threads in 1 2 8; do "$basincheck" classify long.csv --type river --by month --threads $threads 2>&1 | md5sum; done | uniq | wc -l
"$basincheck" classify long.csv --type river --by month --threads 2 2>&1 >/dev/null | tail -n 3
