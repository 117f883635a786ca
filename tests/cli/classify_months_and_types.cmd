# Months as people write them, dates that a spreadsheet left as numbers, and the
# type in a column: monthly means and single samples judge alike.
printf '断面,监测时间,类型,总磷\n甲,2021年4月,湖库,0.06\n甲,44287.5,湖库,0.06\n乙,2021/4,河流,0.06\n丙,202104,river,0.06\n丁,4月,河流,0.06\n丁,2021-04-02,湖泊,0.06\n戊,2021.4,河流,0.06\n' >t.csv
"$basincheck" classify t.csv --year 2021 --period 2021-04 | cut -d, -f1-8
"$basincheck" classify t.csv --year 2021 --by sample 2>/dev/null | cut -d, -f1-8
