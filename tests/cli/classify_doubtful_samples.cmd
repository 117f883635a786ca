# What a sample, or a month, could not be judged by, and a section that is a river
# and then a lake: told with the line.
printf '断面,时间,类型,铅,总磷\n甲,2021-01-05,河流,0.2L,0.1\n甲,2021-02-05,湖泊,0.01L,0.1\n乙,2021-02-05,湖泊,0.03L,0.02\n' >t.csv
"$basincheck" classify t.csv --by sample --target II | cut -d, -f1-10
"$basincheck" classify t.csv --by month | cut -d, -f1-10
