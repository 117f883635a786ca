# X of 5+X are the other items that were over class III in some month of this year
# or the one before: COD in 2020, BOD5 never. A multiple that one decimal would
# lose keeps a digit.
printf '断面,时间,氨氮,COD,BOD5\n甲,2019-06-01,0.5,40,9\n甲,2020-03-01,0.5,25,1\n甲,2021-04-01,1.02,12,1\n' >t.csv
"$basincheck" classify t.csv --type river --by month --period 2021-04 --items 5+X
"$basincheck" classify t.csv --type river --by month --period 2021-04 --items 5+BOD5 | cut -d, -f1-8
"$basincheck" classify t.csv --type river --by sample --items 5+X
