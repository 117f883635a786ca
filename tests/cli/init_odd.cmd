# What is odd in a folder is said beside what is used; where nothing tells, the user is asked.
mkdir -p in/a/b/c && cd in
printf '断面编码,断面名称,水质目标,水体类型,高德经度,高德纬度\nA1,甲,Ⅲ,河流,114.31,30.52\nA2,乙,Ⅱ,湖泊,114.40,30.41\n' >监测断面.csv
printf '2023年4月水质监测结果,,,\n断面名称,监测时间,pH,总磷(mg/L)\n甲,04-08,7.5,0.02\n乙,04-08,8.1,0.13\n' >结果.csv
printf '排污口编码,排污口名称,整治阶段,横坐标,纵坐标\nP1,一号排污口,已溯源,38529000,3377000\nP2,二号排污口,已销号,38529500,3377100\n' >口1.csv
printf '排污口编码,排污口名称,整治阶段,横坐标,纵坐标\nP3,三号排污口,已监测,38529000,3378000\n' >口2.csv
printf '编号,名称,备注\n1,某村,无\n' >村.csv
ogr2ogr -q -lco ENCODING=UTF-8 rl.shp "$sample"/redlines.shp && rm rl.prj
printf 'a,b\n"' >broken.csv; printf 'code,name\n' >empty.csv; echo x | gzip >more.csv.gz; echo x >旧.xls; echo x >说明.docx; mkdir -p a/b/c/d old x.gdb; touch old/manifest.json old/results.csv a/b/c/y.csv; ln -s /etc link; cd ..
"$basincheck" init -n in | sed '/==> data/,$d' | tr -d '\r'; ls in | grep -c 'yaml\|dictionary'
echo "--- written once"; "$basincheck" init in 2>/dev/null; "$basincheck" init in; echo "status $?"; rm in/project.yaml; "$basincheck" init in; echo "status $?"; ls in | grep -c project.yaml
echo "--- in Chinese"; rm -f in/targets.csv; "$basincheck" init -n in --language zh 2>&1 | sed '/^==> /,/^$/{/^#/!d}' | head -3
echo "--- nothing there"; mkdir none; echo x >none/a.docx; "$basincheck" init none; echo "status $?"; "$basincheck" init nowhere; "$basincheck" init
