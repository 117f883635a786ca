#!/bin/sh
# SPDX-License-Identifier: MIT
# build.sh LANGUAGE OUT: the pages of a language as manual pages (compressed,
# without a time) and as one HTML page.
set -eu
language=$1 out=$2
here=$(dirname "$0")
pages="basincheck basincheck-project basincheck-targets basincheck-methods
       basincheck-report basincheck-findings"
mkdir -p "$out"

# What a page is about, as its first paragraph says after the dash.
about() {
    sed -n 's/^basincheck[a-z-]* - //p' "$1"
}

html=$out/handbook.$language.html
case $language in
    zh) title='basincheck 手册' lang=zh-CN ;;
    *) title='basincheck handbook' lang=en ;;
esac
{
    printf '<!DOCTYPE html>\n<html lang="%s">\n<head>\n<meta charset="utf-8">\n' "$lang"
    printf '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    printf '<title>%s</title>\n<style>\n' "$title"
    cat "$here/handbook.css"
    printf '</style>\n</head>\n<body>\n<header><h1>%s</h1>\n<nav>\n' "$title"
    for page in $pages; do
        source=$here/$language/$page.md
        [ -f "$source" ] || continue
        printf '<a href="#%s">%s</a>\n' "$page" "$(about "$source")"
    done
    printf '</nav></header>\n<main>\n'
} >"$html"

for page in $pages; do
    source=$here/$language/$page.md
    [ -f "$source" ] || continue
    section=$(sed -n 's/^section: *//p' "$source")
    folder=$out/man$section
    mkdir -p "$folder"
    # groff breaks lines of Chinese by the rules of zh.tmac.
    { [ "$language" = en ] || printf '.do mso zh.tmac\n'
      lowdown -s -Tman "$source" | sed "/^\.TH/a .ad l"; } | gzip -9n >"$folder/$page.$section.gz"
    # Ids are unique over the pages; a finding has one of its own.
    printf '<section id="%s">\n<h2>%s <small>%s(%s)</small></h2>\n' \
        "$page" "$(about "$source")" "$page" "$section" >>"$html"
    lowdown -Thtml "$source" | sed -E -e '1,/^<p>basincheck/d' \
        -e "s/<h1 id=\"[^\"]*\"/<h3/; s/<\/h1>/<\/h3>/" \
        -e 's/<pre>/<pre tabindex="0">/' \
        -e 's/<dt><code>([a-z-]+)<\/code>/<dt id="\1"><code>\1<\/code>/' \
        -e 's/(basincheck(-[a-z]+)?)\(([157])\)/<a href="#\1">\1(\3)<\/a>/g' \
        >>"$html"
    printf '</section>\n' >>"$html"
done
printf '</main>\n</body>\n</html>\n' >>"$html"
