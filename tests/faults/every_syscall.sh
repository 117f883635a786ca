#!/bin/bash
# SPDX-License-Identifier: MIT
# every_syscall.sh BASINCHECK [PART/PARTS [CALL...]]: strace lets the k-th call fail:
# each of the first 100 that the program makes, and 100, spread evenly, of the others.
# Unlike test_calls it reaches what the C library does by itself. The loader's calls,
# which come before, are left out but for the first and the last: they end it as they
# like. Exits with 77 without strace.
basincheck=$1 part=${2:-1/1}
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

# The loader ends with taking its cache out of memory: its first munmap.
places() { # CALL: the k to try
    grep -E " ($1|munmap)\(" "$work/trace" | awk -v call=" $1\\\\(" -v part="$part" '
        !loaded && / munmap\(/ { loaded = 1; before = n; next }
        $0 ~ call { n++ }
        END {
            split(part, of, "/")
            if (before > 0)
                print 1
            if (before > 1)
                print before
            stride = n - before > 200 ? int((n - before - 100) / 100) : 1
            for (k = before + 1; k <= n; k += k - before < 100 ? 1 : stride)
                print k
        }' | awk -v part="$part" '{ split(part, of, "/") } NR % of[2] == of[1] % of[2]'
}

try() { # CALL K ERROR
    rm -rf "$work/out"
    cp -a "$work/old" "$work/out"
    traced -e trace="$1" -e inject="$1:error=$3:when=$2"
    result=$?
    n_faults=$((n_faults + 1))
    case $result in
    0 | 3 | 4) # standard output and error may be what failed
        if test $result -eq 4 && is new "$work/out" &&
            grep -qE '^[0-9]+ +write\([12],.*INJECTED' "$work/trace"; then
            return
        elif test $result -eq 3 && ! grep -q . "$work/log"; then
            return
        fi
        check $result "$work/out" "$*"
        ;;
    127 | 134) # the loader, or an abort in a library
        is old "$work/out" || wrong "$*: aborted with another OUT"
        ;;
    *) wrong "$*: status $result" ;;
    esac
    if ls -A "$work" | grep -q '^\.out\.'; then
        assess "$work/out" || wrong "$*: the next run failed"
        ls -A "$work" | grep -q '^\.out\.' && wrong "$*: leftovers"
    fi
}

errors=(ENOSPC EIO EACCES)
which=0
all=0
for call in ${calls:-write pwrite64 fsync fdatasync renameat renameat2 openat close \
    read pread64 mkdirat}; do
    rm -rf "$work/out"
    cp -a "$work/old" "$work/out"
    traced -e trace=$call,munmap || wrong "$call: $?"
    n=$(grep -c " $call(" "$work/trace")
    n_faults=0
    for k in $(places $call); do
        for ((i = 0; i < (n < 60 ? 3 : 1); i++)); do
            try $call "$k" "${errors[which++ % 3]}"
        done
    done
    all=$((all + n_faults))
    echo "$call: $n calls, $n_faults faults"
done
echo "$all faults"
exit $status
