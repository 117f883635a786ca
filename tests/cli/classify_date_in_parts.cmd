# Year, month and day in columns of their own, with and without their words; a
# month that is whole; a year beside times without one; a clock beside a day.
printf '断面,年,月,日,总磷\n甲,2021,4,1,0.06\n甲,2021年,４月,2日,0.07\n甲,2021,13,1,1\n乙,2021,04,,0.1\n乙,2021.0,5.0,31,0.1\n' >parts.csv
"$basincheck" classify parts.csv --by sample --type river 2>&1 | cut -d, -f1-5
printf '断面,月份,时间,日,总磷\n甲,2021-05,,,0.07\n甲,4,08:30,3,0.06\n' >month.csv
"$basincheck" classify month.csv --by sample --type river --year 2020 | cut -d, -f1-5
printf '断面,年份,监测时间,总磷\n甲,2021,04-01 08:00,0.06\n甲,2020,4月,0.06\n' >year.csv
"$basincheck" classify year.csv --by sample --type river | cut -d, -f1-5
printf '断面,年,总磷\n甲,2021,0.06\n' >t.csv
"$basincheck" classify t.csv
