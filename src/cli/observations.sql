-- Observations on PostgreSQL, in a table that the server can sum up by section,
-- month and item. For psql:
-- 在 PostgreSQL 中存放监测数据：由服务器按断面、月份、项目求和。用 psql 执行：
--
--   psql -d hubei -f observations.sql                  one server        单台服务器
--   psql -d hubei -v shard=1 -f observations.sql       on each shard     在每个分片上
--   psql -d hubei -v shards=db1:5432,db2:5432 -f observations.sql
--                                            then on the coordinator     然后在协调节点上
--
-- then, on the one server or the coordinator, for each CSV:
-- 再在单台服务器或协调节点上逐个导入 CSV：
--
--   psql -d hubei -v csv=2021.csv -f observations.sql
--         columns section,time,item,unit,value, values as they are written (0.01L, <0.01)
--         列为 section,time,item,unit,value，数值照原样（如 0.01L、<0.01）
--   psql -d hubei -v csv=2021.csv -v columns=time,section,item,value -f observations.sql
--         other columns, or another order of them 列不同或次序不同
--   psql -d hubei -v csv=2021.csv -v plain=1 -f observations.sql
--         plain numbers alone: quicker, and no room for a copy 只有普通数值：更快，不占双份空间
--
-- A table of your own with a column an item (numeric, named 总磷(mg/L) or 总磷) and
-- the columns section and time stays as it is: a view turns it, on the one server or
-- on each shard, in place of the table made above.
-- 已有“每个项目一列”的表（numeric 列，名为“总磷(mg/L)”或“总磷”，另有 section、time 列）
-- 不必改动：在单台服务器或每个分片上建视图，代替上面的表：
--
--   psql -d hubei -v wide=TABLE -f observations.sql
--
-- The project then says:
-- 项目文件中写：
--
--   observations:
--     source: PG:dbname=hubei host=db
--     layer: observations
--
-- Layers, with PostGIS (CREATE EXTENSION postgis), each under a name of its own:
-- 图层（需 PostGIS）：
--
--   ogr2ogr -f PostgreSQL PG:dbname=hubei sections.csv -nln sections -lco LAUNDER=NO
--   ogr2ogr -f PostgreSQL PG:dbname=hubei basins.gpkg -nln basins -lco LAUNDER=NO
--   ogr2ogr -f PostgreSQL PG:dbname=hubei redlines.shp -nln redlines -lco LAUNDER=NO -nlt PROMOTE_TO_MULTI
\set ON_ERROR_STOP on

\if :{?csv}
-- ---- loading 导入 ----
\if :{?columns}
\else
    \set columns section,time,item,unit,value
\endif

\if :{?plain}
    \set copy '\\copy observations (' :columns ') FROM ' :'csv' ' CSV HEADER'
    :copy
\else
CREATE TEMP TABLE written (section text, time timestamp, item text, unit text,
                           value text, condition text);
\set copy '\\copy written (' :columns ') FROM ' :'csv' ' CSV HEADER'
:copy
-- Words for "not measured" are no values; what else is no number stops it.
-- “未测”之类视为空；其他不是数值的会报错并指明。
INSERT INTO observations (section, time, item, unit, value, condition)
SELECT section, time, item, unit,
       nullif(CASE WHEN trim(value) NOT IN ('--', '-', '/', '未测', '未监测')
                   THEN trim(translate(value, '<Ll', '')) END, '')::numeric,
       CASE WHEN value ~ '^ *<|[Ll] *$' THEN '<' ELSE condition END
  FROM written;
DROP TABLE written;
\endif
ANALYZE observations;

\elif :{?wide}
-- ---- a column an item 每个项目一列 ----
SELECT format('CREATE VIEW observations AS SELECT section, time, '
              '(extract(year FROM time) * 100 + extract(month FROM time))::integer '
              'AS month, i.item, i.unit, i.value, NULL::text AS condition '
              'FROM %s CROSS JOIN LATERAL (VALUES %s) AS i(item, unit, value) '
              'WHERE i.value IS NOT NULL',
              attrelid::regclass,
              string_agg(format('(%L, %L, %I)',
                                trim(regexp_replace(attname, '[(（].*', '')),
                                substring(attname FROM '[(（](.*)[)）]'), attname),
                         ', ' ORDER BY attnum))
  FROM pg_attribute
 WHERE attrelid = :'wide'::regclass AND attnum > 0 AND NOT attisdropped
       AND atttypid = 'numeric'::regtype
 GROUP BY attrelid
\gexec

\else
-- ---- tables 建表 ----
\if :{?shard}
    SELECT '' AS partitions \gset
\else
    SELECT 'PARTITION BY HASH (section)' AS partitions \gset
\endif

CREATE TABLE observations (
    section   text NOT NULL,      -- code, name or alias of the sections layer 断面编码、名称或别名
    time      timestamp(0) NOT NULL,                   -- of China, +08:00 北京时间
    month     integer NOT NULL GENERATED ALWAYS AS     -- 202104: groups are of plain columns 月份列
              (extract(year FROM time) * 100 + extract(month FROM time)) STORED,
    item      text NOT NULL,      -- 总磷, TP ... 项目
    unit      text,               -- NULL: the item's own 空：项目的默认单位
    value     numeric,            -- exact; NULL: not measured 数值，空：未测
    condition text                -- '<': value is the detection limit 低于检出限，value 为检出限
) :partitions;

\if :{?shard}
CREATE INDEX ON observations (section, month, item, unit, time);
\elif :{?shards}
-- Rows live on the shards, by the hash of their section; so do their sums.
CREATE EXTENSION IF NOT EXISTS postgres_fdw;
SELECT format('CREATE SERVER shard%s FOREIGN DATA WRAPPER postgres_fdw OPTIONS '
              '(host %L, port %L, dbname %L, fetch_size ''10000'', '
              'batch_size ''1000'', async_capable ''true'')', number,
              split_part(shard, ':', 1),
              coalesce(nullif(split_part(shard, ':', 2), ''), '5432'),
              current_database())
  FROM unnest(string_to_array(:'shards', ',')) WITH ORDINALITY AS s(shard, number)
\gexec
-- Who else reads needs a mapping, too; a password goes into its options.
SELECT format('CREATE USER MAPPING FOR CURRENT_USER SERVER shard%s OPTIONS '
              '(user %L)', number, current_user)
  FROM unnest(string_to_array(:'shards', ',')) WITH ORDINALITY AS s(shard, number)
\gexec
SELECT format('CREATE FOREIGN TABLE observations_%s PARTITION OF observations '
              'FOR VALUES WITH (MODULUS %s, REMAINDER %s) SERVER shard%s '
              'OPTIONS (table_name ''observations'')', number,
              count(*) OVER (), number - 1, number)
  FROM unnest(string_to_array(:'shards', ',')) WITH ORDINALITY AS s(shard, number)
\gexec
\else
SELECT format('CREATE TABLE observations_%s PARTITION OF observations '
              'FOR VALUES WITH (MODULUS 8, REMAINDER %s)', number, number - 1)
  FROM generate_series(1, 8) AS number
\gexec
CREATE INDEX ON observations (section, month, item, unit, time);
\endif
\endif
