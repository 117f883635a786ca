# Of many sections that cannot be compared ten are named; a result whose tables lack a column, or have no months
# of their own, says what it can.
cp "$data"/cli/minimal_basins.geojson .
printf 'id,title,layer,measure,of,op,value,unit\nT1,no worse,sections,each,class_change <= 0,,,\n' >t.csv
sections() { echo 'code,name,type,target_class,lon,lat'; for i in $(seq "$1" "$2"); do printf 'S%02d,断面%d,river,III,114.%02d,30.3\n' $i $i $i; done; }
water() { echo 'section,time,TP'; for i in $(seq "$1" "$2"); do printf 'S%02d,%s-04-05,0.15\n' $i $3; done; }
project() { printf 'basincheck: 1\nperiod: %s-04\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n  observations: {source: now.csv}\ntargets: t.csv\n%b\n' "$2" "$3" >"$1.yaml"; "$basincheck" assess "$1.yaml" --no-pictures -q --overwrite -o "$1" 2>&1 | grep -E 'compared|error|months'; }
sections 1 14 >sections.csv; water 1 14 2020 >now.csv; project then 2020; ls then | grep -c means
sections 3 20 >sections.csv; water 3 20 2021 >now.csv
echo '--- two gone, six new'; project now 2021 'compare_with: then'
sections 11 30 >sections.csv; water 11 30 2021 >now.csv
echo '--- ten gone, sixteen new'; project now 2021 'compare_with: then'; cut -d, -f1-5 now/results.csv
# as another version may have written it: the manifest knows what the tables are
sign() { sed -i "s/\(\"$1\": *\"\)[0-9a-f]*/\1$(sha256sum "bare/$1" | cut -c1-64)/" bare/manifest.json; }
echo '--- no months'; cp -r then bare; sed -i 1q bare/means.csv; project now 2021 'compare_with: bare'
sign means.csv; project now 2021 'compare_with: bare'; cut -d, -f1-5,16 now/results.csv
echo '--- a water of no type'; sed -i 's/,river,/,,/' bare/classes.csv; sign classes.csv; project now 2021 'compare_with: bare'
echo '--- no type'; sed -i '1s/type/kind/' bare/classes.csv; sign classes.csv; project now 2021 'compare_with: bare'
