# A file whose name a project file cannot hold as it is, or would read as something else, is not used and named.
mkdir in && cd in
for name in "PG:x.csv" "http:x.csv" "$(printf 'bad\377.csv')" "$(printf 'e\033[31mred.csv')" "$(printf 'r\342\200\256gpj.csv')" "*.csv" "[a].csv" "# c.csv" "-o.csv" "a: b.csv" "null.csv"
do printf 'code,name,type,lon,lat\nS1,东桥,河流,114.6,30.1\n' >"$name"
done; cd ..
"$basincheck" init -n in | sed '/==> data/,$d' | grep 'source:\|csv' | tr -d '\r'
