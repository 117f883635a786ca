"$basincheck" assess "$sample"/project.yaml
