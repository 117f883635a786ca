# An error and findings in Chinese; a table keeps its English.
printf 'basincheck: 1\nperiod: 2021-04\ntitel: x\n' >wrong.yaml
"$basincheck" --language zh check wrong.yaml
"$basincheck" join "$sample/project.yaml" --language=zh -v -q -o joined.csv
"$basincheck" check "$sample/project.yaml" -q >en.csv
"$basincheck" check "$sample/project.yaml" -q --language zh >zh.csv
cmp en.csv zh.csv && echo the same table
"$basincheck" assess "$sample/project.yaml" --language zh --no-pictures -o out 2>&1 | tail -12
LC_ALL=en_GB.UTF-8 "$basincheck" assess "$sample/project.yaml" -q --no-pictures -o british 2>stderr
diff -r out british && echo the same outputs
