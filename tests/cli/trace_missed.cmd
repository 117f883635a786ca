"$basincheck" trace "$sample"/project.yaml --missed 2>/dev/null
