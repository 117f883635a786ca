# A run may be given so many whole seconds, and no other words.
try() { echo "\$ $*"; "$basincheck" "$@" 2>&1 | sed -n 1,2p; }
for n in 0 -1 1.5 x '' 1000001; do try check --seconds "$n" x.yaml; done
try classify --seconds 1000000 "$data"/cli/odour.csv --black-odour
