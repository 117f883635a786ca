"$basincheck" join --nearest "$sample"/project.yaml 2>/dev/null | head -5; "$basincheck" join --nearest --summary "$sample"/project.yaml
