#!/bin/sh
# SPDX-License-Identifier: MIT
# install.sh BUILD-FOLDER COMPILER FLAGS: what `cmake --install` brings is
# complete: the program runs from there, the manual and the completion are there,
# and a stranger's program finds the library by pkg-config and by CMake.
set -eu
build=$1 compiler=$2 flags=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/usr" >/dev/null
for file in bin/basincheck share/man/man1/basincheck.1.gz \
    share/bash-completion/completions/basincheck \
    share/basincheck/sample/project.yaml share/basincheck/styles/sections.qml; do
    [ -s "$work/usr/$file" ] || { echo "not installed: $file"; exit 1; }
done
"$work/usr/bin/basincheck" check "$work/usr/share/basincheck/sample/project.yaml" \
    -o "$work/findings.csv" 2>/dev/null

PKG_CONFIG_PATH=$(dirname "$(find "$work/usr" -name basincheck.pc)")
export PKG_CONFIG_PATH
cat >"$work/expected" <<'END'
总磷 river 0.2: 3 Ⅲ
TP lake 0.2: 5 Ⅴ
氨氮 river 0.01L: 1 Ⅰ
DO river 1.9: 6 劣Ⅴ
总氮 river 9: 0 
TP lake 0.02L: 0 
no kind of water 'sea'; it is river, lake or reservoir
'much' is not a value
no item '金'
TP river 9L: 6 劣Ⅴ
总氮 river 9L: 0 
END
# shellcheck disable=SC2046,SC2086 # lists of words
"$compiler" -std=c11 $flags "$here/link_library.c" -o "$work/linked" \
    $(pkg-config --cflags --libs basincheck)
"$work/linked" "$work/usr/share/basincheck/sample/project.yaml" "$work/out" |
    tail -n +2 | diff "$work/expected" -
[ -s "$work/out/report.html" ] || { echo "the library wrote no report"; exit 1; }

mkdir "$work/project"
cat >"$work/project/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(linked LANGUAGES C)
find_package(basincheck 0.1 REQUIRED)
add_executable(linked $here/link_library.c)
target_link_libraries(linked PRIVATE basincheck::basincheck)
END
cmake -S "$work/project" -B "$work/project/build" -DCMAKE_PREFIX_PATH="$work/usr" \
    -DCMAKE_C_COMPILER="$compiler" -DCMAKE_C_FLAGS="$flags" >/dev/null
cmake --build "$work/project/build" >/dev/null
"$work/project/build/linked" | tail -n +2 | diff "$work/expected" -
