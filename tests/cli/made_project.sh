#!/bin/sh
# SPDX-License-Identifier: MIT
# made_project.sh KIND FOLDER [BASINS SECTIONS OUTFALLS]: writes a made-up
# project into FOLDER, the same on every run. Basins are wavy squares in rows
# from 108.5° E, 29° N; points lie in them at random.
#   bare     one basin, and tables that have nothing but a head
#   many     long names (300 basins, 5,000 sections, 50,000 outfalls)
#   hostile  names that look like markup, formulas or emoji, or are 500
#            characters long (6 basins, 24 sections, 60 outfalls)
set -eu
kind=$1
folder=$2
case $kind in
bare) counts="1 0 0" ;;
many) counts="${3:-300} ${4:-5000} ${5:-50000}" ;;
hostile) counts="${3:-6} ${4:-24} ${5:-60}" ;;
*)
    echo "made_project.sh: unknown kind '$kind'" >&2
    exit 2
    ;;
esac
mkdir -p "$folder"
cd "$folder"

# shellcheck disable=SC2086 # three numbers
set -- $counts
LC_ALL=C awk -v kind="$kind" -v n_basins="$1" -v n_sections="$2" \
    -v n_outfalls="$3" '
    function whole(text) { return int(text + 0.5) }
    # The same numbers from every awk: 16807 of Park and Miller.
    function chance() {
        seed = (seed * 16807) % 2147483647
        return seed / 2147483647
    }
    function between(low, high) { return low + (high - low) * chance() }
    function place(    b) {
        b = int(chance() * n_basins)
        x = 108.5 + (b % columns + between(0.12, 0.88)) * 0.25
        y = 29 + (int(b / columns) + between(0.12, 0.88)) * 0.25
        return sprintf("%.6f,%.6f", x, y)
    }
    # One of the names that must stay text wherever they are written.
    function nasty(i) {
        i = i % 7
        return i == 0 ? "<script>alert(1)</script>\"流域" \
             : i == 1 ? "=cmd|'"'/C calc'"'!A1" \
             : i == 2 ? "😀‮反向\\n]]>流域" \
             : i == 3 ? long \
             : i == 4 ? "'"'"'\"><img src=x onerror=alert(1)>" \
             : i == 5 ? "</title></svg><b>&lt;&amp;#39;" \
             : "%s%n{{style}}<!-- @SUM(1+1)*cmd"
    }
    function name(i, plain) { return kind == "hostile" ? nasty(i) : plain }
    function cell(text) {
        gsub(/"/, "\"\"", text)
        return "\"" text "\""
    }
    function json(text) {
        gsub(/\\/, "\\\\", text)
        gsub(/"/, "\\\"", text)
        return "\"" text "\""
    }
    function point(px, py) {
        return sprintf("[%.6f,%.6f]", px + 0.01 * sin(px * 40 + py * 60),
                       py + 0.01 * cos(px * 62 + py * 34))
    }
    # From 0 to 1 and back, i of 120 steps about a square.
    function along(i) {
        return i < 30 ? i / 30 : i < 60 ? 1 : i < 90 ? (90 - i) / 30 : 0
    }
    function ring(x0, y0,    i, text) {
        for (i = 0; i < 120; i++)
            text = text point(x0 + 0.25 * along(i),
                              y0 + 0.25 * along((i + 90) % 120)) ","
        return "[" text point(x0, y0) "]"
    }
    BEGIN {
        seed = 20210401
        columns = whole(sqrt(n_basins * 4 / 3))
        columns = columns < 1 ? 1 : columns
        for (i = 0; i < 500; i++)
            long = long "长"

        out = "basins.geojson"
        printf "{\"type\":\"FeatureCollection\",\"features\":[\n" >out
        for (i = 0; i < n_basins; i++)
            printf "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"BS-%03d\"," \
                   "\"name\":%s},\"geometry\":{\"type\":\"Polygon\"," \
                   "\"coordinates\":[%s]}}", i ? ",\n" : "", i + 1,
                   json(name(i, "第" i + 1 "号长名称示范小流域综合治理单元流域")),
                   ring(108.5 + i % columns * 0.25,
                        29 + int(i / columns) * 0.25) >out
        print "\n]}" >out

        print "code,name,water,type,level,target_class,lon,lat" >"sections.csv"
        print "断面名称,监测时间,pH(无量纲),溶解氧(mg/L),高锰酸盐指数(mg/L)," \
              "氨氮(mg/L),总磷(mg/L)" >"observations.csv"
        for (i = 0; i < n_sections; i++) {
            code = sprintf("S%05d", i + 1)
            printf "%s,%s,%s,river,%s,3,%s\n", code,
                   cell(name(i, "某某河第" i + 1 "断面")),
                   cell(name(i + 1, "某某河" i % 97)), i % 3 ? "国考" : "省考",
                   place() >"sections.csv"
            printf "%s,2021-04-02 08:00,7.5,%.1f,%.1f,%.2f,%.3f\n", code,
                   between(4, 9), between(1, 9), between(0.05, 1.4),
                   between(0.02, 0.4) >"observations.csv"
        }

        split("已排查 已监测 已溯源 已制定方案 整治中 完成整治 已验收 已销号",
              stage, " ")
        split("长江 重点支流 重点湖泊", group, " ")
        print "code,name,receiving_water,group,stage,responsible,lon,lat" \
            >"outfalls.csv"
        for (i = 0; i < n_outfalls; i++)
            printf "P%06d,%s,%s,%s,%s,%s,%s\n", i + 1,
                   cell(name(i, "某镇污水处理厂排污口" i + 1)),
                   cell(name(i + 2, "某某河" i % 97)), group[i % 3 + 1],
                   stage[int(chance() * 8) + 1], cell(name(i + 3, "某镇")),
                   place() >"outfalls.csv"

        print "id,title,document,clause,issuer,issuer_level,basis,due,period," \
              "scope,layer,where,measure,of,op,value,unit,yields,report,note" \
            >"targets.csv"
        rest = "," cell(name(4, "某文件")) "," cell(name(5, "一")) \
               ",某厅,province,text,2020-12-31,,*/all,"
        print "T1," cell(name(0, "国考断面优良比例")) rest \
              "sections,level = '"'国考'"',share,class_no <= 3,>=,90.9,%,no,yes," \
            >"targets.csv"
        print "T2," cell(name(1, "断面达到目标类别")) rest \
              "sections,,share,meets_target = 1,=,100,%,no,yes," >"targets.csv"
        print "T3," cell(name(2, "排污口溯源")) rest \
              "outfalls,,share,traced = 1,>=,100,%,no,yes," >"targets.csv"
        print "T4," cell(name(3, "长江排污口整治")) rest \
              "outfalls,group = '"'长江'"',share,remediated = 1,>=,95,%,no,yes," \
            >"targets.csv"
        print "T5," cell(name(6, "重点支流排污口整治")) rest \
              "outfalls,group = '"'重点支流'"',share,remediated = 1,>=,70,%,no,yes," \
            >"targets.csv"

        title = name(0, "做出来的项目") (kind == "hostile" ? "‮乙" : "")
        gsub(/'"'"'/, "&&", title)
        print "basincheck: 1\ntitle: '"'"'" title "'"'"'\nperiod: 2021-04\n" \
              "as_of: 2021-04-30\ntargets: targets.csv\nlayers:\n" \
              "  basins:\n    source: basins.geojson\n" \
              "  sections:\n    source: sections.csv\n    crs: EPSG:4490\n" \
              "  observations:\n    source: observations.csv\n    kind: auto\n" \
              "    year: 2021\n" \
              "  outfalls:\n    source: outfalls.csv\n    crs: EPSG:4490" \
            >"project.yaml"
    }'
