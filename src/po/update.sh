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

# English in the source: what is printed, errors, findings, options. (xgettext
# counts the commas of a compound literal, so a format is the third argument of
# bc_findings_addf, or a later one.)
gather zh --keyword=bc_say --keyword=BC_N --keyword=bc_error_set:3 \
    --keyword=bc_findings_addf:3 --keyword=bc_findings_addf:4 \
    --keyword=bc_findings_addf:5 --keyword=bc_findings_addf:6 \
    --keyword=bc_findings_addf:7 --keyword=BC_FINDING:4 \
    --keyword=bc_builder_doubt:4 --keyword=doubt:4 --keyword=bc_node_error:3 \
    --keyword=bc_json_refuse:3 --keyword=unexpected:2 --keyword=must_be:2 \
    --keyword=error_at:3 --keyword=expect_event:4 --keyword=expected:2 \
    --keyword=fail:2 --keyword=fail:3 --keyword=take:3 --keyword=refuse:3 \
    --keyword=refuse:5 --keyword=gdal_refused:2 --keyword=sqlite_refused:2 \
    --keyword=bc_geos_error:2 --keyword=bc_cells_found:7 \
    --keyword=bc_row_found:6 --keyword=tell:3 --keyword=tell:5 \
    --keyword=tell_items:3 --keyword=tell_unordered:2 \
    --flag=bc_error_set:3:c-format --flag=bc_findings_addf:3:c-format \
    --flag=bc_findings_addf:4:c-format --flag=bc_findings_addf:5:c-format
# Chinese in the source: report, maps, the QGIS project, the workbook
gather en --keyword=bc_in_report --keyword=BC_ZH \
    --keyword=bc_in_report_as:1c,2 --keyword=BC_ZH_AS:1c,2
# and in the templates of styles/, run by run (output/style_words.h)
LC_ALL=C.UTF-8 grep -ohP '[\x{2e80}-\x{9fff}\x{ff00}-\x{ffef}]+' ../styles/*.qml \
    ../styles/*.sld ../styles/report.css | LC_ALL=C sort -u |
    sed 's/.*/\nmsgctxt "style"\nmsgid "&"\nmsgstr ""/' >>"$work/en.pot"

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
