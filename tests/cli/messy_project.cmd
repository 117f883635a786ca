# Files as they arrive, gone through in the handbook (basincheck-findings): GBK,
# web-map positions, degrees and minutes, non-detects, repeats, slips.
"$basincheck" check -v "$sample"/messy/project.yaml --language en
"$basincheck" assess -q "$sample"/messy/project.yaml -o out --no-pictures --language zh 2>&1 && cut -d, -f1-9 out/results.csv
