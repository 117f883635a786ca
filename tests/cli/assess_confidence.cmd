# how often verdicts hold: the same table printed and written, verdicts as without
"$basincheck" assess --no-pictures "$sample"/project.yaml --confidence 20 -o out 2>/dev/null >printed
sed -n '/^.*target,basin/,$p' printed | tr -d '\r'
sed -n '/^.*target,basin/,$p' printed | tr -d '\r' >table
tr -d '\r' <out/confidence.csv | cmp - table && echo same table
"$basincheck" assess --no-pictures "$sample"/project.yaml -o plain -q 2>/dev/null
cmp out/results.csv plain/results.csv && cmp out/report.html plain/report.html && echo same results and report
for wrong in 0 x 1.5 100001; do
    "$basincheck" assess "$sample"/project.yaml --confidence $wrong -o no 2>&1 | grep error:
done
"$basincheck" assess "$sample"/project.yaml --confidence 5 --seed -3 -o no 2>&1 | grep error:
"$basincheck" assess "$sample"/project.yaml --seed 3 -o no 2>&1 | grep error:
# other draws
"$basincheck" assess --no-pictures "$sample"/project.yaml --confidence 20 --seed 7 -o other -q 2>/dev/null
cmp -s out/confidence.csv other/confidence.csv; echo "other draws differ: $?"
