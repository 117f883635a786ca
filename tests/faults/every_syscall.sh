#!/bin/bash
# SPDX-License-Identifier: MIT
# every_syscall.sh BASINCHECK [SOME [CALL...]]: strace lets the k-th call fail, for
# every k or, where SOME is not 0, for SOME of them; of all calls or those named.
# Unlike test_calls it reaches what the C library does by itself, and calls before
# main. Exits with 77 without strace.
basincheck=$1 some=${2:-0}
calls=${*:3}
. "$(dirname "$0")/project.sh"
trap 'rm -rf "$work"' EXIT
# leaks cannot be looked for under strace
export ASAN_OPTIONS=detect_leaks=0
strace -f -qq -o /dev/null true 2>/dev/null ||
    { echo "skipped: no strace"; exit 77; }

traced() { # OPTIONS...
    strace -f -qq -o "$work/trace" "$@" "$basincheck" assess "$work/new.yaml" \
        --no-pictures -q --overwrite -o "$work/out" --threads 1 >"$work/log" 2>&1
}

# Calls before the program begins are the loader's and end it as they like.
errors=(ENOSPC EIO EACCES)
which=0
for call in ${calls:-write pwrite64 fsync fdatasync renameat renameat2 openat close \
    read pread64 mkdirat}; do
    rm -rf "$work/out"
    cp -a "$work/old" "$work/out"
    traced -e trace=$call || wrong "$call: $?"
    n=$(grep -c "$call(" "$work/trace")
    step=1
    test "$some" -eq 0 || step=$((n / some + 1))
    for ((k = 1; k <= n; k += step)); do
        error=${errors[which++ % 3]}
        rm -rf "$work/out"
        cp -a "$work/old" "$work/out"
        traced -e trace=$call -e inject=$call:error=$error:when=$k
        result=$?
        case $result in
        0 | 3 | 4) # standard output and error may be what failed
            if test $result -eq 4 && is new "$work/out" &&
                grep -qE '^[0-9]+ +write\([12],.*INJECTED' "$work/trace"; then
                continue
            elif test $result -eq 3 && ! grep -q . "$work/log"; then
                continue
            fi
            check $result "$work/out" "$call $k $error"
            ;;
        127 | 134) # the loader, or an abort in a library
            is old "$work/out" || wrong "$call $k $error: aborted with another OUT"
            ;;
        *) wrong "$call $k $error: status $result" ;;
        esac
        if ls -A "$work" | grep -q '^\.out\.'; then
            assess "$work/out" || wrong "$call $k $error: the next run failed"
            ls -A "$work" | grep -q '^\.out\.' &&
                wrong "$call $k $error: leftovers"
        fi
    done
    echo "$call: $n"
done
exit $status
