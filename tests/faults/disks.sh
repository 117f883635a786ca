#!/bin/bash
# SPDX-License-Identifier: MIT
# disks.sh BASINCHECK [SIZES]: OUT on disks that are too small, read only, taken away,
# or whose user has no right. Needs root for its mounts; exits with 77 where it cannot
# have them.
basincheck=$1 sizes=${2:-40}
. "$(dirname "$0")/project.sh"
disk=$work/disk
trap 'umount "$disk" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$disk"

mount -t tmpfs -o size=64k tmpfs "$disk" 2>/dev/null ||
    { echo "skipped: needs root and mounts"; exit 77; }
umount "$disk"

full=0 least=$sizes # how often it was, and must have been
used=$(du -sk "$work/old" | cut -f1)
on_disk() { # WHAT
    cp -a "$work/old" "$disk/out" || wrong "$1: too small for the old OUT"
    assess "$disk/out"
    result=$?
    test $result -eq 0 || full=$((full + 1))
    check $result "$disk/out" "$1"
    ls -A "$disk" | grep -q '^\.out\.' && wrong "$1: leftovers"
    umount "$disk"
}
for i in $(seq 0 $((sizes - 1))); do
    kib=$((used + 24 + used * i * 4 / (sizes * 3)))
    mount -t tmpfs -o size=${kib}k tmpfs "$disk"
    on_disk "tmpfs of $kib KiB"
done
for i in $(seq 0 $((sizes - 1))); do
    kib=$((used + 400 + used * i * 4 / (sizes * 3)))
    rm -f "$work/image"
    truncate -s ${kib}k "$work/image"
    mkfs.ext4 -q -F -O ^has_journal -m 0 "$work/image" &&
        mount -o loop "$work/image" "$disk" ||
        { echo "left out: no disk images here"; least=$((sizes / 2)); break; }
    on_disk "ext4 of $kib KiB"
done
test $full -ge "$least" || wrong "only $full of $((2 * sizes)) disks were full"

# Read only from the beginning.
mount -t tmpfs -o size=4m tmpfs "$disk"
cp -a "$work/old" "$disk/out"
mount -o remount,ro "$disk"
assess "$disk/out"
check $? "$disk/out" "read only"
umount "$disk"

# A folder of somebody else.
if command -v setpriv >/dev/null; then
    mkdir "$work/theirs"
    cp -a "$work/old" "$work/theirs/out"
    chmod 755 "$work"
    setpriv --reuid=65534 --clear-groups "$basincheck" assess "$work/new.yaml" \
        --no-pictures -q --overwrite -o "$work/theirs/out" >"$work/log" 2>&1
    result=$?
    check $result "$work/theirs/out" "no right"
    test $result -eq 4 || wrong "no right: status $result"
fi

# A folder that vanishes while the run is at work.
for delay in 0.02 0.05 0.1 0.2 0.4; do
    mkdir "$work/parent"
    (sleep $delay; mv "$work/parent" "$work/moved") &
    assess "$work/parent/out"
    result=$?
    wait
    case $result in
    0) is new "$work/moved/out" || is new "$work/parent/out" ||
        wrong "vanished: succeeded without OUT" ;;
    4) test ! -e "$work/moved/out" || wrong "vanished: failed with OUT" ;;
    *) wrong "vanished: status $result" ;;
    esac
    rm -rf "$work/parent" "$work/moved"
done
exit $status
