# A crosswalk that comes back reviewed: two rows changed, two that fit nothing.
"$basincheck" join -q "$sample"/project.yaml >c.csv 2>/dev/null
sed -i -e 's/^\(sections,LZ-01\),BS-LZ/\1,BS-FT/' -e 's/^\(outfalls,SMP-421083-0014\),[^,]*/\1,/' c.csv
printf 'outfalls,NO-SUCH,BS-FT,,,\nsections,LZ-02,BS-FT,,,\n' >>c.csv
"$basincheck" join -q "$sample"/project.yaml --crosswalk c.csv >d.csv 2>err
echo "exit status $?"
grep '^c.csv' err
grep -E '^(sections,LZ-0[123]|outfalls,SMP-421083-0014),' d.csv
cut -d, -f4 d.csv | sort | uniq -c
printf 'layer,code\na,b\n' >bad.csv
"$basincheck" assess "$sample"/project.yaml --crosswalk bad.csv -o out
ls
