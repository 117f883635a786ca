# Targets from a workbook: the same results as from CSV; a mistake names file,
# row and column of the sheet.
mkdir layers && cp -r "$sample"/* layers
# all columns as text, as they stand in the CSV
ogr2ogr -f XLSX -oo AUTODETECT_TYPE=NO layers/targets.xlsx layers/targets.csv 2>/dev/null
"$basincheck" assess layers/project.yaml -o csv -q 2>/dev/null
sed 's/^targets: .*/targets: targets.xlsx/' layers/project.yaml > layers/book.yaml
"$basincheck" assess layers/book.yaml -o xlsx -q 2>/dev/null
for file in results changes; do
    cmp csv/$file.csv xlsx/$file.csv && wc -l < xlsx/$file.csv
done
# numbers, ratios and dates as a spreadsheet keeps them
printf 'id,layer,measure,of,op,value,due\nT1,outfalls,share,closed = 1,>=,80,2024-12-31\nT2,sections,share,class_no <= 3,>=,10/11,2024/12/31\n' > layers/few.csv
printf 'id,layer,measure,of,op,value,due\nT1,outfalls,share,closed = 1,>=,80,2024-12-31\nT2,outfalls,share,stge = 1,>=,80,2024-12-31\n' > layers/wrong.csv
printf 'id,layer,measure,of,op,value,due\nT1,outfalls,share,closed = 1,=>,80,2024-12-31\n' > layers/sign.csv
printf 'id,layer,measure,of,op,value,due\nT1,outfalls,share,closed = = 1,>=,80,2024-12-31\n' > layers/slip.csv
for name in few wrong sign slip; do
    ogr2ogr -f XLSX -oo AUTODETECT_TYPE=YES layers/$name.xlsx layers/$name.csv 2>/dev/null
    sed "s/^targets: .*/targets: $name.xlsx/" layers/project.yaml > layers/book.yaml
    "$basincheck" assess layers/book.yaml -o out --overwrite -q 2>&1 | grep error:
    if [ $name = few ]; then
        tail -n +2 out/results.csv | cut -d, -f1-3,8,9,22-25
    fi
done
