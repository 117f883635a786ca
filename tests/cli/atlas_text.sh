#!/bin/sh
# SPDX-License-Identifier: MIT
# atlas_text.sh OUT: the atlas has a page for all and one a basin, its names can
# be searched for, and the review line stands on each page. 77 without pdftotext,
# and without an atlas where no font has Chinese characters.
set -u
command -v pdftotext >/dev/null || exit 77
[ -f "$1/atlas.pdf" ] || fc-list :lang=zh-cn 2>/dev/null | grep -q . || exit 77
pages=$(pdfinfo "$1/atlas.pdf" | sed -n 's/^Pages: *//p')
size=$(pdfinfo "$1/atlas.pdf" | grep -c 'A4')
[ "$pages" = 5 ] && [ "$size" = 1 ] || { echo "$pages pages, A4: $size"; exit 1; }
pdfinfo "$1/atlas.pdf" | grep -q '^CreationDate: .*2024' || { echo "no date of the data"; exit 1; }
page=1
for name in 各流域结论 丹江口库区流域 斧头湖流域 洪湖流域 梁子湖流域; do
    text=$(pdftotext -f $page -l $page "$1/atlas.pdf" - | tr -d '\n ')
    for word in "$name" 未经审图不得公开 示例 北; do
        case $text in *"$word"*) ;; *) echo "page $page lacks $word"; exit 1 ;; esac
    done
    page=$((page + 1))
done
# of a section its class, and the target class of sections.csv
text=$(pdftotext -f 4 -l 4 "$1/atlas.pdf" - | tr -d '\n ')
case $text in *汉洪大桥Ⅱ类（目标Ⅲ）*) ;; *) echo "no section with its target"; exit 1 ;; esac
