#!/bin/sh
# SPDX-License-Identifier: MIT
# case.sh BASINCHECK CASE.cmd: runs the case's line in an empty folder with
# $basincheck, $sample and $data set, and compares all that it prints and its
# exit status with CASE.out. ACCEPT=1 takes the new output.
set -u
basincheck=$1
case=$2
here=$(cd "$(dirname "$case")" && pwd)
expected="$here/$(basename "$case" .cmd).out"
sample=$(cd "$here/../../layers" && pwd)
data=$(cd "$here/../data" && pwd)
export basincheck sample data LC_ALL=C.UTF-8 NO_COLOR=1

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
sh "$here/$(basename "$case")" >"$work.out" 2>&1
echo "exit status $?" >>"$work.out"
# Paths of this machine do not belong into an expected output.
sed -i -e "s#$sample#SAMPLE#g" -e "s#$data#DATA#g" -e "s#$work#WORK#g" "$work.out"
trap 'rm -rf "$work" "$work.out"' EXIT
# Without a Chinese font each run says so; only one case is about that.
case $expected in
*/no_font.out) ;;
*) sed -i '/: warning: no font with Chinese characters: /d' "$work.out" ;;
esac
if [ "${ACCEPT:-}" = 1 ]; then
    cp "$work.out" "$expected"
fi
diff -u "$expected" "$work.out"
