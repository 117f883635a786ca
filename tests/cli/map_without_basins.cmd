# Lakes and their points are mapped where no basins are given.
cat >lake.geojson <<'END'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties":
{"code": "L", "name": "梁子湖"}, "geometry": {"type": "Polygon", "coordinates":
[[[114.4, 30.1], [114.6, 30.1], [114.6, 30.3], [114.4, 30.3], [114.4, 30.1]]]}}]}
END
printf 'code,name,lon,lat,type,water\nA,甲,114.45,30.2,lake,梁子湖\nB,乙,114.55,30.2,lake,梁子湖\n' >sections.csv
printf 'section,time,item,value\nA,2021-04-01,TP,0.05\nB,2021-04-01,TP,0.03\n' >values.csv
cat >project.yaml <<'END'
basincheck: 1
period: 2021-04
crs: EPSG:4490
layers:
  lakes: {source: lake.geojson}
  sections: {source: sections.csv}
  observations: {source: values.csv}
method: {interpolation: idw}
output: {resolution_m: 500}
END
"$basincheck" map project.yaml -q -o out 2>/dev/null
ls out/maps
