// SPDX-License-Identifier: MIT
// classify_duckdb.cjs OBSERVATIONS LIMITS OUT: what `basincheck classify
// --by month --type river` does, with DuckDB: as classify_pandas.py, and with
// non-detects (0.01L) by half. NODE_PATH names a folder with @duckdb/node-api.
const { DuckDBInstance } = require('@duckdb/node-api');

const [, , observations, limits, out] = process.argv;

async function main() {
  const instance = await DuckDBInstance.create(':memory:');
  const db = await instance.connect();
  const file = `read_csv('${observations}', header = true,
    names = ['section', 'time', 'item', 'value'])`;
  const columns = await db.runAndReadAll(`describe select * from ${file}`);
  const type = columns.getRows().find((row) => row[0] === 'value')[1];
  // Non-detects make the column one of texts.
  const value = type === 'DOUBLE' ? 'value' : `case when value like '%L'
    then try_cast(left(value, -1) as double) / 2
    else try_cast(value as double) end`;

  await db.run(`copy (
    with limits as (
      select item, direction, decimals_assess as decimals,
        try_cast(I as double) i1, try_cast(II as double) i2,
        try_cast(III as double) i3, try_cast(IV as double) i4,
        try_cast(V as double) i5,
        unnest(string_split(aliases, '|')) as name
      from read_csv('${limits}', header = true, all_varchar = true)
      where in_21 = '1' and waterbody in ('any', 'river')),
    readings as (
      select section, date_trunc('month', time) as month, item as name,
        ${value} as v from ${file}),
    means as (
      select section, month, name,
        case when name = 'pH' then -log10(avg(pow(10, -v)))
          else avg(v) end as mean
      from readings where v is not null group by section, month, name),
    judged as (
      select section, month, direction, i1, i2, i3, i4, i5,
        round_even(mean, decimals::int) as m
      from means join limits using (name)),
    classes as (
      select section, month, max(case
        when direction = 'range' then
          case when m between 6 and 9 then 1 else 6 end
        when direction = 'ge' then case when m >= i1 then 1 when m >= i2 then 2
          when m >= i3 then 3 when m >= i4 then 4 when m >= i5 then 5 else 6 end
        else case when m <= i1 then 1 when m <= i2 then 2 when m <= i3 then 3
          when m <= i4 then 4 when m <= i5 then 5 else 6 end end) as class_no
      from judged group by all)
    select section, strftime(month, '%Y-%m') as period, class_no from classes
  ) to '${out}' (header)`);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
