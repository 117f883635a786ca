"$basincheck" assess "$sample"/project.yaml -o out && ls out out/maps
