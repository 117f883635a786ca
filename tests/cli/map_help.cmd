"$basincheck" map "$sample"/project.yaml; "$basincheck" map --help
