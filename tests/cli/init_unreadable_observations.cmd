# Observations of which a row cannot be read are named with the reason, whatever year is tried.
mkdir in && cd in && printf '断面名称,监测时间,监测项目,监测结果,单位\n甲,04-08,总磷,0.1,mg/L\n甲,04-09,总磷,0.2,mg/kg\n' >结果.csv
printf 'code,name,lon,lat\nA1,甲,114.31,30.52\n' >断面.csv && cd ..
"$basincheck" init -n in 2>&1 | grep -v '^$' | tr -d '\r' | grep '结果'
