# Of Chinese only what the layers hold: names, categories, the title.
"$basincheck" trace "$sample"/project.yaml --from HH-02 --max-km 8 -f html --language en 2>/dev/null | sed -n '/<html/p; /<title>/p; /<body>/,$p'
