# what another reckoning says (tests/data/plan/sample_verdicts.py) stands in results.csv
"$basincheck" assess "$sample"/project.yaml -o out -q 2>/dev/null
tail -n +2 out/results.csv | cut -d, -f1-5 | sort > found
tail -n +2 "$data"/plan/sample_verdicts.csv | sort > expected
wc -l < expected
comm -23 expected found
