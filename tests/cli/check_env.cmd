# What is there and what is missing: versions are the machine's, so only the rest is compared.
"$basincheck" check --env | grep -v '^font' | cut -d, -f1,3,4 | tr -d '\r'; echo "status of $("$basincheck" check --env >env.csv; echo $?)"; "$basincheck" check --env --json | grep -c '"what":'
echo "--- no proj.db"; PROJ_LIB=/nowhere PROJ_DATA=/nowhere "$basincheck" check --env 2>err >env.csv; echo $?; grep missing env.csv | tr -d '\r'; grep '^basincheck' err
echo "--- no font, no UTF-8"; echo "<fontconfig/>" >none.conf; FONTCONFIG_FILE="$PWD/none.conf" LC_ALL=C "$basincheck" check --env >env.csv; echo $?; grep advised env.csv | tr -d '\r'
echo "--- either or"; "$basincheck" check; "$basincheck" check --env p.yaml
