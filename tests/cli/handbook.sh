#!/bin/sh
# SPDX-License-Identifier: MIT
# handbook.sh BASINCHECK SOURCE: in both languages the handbook explains every
# kind of finding and names every key of the project file, and the twenty
# examples of targets are rows that the program reads.
set -u
program=$1 source=$2 failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

complain() {
    echo "$1"
    failed=1
}

sed -n 's/^BC_FINDING([A-Z_]*, "\([a-z-]*\)".*/\1/p' \
    "$source/src/base/finding_codes.inc" | sort >"$work/codes"
awk '/keys\[\]/, /NULL\}/' "$source"/src/cli/project*.c |
    grep -oE '"[a-z_0-9]+"' | tr -d '"' | sort -u >"$work/keys"
[ "$(wc -l <"$work/codes")" -gt 60 ] && [ "$(wc -l <"$work/keys")" -gt 60 ] ||
    complain "codes or keys were not found in the source"

for language in en zh; do
    pages=$source/src/handbook/$language
    sed -n '/^`[a-z-]*`[`a-z, 、-]*$/p' "$pages/basincheck-findings.md" | grep -oE '`[a-z-]+`' |
        tr -d '`' | sort >"$work/explained"
    diff "$work/codes" "$work/explained" || complain "$language: findings differ"
    while read -r key; do
        grep -q "\`$key\`\|{[a-z: 0-9,]*\b$key:" "$pages/basincheck-project.md" ||
            complain "$language: no key $key in basincheck-project"
    done <"$work/keys"
    sed -n '/^```csv/,/^```$/p' "$pages/basincheck-targets.md" | sed '1d;$d' \
        >"$work/targets.$language.csv"
done
cmp "$work/targets.en.csv" "$work/targets.zh.csv" || failed=1
[ "$(wc -l <"$work/targets.en.csv")" -eq 21 ] || complain "not twenty examples"

sed "s|^targets: .*|targets: $work/targets.en.csv|
     s|source: \([a-z]\)|source: $source/layers/\1|
     s|- \(observations_\)|- $source/layers/\1|" \
    "$source/layers/project.yaml" >"$work/project.yaml"
"$program" check "$work/project.yaml" -q --language en >"$work/out" 2>"$work/err" ||
    { cat "$work/err"; complain "the examples are refused"; }
exit $failed
