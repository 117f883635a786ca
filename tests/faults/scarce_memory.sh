#!/bin/bash
# SPDX-License-Identifier: MIT
# scarce_memory.sh BASINCHECK [STEP]: a run in less and less memory, by steps of STEP
# MiB, with pictures and without: OUT is the new one, or the old one and a message says
# why. Exits with 77 for a program with sanitizers, which take memory as they like.
basincheck=$1 step=${2:-2}
. "$(dirname "$0")/project.sh"
trap 'rm -rf "$work"' EXIT
nm -D "$basincheck" | grep -qE '__[at]san' && { echo "skipped: sanitized"; exit 77; }

failed=0 # how often there was too little
run() { # MIB OPTION...
    cp -a "$work/old" "$work/out"
    (ulimit -v $(($1 * 1024)) && timeout 300 "$basincheck" assess "$work/new.yaml" -q \
        --overwrite -o "$work/out" "${@:2}") >"$work/log" 2>&1
    result=$?
    case $result in
    0) ;;
    127) # the loader has no room for a library
        grep -q 'error while loading shared libraries' "$work/log" ||
            wrong "$*: nothing is said"
        ;;
    3 | 4)
        failed=$((failed + 1))
        grep -q 'error: .' "$work/log" || wrong "$*: nothing is said"
        ;;
    134 | 139) # Pango and Cairo die of it now and then: OUT is looked at below
        test "$2" = --threads || wrong "$*: status $result" ;;
    *) wrong "$*: status $result" ;;
    esac
    test $result -eq 0 || is old "$work/out" || wrong "$*: not the old OUT"
    test $result -ne 0 || test "$2" != --no-pictures || is new "$work/out" ||
        wrong "$*: not the new OUT"
    rm -rf "$work/out" "$work"/.out.*
}
for ((mib = 160; mib <= 260; mib += step)); do
    run $mib --no-pictures --threads 1
    run $((mib + 1)) --no-pictures --threads 8
    run $((mib * 3 - 320)) --threads 2
done
test $failed -gt $((30 / step)) || wrong "memory was scarce only $failed times"
exit $status
