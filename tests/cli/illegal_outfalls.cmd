# Outfalls where the law allows none come first; buffers, strips and fences are
# layers that are switched off.
"$basincheck" assess "$data"/cli/areas/project.yaml -o out --no-pictures -q 2>/dev/null
cat out/redline_conflicts.csv
grep -o '<div class="law">.*' out/report.html | sed 's/<\/div>.*//; s/<[^>]*>/ /g'
grep -A3 '<caption>红线内外' out/report.html | sed 's/<[^>]*>/ /g'
grep -oE 'layer-tree-(group|layer) [^>]*name="[^"]*" checked="[^"]*"' out/project.qgs | sed 's/id="[^"]*" //' | sed -n '1,/红线缓冲区/p'
