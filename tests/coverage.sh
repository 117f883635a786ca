#!/bin/sh
# SPDX-License-Identifier: MIT
# coverage.sh [BUILD]: what the tests of a coverage build reached, by room, and
# each file with a line that they did not; fails when coverage.md does not speak
# of such a file. Run the tests first: ctest --preset coverage.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/coverage}
json=$(mktemp)
trap 'rm -f "$json"' EXIT
gcovr -r . -f src/ "$build" --exclude-unreachable-branches --json "$json"
python3 - "$json" tests/coverage.md <<'EOF'
import collections, json, sys

explained = open(sys.argv[2]).read()
rooms = collections.defaultdict(lambda: [0, 0, 0, 0])
silent = []
for file in json.load(open(sys.argv[1]))["files"]:
    counts, branches = {}, {}
    for line in file["lines"]:
        if line.get("gcovr/noncode"):
            continue
        n = line["line_number"]
        counts[n] = counts.get(n, 0) + line["count"]
        own = [branch["count"] for branch in line["branches"]]
        before = branches.get(n, [])
        branches[n] = ([a + b for a, b in zip(before, own)]
                       if len(before) == len(own) else before or own)
    missed = sorted(n for n in counts if not counts[n])
    every = [count for own in branches.values() for count in own]
    room = rooms[file["file"].split("/")[1]]
    for i, value in enumerate([len(counts), len(missed), len(every),
                               every.count(0)]):
        room[i] += value
    if missed:
        name = file["file"][len("src/"):]
        print(name + ":", *missed)
        if "`" + name + "`" not in explained:
            silent.append(name)
for name, (lines, no_line, every, no_branch) in rooms.items():
    print("%-7s lines %5d, not reached %3d (%.1f %%); branches %5d, "
          "not reached %3d (%.1f %%)" %
          (name, lines, no_line, 100 - 100 * no_line / lines,
           every, no_branch, 100 - 100 * no_branch / max(every, 1)))
if silent:
    sys.exit("not explained in coverage.md: " + " ".join(silent))
EOF
