#!/bin/bash
# SPDX-License-Identifier: MIT
# memory_errors.sh BASINCHECK: valgrind over one run. Exits with 77 without it,
# or for a program with sanitizers, which exclude it.
basincheck=$1
. "$(dirname "$0")/project.sh"
trap 'rm -rf "$work"' EXIT
command -v valgrind >/dev/null || { echo "skipped: no valgrind"; exit 77; }
nm -D "$basincheck" | grep -q __asan && { echo "skipped: sanitized"; exit 77; }
# malloc is the program's own (cli/scarce_memory)
valgrind -q --soname-synonyms=somalloc=NONE --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
    "$basincheck" assess "$work/new.yaml" --no-pictures -q -o "$work/out" \
    2>"$work/log"
result=$?
test $result -eq 0 || { grep -v warning: "$work/log" | head -n 60; exit 1; }
# valgrind counts with 64 bits where the processor has 80: last digits of real
# numbers in the GeoPackage, and so its digest, may differ.
found=$(diff -rq "$work/new" "$work/out" |
    grep -vE "/(basincheck.gpkg|manifest.json) differ$")
test -z "$found" || wrong "another OUT: $found"
exit $status
