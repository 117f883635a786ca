# Of a CSV or workbook that cannot be read all places behind which it can be understood, and where that ends.
head -4 "$sample"/sections.csv | sed '3s/$/,x/; 4s/,[^,]*$//' >sections.csv
{ printf 'section,time,DO\nLZ-01,2021-04-01\nLZ-01,2021-04-02,8\nLZ-01,2021-04-03,8"1\nLZ-01,2021-04-04,"8\r\n7",1\nLZ-01,20\r21-04-05,8\n\nLZ-01,2021-04-06,8,1\nLZ-01,"2021-04-07"x,8\nLZ-01,2021-04-08\n'; } >a.csv
{ echo section,time,DO; for day in 1 2 3 4 5 6 7 8 9; do echo "S,2021-04-0$day"; echo "S,2021-04-0$day,8,9"; echo "S,2021-04-1$day,1,2,3"; done; } >b.csv
printf 'section,time,DO\nS,2021-04-01\nS,2021-04-02,"8\n' >c.csv
printf 'id,layer,measure\nA,sections\nB,sections,count,\nC,sections,"co""unt"\n' >targets.csv
printf 'basincheck: 1\nperiod: 2021-04\ntargets: targets.csv\nlayers:\n  sections: {source: sections.csv, crs: EPSG:4490}\n  outfalls: {source: outfalls.xlsx, crs: EPSG:4490}\n  observations: {source: [a.csv, b.csv, c.csv]}\n' >p.yaml
mkdir -p x/_rels x/xl/_rels x/xl/worksheets
printf '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>' >'x/[Content_Types].xml'
printf '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>' >x/xl/workbook.xml
printf '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' >x/xl/_rels/workbook.xml.rels
{ printf '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
  printf '<row><c t="str"><v>code</v></c><c t="str"><v>lon</v></c><c t="str"><v>lat</v></c></row>'
  printf '<row><c t="str"><v>P1</v></c><c><f>A1</f></c><c><v>30</v></c></row>'
  printf '<row><c t="str"><v>P2</v></c><c><v>114</v></c><c><v>30</v></c><c><v>5</v></c></row>'
  printf '<row><c t="s"><v>7</v></c><c><v>114</v></c><c t="odd"><v>30</v></c></row>'
  printf '</sheetData></worksheet>'; } >x/xl/worksheets/sheet1.xml
python3 -c "import shutil; shutil.make_archive('outfalls', 'zip', 'x')" && mv outfalls.zip outfalls.xlsx
"$basincheck" check -q p.yaml
echo "--- other verbs name the first"; "$basincheck" assess -q p.yaml -o out
echo '--- a number behind the file that is no line'; echo 'limits: {columns: 2}' >>p.yaml; "$basincheck" check -q p.yaml 2>/dev/null | grep xlsx
