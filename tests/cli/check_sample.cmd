"$basincheck" check "$sample"/project.yaml
