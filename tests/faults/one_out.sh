#!/bin/bash
# SPDX-License-Identifier: MIT
# one_out.sh BASINCHECK [ROUNDS]: several runs into one OUT, some of them killed, and
# what else OUT may be than a folder of its own. It is the old one or one run's, whole.
basincheck=$1 rounds=${2:-1}
. "$(dirname "$0")/project.sh"
trap 'umount "$work/mounted" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1

into() { # VERB PROJECT OPTION...: in a process of its own; it takes the shell's place
    exec "$basincheck" "$1" "$work/$2.yaml" "${@:3}" -q --overwrite -o "$work/out" \
        >"$work/log.$BASHPID" 2>&1
}
leftovers() {
    ls -A "$work" | grep -q '^\.out\.'
}
is_one() { # OUT: whole, of one of the projects?
    is old "$1" || is new "$1" || is maps "$1"
}
"$basincheck" map old.yaml -q -o maps 2>log || wrong "map"

# N at once, of two projects and, every third time, of another verb.
at_once() { # N KILLED
    local children=() killed=$2 child result succeeded=0
    for ((i = 0; i < $1; i++)); do
        case $((i % 3)) in
        0) into assess old --no-pictures & ;;
        1) into assess new --no-pictures & ;;
        2) into map old & ;;
        esac
        children+=($!)
    done
    if test "$killed" -gt 0; then
        sleep 0.$((RANDOM % 90 + 10))
        for ((i = 0; i < killed; i++)); do
            kill -KILL "${children[i]}" 2>/dev/null
        done
    fi
    for child in "${children[@]}"; do
        wait "$child" 2>/dev/null
        result=$?
        case $result in
        0) succeeded=$((succeeded + 1)) ;;
        4)
            grep -q "error: .*'.*out" "log.$child" ||
                wrong "$1 at once, $2 killed: no file is named: $(cat "log.$child")"
            ;;
        137) test "$killed" -gt 0 || wrong "$1 at once: killed" ;;
        *) wrong "$1 at once, $2 killed: status $result" ;;
        esac
    done
    rm -f log.*
    is_one out || wrong "$1 at once, $2 killed: OUT is of none of them"
    test $succeeded -gt 0 || test "$killed" -gt 0 || wrong "$1 at once: none succeeded"
    assess out || wrong "$1 at once, $2 killed: the next run failed"
    is new out || wrong "$1 at once, $2 killed: the next OUT is not the new one"
    leftovers && wrong "$1 at once, $2 killed: leftovers $(ls -A)"
}
for ((round = 0; round < rounds; round++)); do
    for n in 2 4 8; do
        cp -a old out
        at_once $n 0
        rm -rf out
        at_once $n $((n / 2)) # into an OUT that is not there yet
        rm -rf out
    done
done

# A reader while OUT is exchanged: the difference to one of the two, or an error.
cp -a old out
"$basincheck" compare old new -q >to_new 2>log && "$basincheck" compare old old -q >to_old \
    2>log || wrong "compare"
(for ((i = 0; i < 4; i++)); do (into assess new --no-pictures); (into assess old --no-pictures); done) &
while kill -0 $! 2>/dev/null; do
    if "$basincheck" compare old out -q >now 2>log; then
        cmp -s now to_new || cmp -s now to_old || wrong "compare: of no one result"
    else
        grep -q "error: .*'*out" log || wrong "compare: nothing is said"
    fi
done
wait
rm -f log.*

# ---- what OUT may not be ----
refused() { # OUT WORDS [OPTION...]
    "$basincheck" --language en assess new.yaml --no-pictures -q --overwrite -o "$1" \
        "${@:3}" >log 2>&1
    result=$?
    test $result -eq 4 || wrong "$1: status $result"
    grep -q "error: .*$2" log || wrong "$1: $2 is not said"
}
rm -rf out
cp -a old out
before=$(list .  | grep -v ' ./log')
refused / "cannot be replaced"
refused . "an input of this run"
refused .. "an input of this run"
refused "$work" "an input of this run"
refused "$work/out/.." "an input of this run"
refused "$(dirname "$work")" "an input of this run"
refused out/maps/.. "cannot be replaced"
mkdir theirs
echo dear >theirs/letter
refused theirs "was not made by basincheck"
cp old/manifest.json theirs
refused theirs "letter"
ln -s out link
refused link "symbolic link"
refused link/ "symbolic link"
ln -s nowhere dangling
refused dangling "symbolic link"
refused new.yaml "not a folder"
refused new.yaml/out "Not a directory"
refused nowhere/out "No such file"
test ! -e nowhere || wrong "a folder that a link names was made"
# inputs that would be replaced with it
refused out "holds 'crosswalk.csv'" --crosswalk out/crosswalk.csv
"$basincheck" --language en map new.yaml -q --overwrite -o out \
    --crosswalk link/crosswalk.csv >log 2>&1
grep -q "holds 'crosswalk.csv'" log || wrong "map: replaces its input"
sed "s|$work/minimal_sections.csv|$work/out/sections.geojson|" new.yaml >inside.yaml
"$basincheck" --language en assess inside.yaml --no-pictures -q --overwrite -o out >log 2>&1
grep -q "holds 'sections.geojson'" log || wrong "an input inside OUT is replaced"
# a folder in a result, or in one that a link names, is one like another
assess out/inner || wrong "a folder in a result"
is new out/inner || wrong "a folder in a result: not whole"
refused out "holds 'inner/"
rm -rf out/inner
rm -rf theirs link dangling inside.yaml
test "$before" = "$(list . | grep -v ' ./log')" || wrong "something else has changed"
# the current folder, by its name: the shell stands in the old one, the new is there
(cd out && assess "$work/out") || wrong "the current folder"
is new out || wrong "the current folder: not the new OUT"

mkdir mounted
if mount -t tmpfs -o size=4m tmpfs mounted 2>/dev/null; then
    refused mounted "mount point"
    cp -a old/. mounted
    refused mounted "mount point"
    is old mounted || wrong "mount point: OUT has changed"
    assess mounted/out || wrong "a folder in a mount"
else
    echo "left out: a mount point (needs root and mounts)"
fi
leftovers && wrong "leftovers"
exit $status
