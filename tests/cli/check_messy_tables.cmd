# Tables of the method, repeated settings and rows that are wrong beside each other; nothing that follows from one alone is told.
sed -n '1p;2,4p' "$sample"/sections.csv | sed '3s/III/VII/' >sections.csv
cp "$sample"/outfalls.csv . && sed -i '2s/^/,/' outfalls.csv
printf 'section,time,DO,NH3N\nLZ-01,2021-04-01,8,0.2\nLZ-03,2021-04-02,abc,0.3\nLZ-09,2021-04-02,7,0.3\n' >a.csv; printf 'section,time,DO\nLZ-02,2021-04-01,8,1\n' >b.csv
printf 'seciton\nLZ-01\n' >list.csv; printf 'day,rain\n2021-04-01\n' >rain.csv
printf 'id,layer,scope,where,measure,of,op,value\nA,sections,,,share,class_no <= 3,>=,80\nA,outfalls,,stge = 1,share,closed = 1,>=,80\nB,outfalls,,,share,closed = = 1,>=,80\nC,outfalls,LZ/QQ,,count,,>=,abc\nD,outfals,BS-X,,count,,>=,1\n' >targets.csv
cat >p.yaml <<'YAML'
basincheck: 1
period: 2021-04
compare_with: 2021-05
targets: targets.csv
layers:
  basins: {source: nobasins.geojson}
  sections: {source: sections.csv, crs: EPSG:4490, where: levl = 'national'}
  outfalls: {source: outfalls.csv, crs: EPSG:4490}
  observations: [{source: a.csv}, {source: b.csv}]
method: {risk_list: list.csv, flood_rain: rain.csv}
limits: {secnds: 5}
YAML
told() { "$basincheck" check p.yaml 2>/dev/null | grep -v '^note'; }
told
echo "--- with the right days, and all sections"; sed -i 's/2021-05/2020-04/; s/, where: [^}]*//' p.yaml; told
echo "--- with all observations, too"; sed -i 's/, {source: b.csv}//' p.yaml; told | grep -v '^error'
echo "--- with a key of the method that is none"; sed -i 's/^method: {/&items: 4, roundin: 82, /' p.yaml; told | grep -c '^error'; "$basincheck" check --json p.yaml 2>/dev/null | grep -c '"error"'
