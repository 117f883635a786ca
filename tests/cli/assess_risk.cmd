# Rule (d) looks at the twelve months that end with the period (months before it
# count as used), the flood season at its days; a list and a compensation rule
# of the project are used. The row of 2019 lies outside.
cp "$data"/cli/minimal_basins.geojson "$data"/cli/minimal_targets.csv .
printf 'code,name,type,target_class,lon,lat\nS1,甲,river,III,114.3,30.3\nS2,乙,river,III,114.4,30.4\n' >s.csv
printf 'section,time,TP,NH3N\nS1,2020-07-02,0.30,0.2\nS1,2021-01-05,0.25,0.2\nS1,2021-06-05,0.10,0.2\nS1,2021-06-06,0.12,0.9\nS1,2019-06-06,0.12,0.9\nS2,2021-05-05,0.04,0.2\nS2,2021-06-05,0.05,0.2\nS2,2021-06,0.06,0.4\n' >o.csv
printf 'rule,name,value,amount\n同上月,items,NH3N/TP,\n同上月,formula,sum,\n同上月,limits,III,\n同上月,base,before,\n同上月,step,<=0,20\n同上月,step,else,-50\n' >rule.csv
printf '断面\n乙\n' >list.csv
head='basincheck: 1\nperiod: 2021-06\ncompare_with: 2021-05\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: s.csv}\n  observations: {source: o.csv}\ntargets: minimal_targets.csv\n'
printf "$head" >rules.yaml
printf "$head"'method:\n  risk_list: list.csv\n  compensation: rule.csv\n' >list.yaml
for p in rules list; do
  "$basincheck" assess $p.yaml -o $p -q
  grep -o '"code": "S.\|"risk[^}]*"in_r' $p/sections.geojson
  grep -A4 '"o.csv"' $p/manifest.json
done
cut -d, -f1-12 list/compensation.csv
"$basincheck" classify o.csv --sections s.csv --period 2021-06 --compare-with 2021-05 --risk 2>/dev/null | cut -d, -f1-9
"$basincheck" classify o.csv --sections s.csv --period 2021-06 --compare-with 2021-05 --compensation list.yaml 2>/dev/null | cut -d, -f1-12
