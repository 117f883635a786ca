"$basincheck" join "$sample"/project.yaml 2>/dev/null | head -n 40
