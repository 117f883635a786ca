# What a folder lacks: times without a year beside tables that have one, a layer without a column of its
# role, points of which the first have no position, a table without rows.
mkdir in && cd in
printf '断面编码,断面名称,水质目标,水体类型,经度,纬度\nA1,甲,Ⅲ,河流,,\nA2,乙,Ⅱ,湖泊,114.40,30.41\nA3,丙,Ⅱ,湖泊,114.42,30.42\n' >监测断面.csv
printf '断面名称,监测时间,pH,总磷(mg/L)\n甲,04-08,7.5,0.02\n乙,05-08,8.1,0.13\n' >无年.csv
printf '断面名称,监测时间,pH,总磷(mg/L)\n甲,2023-06-08,7.5,0.02\n乙,2023-06-08,8.1,0.13\n' >有年.csv
printf '排污口编码,排污口名称,受纳水体,责任主体,经度,纬度\nP1,一号排污口,甲河,某公司,114.41,30.4\n' >排污口.csv
printf '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":[{"type":"Feature","properties":{"流域编码":"B1","流域名称":"东"},"geometry":{"type":"Polygon","coordinates":[[[114,30],[115,30],[115,31],[114,30]]]}}]}\n' >流域.geojson
printf '红线名称,WKT\n' >空红线.csv
cd .. && "$basincheck" init -n in 2>&1 | sed '/==> data/,$d' | tr -d '\r'
