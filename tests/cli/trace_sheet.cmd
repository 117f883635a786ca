"$basincheck" trace "$sample"/project.yaml --from HH-02 --max-km 1 -f html 2>/dev/null | sed -n '/<body>/,$p'
