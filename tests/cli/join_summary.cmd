"$basincheck" join --summary "$sample"/project.yaml 2>/dev/null
