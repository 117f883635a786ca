#!/bin/sh
# SPDX-License-Identifier: MIT
# renamed_sample.sh SAMPLE FOLDER: the sample as a bureau may have it: other
# names of files and headers, folders, GBK without a .cpg, a workbook, two
# layers in one GeoPackage.
set -eu
sample=$1
mkdir -p "$2/水质" "$2/图层"
cd "$2"

# file, new file, encoding, then old=new of the header
rename() {
    from=$1 to=$2 encoding=$3
    shift 3
    script=
    for pair; do
        script="${script}1s#\\(^\\|,\\)${pair%%=*}\\(,\\|\$\\)#\\1${pair#*=}\\2#
"
    done
    sed -e 's/\r$//' -e '1s/^\xef\xbb\xbf//' "$from" | sed "$script" |
        iconv -f UTF-8 -t "$encoding" >"$to"
}
to_gpkg() { # file, layer, SQL
    ogr2ogr -q -f GPKG -update -append 图层/矢量.gpkg "$1" -nln "$2" -dialect OGRSQL -sql "$3"
}

rename "$sample/sections.csv" 断面表.csv GB18030 code=断面编号新 \
    name=断面中文名称 water_body=所处河湖 type=水域 level=控制等级 \
    basin_code=流域号 basin=流域中文 target_class=十四五要求 lon=经度值 lat=纬度值 \
    city=所属地级市
rename "$sample/outfalls.csv" 台账.csv GB18030 code=排口统一编码 \
    name=排口规范名称 stage=目前整治状态 water_group=水体类别说明 \
    receiving_water=排入的受纳水体 lon=入河经度 lat=入河纬度 \
    date_surveyed=排查时间点 date_traced=溯源时间点 date_completed=整治完成时间点 \
    date_accepted=验收时间点 date_closed=销号时间点 date_monitored=监测完成时间点 \
    date_started=开工时间点 county_code=所在行政区代码
rename "$sample/observations_2021-04.csv" 水质/水站2021.csv GB18030 \
    断面名称=所在点位名 监测时间=数据时间点 '氨氮(mg/L)=氨氮浓度(mg/L)' \
    '总磷(mg/L)=总磷实测(mg/L)'
rename "$sample/observations_2021-04_illustrative.csv" 手工.csv UTF-8 采样时间=采样时刻
ogr2ogr -q -f XLSX 水质/手工.xlsx 手工.csv
rm 手工.csv
rename "$sample/observations_2020-04_illustrative.csv" 水质/去年.csv UTF-8
rename "$sample/suspect_points.csv" 核查.csv UTF-8 id=疑似图斑号 \
    status=现场核查状态 redline_code=涉及红线编号 lon=X经度 lat=Y纬度
rename "$sample/targets.csv" 目标.csv UTF-8
ogr2ogr -q -lco ENCODING=GBK hx.shp "$sample/redlines.shp" -sql \
    'SELECT HXBH AS "红线号", HXMC AS "名称", HXLX AS "类型", MJ AS "面积" FROM redlines'
rm hx.cpg
to_gpkg "$sample/basins.gpkg" 范围 'SELECT code AS "编号", name AS "片区名" FROM basins'
to_gpkg "$sample/lakes.geojson" 水面 \
    'SELECT code AS "编号", name AS "湖名", basin_code AS "流域号" FROM lakes'
to_gpkg "$sample/regions.geojson" 辖区 'SELECT code AS "代码", name AS "名称" FROM regions'
ogr2ogr -q -lco ENCODING=UTF-8 图层/zx.shp "$sample/rivers.geojson" -sql \
    'SELECT code AS "河编码", name AS "河名", flows_to AS "汇入", kind FROM rivers'
ogr2ogr -q -f FlatGeobuf 图层/保护.fgb "$sample/zones.geojson" -sql \
    'SELECT code AS "编码", name AS "名称", grade AS "等级", level, marked FROM zones'
