#!/bin/sh
# SPDX-License-Identifier: MIT
# picture.sh REPORT.html N >MAP.svg: the N-th map of a report as a picture of
# its own. README's picture is made so:
#   styles/picture.sh build/demo/sample/report.html 2 >styles/sample-map.svg
set -eu
awk -v n="$2" '
    { text = text $0 "\n" }
    # The text between two marks, from a place on; sets `behind`.
    function cut(from, open, close_,    a, b, rest) {
        rest = substr(text, from)
        a = index(rest, open)
        if (!a) exit 1
        rest = substr(rest, a)
        b = index(rest, close_) + length(close_) - 1
        behind = from + a - 1 + b
        return substr(rest, 1, b)
    }
    END {
        style = cut(1, "<style>", "</style>")
        defs = cut(1, "<defs>", "</defs>")
        behind = 1
        for (i = 0; i < n; i++)
            map = cut(behind, "<svg class=\"map\"", "</svg>\n<figcaption")
        body = substr(map, index(map, ">") + 1)
        sub(/<figcaption$/, "", body)
        match(map, /viewBox="[^"]*"/)
        box = substr(map, RSTART, RLENGTH)
        sub("<style>", "<style><![CDATA[", style)
        sub("</style>", "]]></style>", style)
        print "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" " box ">"
        print style defs body
    }' "$1"
