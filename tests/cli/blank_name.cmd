# A section that misses its class and has no name is called by its code.
cp "$sample"/minimal/* .
sed -i 's/D01,东桥,河流,国考,Ⅲ,114.60,30.10,Ⅱ/D01,,河流,国考,Ⅲ,114.60,30.10,Ⅴ/' sections.csv
"$basincheck" assess --no-pictures project.yaml -q -o out
cut -d, -f1-4 out/changes.csv
