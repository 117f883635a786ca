# A row longer than the pieces in which a file is read is one row, and so is the one behind it.
cp "$data"/cli/minimal_basins.geojson .
row() { printf '%s,' "$1"; head -c "$2" /dev/zero | tr '\0' a; printf ',%s,30.5\n' "$3"; }
{ echo code,note,lon,lat; row A 140000 114.2; row B 300000 114.3; row C 5 114.4; } >sections.csv
printf 'basincheck: 1\nperiod: 2021-01\nlayers:\n  basins: {source: minimal_basins.geojson}\n  sections: {source: sections.csv, crs: EPSG:4490}\n' >p.yaml
"$basincheck" join p.yaml -q | cut -c1-60
