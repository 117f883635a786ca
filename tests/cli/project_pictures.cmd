mkdir p; cp "$sample"/* p 2>/dev/null; sed 's/^  pictures: yes.*/  pictures: many/' "$sample"/project.yaml > p/project.yaml; "$basincheck" assess p/project.yaml -o out -q 2>&1 | tail -1
