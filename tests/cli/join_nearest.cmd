"$basincheck" join --nearest "$sample"/project.yaml 2>/dev/null | sed -n 1,5p; "$basincheck" join --nearest --summary "$sample"/project.yaml
