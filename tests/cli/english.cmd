# A project whose data are in English: no Chinese is left in what it writes but
# the two circulars cited, and values that features are told apart by in styles
# or that value maps and map tips turn into English (cli/qgis_english tries these).
chinese='[\x{2e80}-\x{9fff}\x{ff00}-\x{ffef}]'
"$basincheck" assess "$data"/english/project.yaml --by month -q -o en 2>/dev/null >&2
echo "exit status $?"
sed 's/环办〔2011〕22号//g; s/环办监测函〔2020〕82号//g' en/report.html | grep -nP "$chinese" | cut -c1-200
sed "s/filter=\"[^\"]*\"//g; s/IN ([^)]*)//g; s/LIKE '[^']*'//g; s/, '劣', / /g
    s/map([^)]*([^)]*)[^)]*([^)]*)[^)]*)//g; s/map([^)]*)//g; s/,'[^']*','[^']*')//g
    s/<Option name=\"[^\"]*\" type=\"QString\" value=\"[^\"]*\"\/><\/Option>//
    s/<!--.*-->//; s/<category value=\"[^\"]*\"//; s/subset=[^<]*//" \
    en/project.qgs en/*.qml en/maps/*.qml | grep -P "$chinese" | cut -c1-200
sed -n '/<html/p; s/.*<h[23][^>]*>\([^<]*\)<.*/\1/p' en/report.html
grep -o '<layer-tree-group[^>]* name="[^"]*"\|<layer-tree-layer[^>]* name="[^"]*"\|<Layout [^>]*name="[^"]*"' en/project.qgs | sed 's/.* name=//'
# The command line goes before the project, and tables are the same in both.
"$basincheck" assess "$data"/english/project.yaml --by month --language zh -q --no-pictures -o zh 2>/dev/null >&2
sed -n '/<html/p' zh/report.html
for table in zh/*.csv zh/*.geojson; do cmp "$table" "en/${table#zh/}"; done
