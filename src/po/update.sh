#!/bin/sh
# SPDX-License-Identifier: MIT
# Brings zh.po and en.po up to the sources: new texts are added untranslated,
# those that went are dropped. With --check it changes nothing and names every
# text without a translation, status 1.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# gather LANGUAGE KEYWORD...: the texts of the sources that these calls mark
gather() {
    language=$1
    shift
    find . -name '*.[ch]' -o -name '*.inc' | LC_ALL=C sort >"$work/files"
    xgettext --language=C --from-code=UTF-8 --files-from="$work/files" \
        --force-po --no-location --sort-output --keyword "$@" \
        -o - 2>"$work/warnings" |
        sed 's/charset=CHARSET/charset=UTF-8/; /^"POT-Creation/d' >"$work/$language.pot"
}

# English in the source: what is printed, errors, findings, options
gather zh --keyword=bc_say --keyword=BC_N --keyword=bc_error_set:3 \
    --keyword=bc_findings_addf:3 --keyword=BC_FINDING:4 \
    --flag=bc_error_set:3:c-format --flag=bc_findings_addf:3:c-format
# Chinese in the source: report, maps, the QGIS project, the workbook
gather en --keyword=bc_in_report --keyword=BC_ZH

if [ "${1:-}" = --check ]; then
    status=0
    for language in zh en; do
        msgcmp --no-fuzzy-matching "po/$language.po" "$work/$language.pot" \
            >"$work/messages" 2>&1 || status=1
        grep -v 'warning:' "$work/messages" || true
    done
    exit $status
fi
for language in zh en; do
    msgmerge --quiet --no-fuzzy-matching --no-location --sort-output \
        --no-wrap --force-po -o "$work/$language.po" "po/$language.po" "$work/$language.pot"
    msgattrib --no-obsolete --no-location --no-wrap --force-po \
        "$work/$language.po" |
        grep -v '^"POT-Creation-Date\|^"Report-Msgid' >"po/$language.po"
done
