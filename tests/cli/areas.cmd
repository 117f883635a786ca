# In red lines and their buffers, in drinking-water zones, two codes in one
# place; suspects that are areas. Positions lie about a border of zones.
"$basincheck" assess --no-pictures "$data"/cli/areas/project.yaml -o out
cut -d, -f1-8 out/results.csv
cat out/crosswalk.csv
