"$basincheck" assess "$sample"/project.yaml -o out -q 2>/dev/null && "$basincheck" assess "$sample"/project.yaml -o out -q 2>/dev/null
