# Rows of one file count once, under whatever name and in whatever list it stands.
printf 'code,name,type,target_class,lon,lat\nS1,甲,river,III,114.3,30.3\n' >sections.csv
printf 'section,time,TP\nS1,2021-04-05,0.15\n' >a.csv; sed 's/04-05/04-06/' a.csv >b.csv; ln -s a.csv link.csv; ln b.csv hard.csv
cp "$data"/cli/minimal_basins.geojson .
try() { printf 'basincheck: 1\nperiod: 2021-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n  observations:\n%b\n' "$1" >p.yaml; "$basincheck" check p.yaml 2>&1 | grep -E 'error|twice' || echo fine; }
try '    - {source: [a.csv, b.csv]}'
try '    - {source: [a.csv, b.csv, a.csv]}'
try '    - {source: a.csv}\n    - {source: b.csv}\n    - {source: link.csv}'
try '    - {source: hard.csv}\n    - {source: [a.csv, b.csv]}'
try '    - {source: [a.csv, none.csv, none.csv]}'
