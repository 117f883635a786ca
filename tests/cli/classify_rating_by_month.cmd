# each month is rated as it is alone; a month without a sample has no rows
months="$basincheck classify $data/cli/months.csv --sections $data/cli/sections.csv --rating"
$months --by month 2>/dev/null >months.csv
cut -d, -f1-8 months.csv
for month in 2020-01 2020-12 2021-01 2021-02; do
  $months --period $month 2>/dev/null | sed 1d
done >each.csv
sed 1d months.csv | cmp - each.csv && echo the same
$months --by quarter 2>/dev/null | grep -c 2021-Q1
$months --by month --compare-with 2020-01 2>/dev/null | grep all,all,2021-02 | cut -d, -f15
# all with one month, be it the first of them
$months --by month --compare-with 2020-01 2>/dev/null | sed 1d >months.csv
for month in 2020-01 2020-12 2021-01 2021-02; do
  $months --period $month --compare-with 2020-01 2>/dev/null | sed 1d
done | cmp - months.csv && echo the same
$months --by sample 2>&1 >/dev/null
