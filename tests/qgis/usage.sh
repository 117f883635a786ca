#!/bin/sh
# SPDX-License-Identifier: MIT
# usage.sh BASINCHECK SOURCE: the plugin describes the options that there are.
set -u
for language in en zh; do
    file=$2/src/qgis/basincheck/usage.$language.json
    "$1" --language $language --json-usage | cmp - "$file" || {
        echo "run: basincheck --language $language --json-usage >src/qgis/basincheck/usage.$language.json"
        exit 1
    }
done
