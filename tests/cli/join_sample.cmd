"$basincheck" join "$sample"/project.yaml 2>/dev/null | sed -n 1,40p
