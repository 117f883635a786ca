# An outfall in zones of two grades breaks the law of the stricter; a zone need not have a name, nor a code. A suspect is
# recorded in one of two red lines that hold it, or in another.
square() { printf '{"type":"Feature","properties":{%s},"geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}}' "$1" $2 $3 $4 $3 $4 $5 $2 $5 $2 $3; }
layer() { printf '{"type":"FeatureCollection","features":[%s]}\n' "$1"; }
layer "$(square '"code":"B1","name":"东"' 114 30 115 31)" >basins.geojson
layer "$(square '"code":"Z1","name":"水源","grade":"一级"' 114.1 30.1 114.2 30.2),$(square '"code":"Z2","grade":"二级"' 114.05 30.05 114.3 30.3),$(square '"code":"Z3","name":"准","grade":"准"' 114 30 114.4 30.4),$(square '"grade":"二级"' 114.9 30.9 115 31)" >zones.geojson
layer "$(square '"code":"R1","name":"甲线"' 114.5 30.5 114.6 30.6),$(square '"code":"R2","name":"乙线"' 114.55 30.5 114.7 30.6)" >redlines.geojson
printf 'code,name,type,target_class,class,lon,lat\nS1,甲,river,III,II,114.3,30.3\n' >sections.csv
printf 'code,name,stage,lon,lat\nP1,一,整治中,114.15,30.15\nP2,二,整治中,114.25,30.25\nP3,三,整治中,114.35,30.35\nP4,四,整治中,114.8,30.8\nP5,五,整治中,114.95,30.95\n' >outfalls.csv
printf 'code,name,status,redline,lon,lat\nY1,一,疑似,R2,114.57,30.55\nY2,二,疑似,R1,114.65,30.55\nY3,三,疑似,,114.65,30.55\n' >suspects.csv
cat >p.yaml <<'END'
basincheck: 1
period: 2021-04
layers:
  basins: {source: basins.geojson}
  sections: {source: sections.csv, crs: EPSG:4490}
  outfalls: {source: outfalls.csv, crs: EPSG:4490}
  suspects: {source: suspects.csv, crs: EPSG:4490}
  redlines: {source: redlines.geojson}
  zones: {source: zones.geojson}
END
"$basincheck" check p.yaml | grep -E 'in-zone|redline' | tr -d '\r'
