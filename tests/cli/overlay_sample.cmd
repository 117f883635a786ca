"$basincheck" overlay "$sample"/project.yaml 2>/dev/null
