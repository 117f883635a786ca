"$basincheck" assess --no-pictures "$sample"/project.yaml -o out -q --fail-on missed 2>/dev/null
