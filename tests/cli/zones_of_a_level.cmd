# Zones by level of their source (WU24-15). A layer without that column: the row
# cannot be judged and says why; the bureau's own headers are recognised.
cp "$data"/cli/minimal_* "$data"/cli/obs_?.csv .
printf 'id,title,scope,layer,where,measure,of,op,value\nM1,立标,all,zones,level = '"'乡镇级'"',count,"marked IN ('"'是', '1'"')",>=,1\n' >t.csv
zone() { printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"保护区编码":"Z1","保护区级别":"二级"%s},"geometry":{"type":"Polygon","coordinates":[[[114,30],[114.1,30],[114.1,30.1],[114,30]]]}}]}' "$1" >z.geojson; }
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: minimal_sections.csv}\n  observations: {source: obs_a.csv}\n  zones: {source: z.geojson}\ntargets: t.csv\n' >p.yaml
zone ''
"$basincheck" assess --no-pictures p.yaml -o out -q 2>&1 | grep targets
cut -d, -f1-7,16 out/results.csv
zone ',"水源地级别":"乡镇级","是否立标":"是"'
"$basincheck" assess --no-pictures p.yaml -o out -q --overwrite 2>&1 | grep targets
cut -d, -f1-7,16 out/results.csv
