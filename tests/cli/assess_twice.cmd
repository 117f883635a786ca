"$basincheck" assess --no-pictures "$sample"/project.yaml -o out -q 2>/dev/null && "$basincheck" assess --no-pictures "$sample"/project.yaml -o out -q 2>/dev/null
