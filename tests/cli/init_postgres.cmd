# Tables for observations on a server, for psql: whole, and nothing else is written.
"$basincheck" init --postgres >script.sql; echo "status $?"; ls
grep -c 'CREATE TABLE observations (' script.sql; grep -o 'GENERATED ALWAYS AS\|PARTITION BY HASH (section)\|EXTENSION IF NOT EXISTS postgres_fdw\|CREATE VIEW observations\|ogr2ogr -f PostgreSQL' script.sql | sort | uniq -c
"$basincheck" init --postgres in; echo "status $?"
