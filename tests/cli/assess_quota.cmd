# A file that may not grow beyond 50 kB: the message names it, and nothing is left.
(ulimit -f 100; "$basincheck" assess "$sample/project.yaml" -q --no-pictures -o out 2>stderr)
echo "status $?"
grep -o "error: cannot write '" stderr
ls -A | grep out
