# Of more than twenty basins the pictures are one map of them all, unless all are asked for; that is said.
{ printf '{"type":"FeatureCollection","features":['
  for i in $(seq 10 30); do [ $i -eq 10 ] || printf ,; printf '{"type":"Feature","properties":{"code":"B%d","name":"流域%d"},"geometry":{"type":"Polygon","coordinates":[[[114.%d,30],[114.%d,30],[114.%d,30.1],[114.%d,30.1],[114.%d,30]]]}}' $i $i $i $((i + 1)) $((i + 1)) $i $i; done
  printf ']}\n'; } >basins.geojson
printf 'code,name,type,target_class,class,lon,lat\nS1,甲,river,III,II,114.15,30.05\n' >sections.csv
printf 'id,title,layer,measure,of,op,value,unit\nT1,good,sections,share,class_no <= 3,>=,90,%%\n' >t.csv
printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\ntargets: t.csv\noutput: {pictures: yes, maps: [verdict]}\n' >p.yaml
"$basincheck" assess p.yaml -o out -q 2>/dev/null
# where no font has Chinese characters there are no pictures at all: no_font is about that
if grep -q no-font out/findings.csv; then printf '1\n1\n'; else grep -c few-pictures out/findings.csv; ls out/maps | grep -c png; fi
