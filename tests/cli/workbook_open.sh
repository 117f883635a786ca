#!/bin/sh
# SPDX-License-Identifier: MIT
# workbook_open.sh OUT: what LibreOffice makes of results.xlsx; 77 without it.
set -eu
command -v soffice >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A profile of its own: the one at home may be in use. Every sheet, UTF-8.
soffice "-env:UserInstallation=file://$work/profile" --headless \
    --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1' \
    --outdir "$work" "$1/results.xlsx" >/dev/null 2>&1
fail() {
    echo "$1" >&2
    exit 1
}
for sheet in 考核结果 断面 排污口 红线; do
    [ -s "$work/results-$sheet.csv" ] || fail "no sheet $sheet"
done
grep -q '^流域,目标,结论,' "$work/results-考核结果.csv" || fail "no header"
grep -q '示例数据' "$work/results-断面.csv" || fail "no note"
# as many verdicts as in the table of the same run
rows=$(($(wc -l <"$1/results.csv") - 1))
words=$(grep -cE ',(达标|未达|未达（未到期）|无法判断|无目标值|只列数),' \
    "$work/results-考核结果.csv")
[ "$rows" -eq "$words" ] || fail "$words verdicts of $rows"
# numbers with their decimals, as the target has them: 90.9 has one
grep -q '^武汉市,[^,]*,[^,]*,80.0,≥ 90.9 %,' "$work/results-考核结果.csv" ||
    fail "no decimals"
# a code stays a text (not 420,107), an error value would be a formula's
grep -q 421083 "$work/results-排污口.csv" || fail "no county code"
! grep -l '#NAME?\|#REF!\|#VALUE!' "$work"/*.csv || fail "an error value"
