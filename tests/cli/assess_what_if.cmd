# verdicts that change, and OUT as it is without the changes
cat > changes.csv <<'END'
feature,field,value,layer
HH-03,DO,5.1,
新滩,高锰酸盐指数,6.0,
SMP-420703-0007,stage,完成整治,
洪湖,TP,0.05,sections
洪湖,CODMn,6,sections
END
"$basincheck" assess --no-pictures "$sample"/project.yaml --what-if changes.csv -o out 2>/dev/null
"$basincheck" assess --no-pictures "$sample"/project.yaml -o plain -q 2>/dev/null
cmp out/results.csv plain/results.csv && wc -l < out/what_if.csv
grep -c ,yes, out/what_if.csv
# without OUT, and mistakes
for row in HH-99,TP,1 新难,TP,1 HH-03,TPP,1 HH-03,TP,x SMP-420703-0007,stage,整好了 洪湖,name,x HH-03,code,x ,TP,1; do
    printf 'feature,field,value\n%s\n' "$row" > wrong.csv
    "$basincheck" assess --no-pictures "$sample"/project.yaml --what-if wrong.csv 2>&1 >/dev/null | grep error:
done
printf 'feature,value\nHH-03,1\n' > wrong.csv
"$basincheck" assess --no-pictures "$sample"/project.yaml --what-if wrong.csv 2>&1 >/dev/null | grep error:
