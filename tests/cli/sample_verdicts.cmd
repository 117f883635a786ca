# what another reckoning says (tests/data/plan/sample_verdicts.py), and one by
# hand, stands in results.csv; and nothing else does
"$basincheck" assess --no-pictures "$sample"/project.yaml -o out -q 2>/dev/null
tail -n +2 out/results.csv | cut -d, -f1-5 | sort > found
for part in sample_verdicts sample_by_hand; do
    tail -n +2 "$data"/plan/$part.csv | cut -d, -f1-5
done | sort > expected
wc -l < expected
diff expected found
