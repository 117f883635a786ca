#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""steps.py SRC OUT: every function that the headers of SRC declare to return
enum bc_status and to take an error last, as a list OUT/steps.inc of STEP(name,
(parameters), (arguments)), OUT/steps.h with the headers and OUT/steps.wrap for
the linker. Left out is what is called for a single cell or key, and what is layer's own
(its bc_table is not that of cli)."""
import glob
import os
import re
import sys

OFTEN = re.compile(
    r"bc_(json_|node_|cell_|csv_next|table_next|dbf_|row_|position_read|decoder_add"
    r"|keys_|month_sums_take|header_|geos_error|positions_|evidence_)"
)
DECLARED = re.compile(
    r"enum bc_status\s+(\w+)\(([^;{]*?struct bc_error \*err)\)\s*;", re.S
)
NAME = re.compile(r"(?:\(\*(\w+)\)\([^()]*\)|(\w+)(?:\[\w*\])*)$")


def split(parameters):
    depth, parts = 0, [""]
    for letter in parameters:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


source, out = sys.argv[1:]
steps, headers = [], []
for path in sorted(glob.glob(os.path.join(source, "*/*.h"))):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if "Private to layer" in text or path.endswith("layer/table.h"):
        continue
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    found = [step for step in DECLARED.findall(text) if not OFTEN.match(step[0])]
    if found:
        headers.append(os.path.relpath(path, source))
    for name, parameters in found:
        names = ["".join(NAME.search(one).groups("")) for one in split(parameters)]
        steps.append((name, " ".join(parameters.split()), ", ".join(names)))
for name, lines in {
    "steps.h": ['#include "%s"' % header for header in headers],
    "steps.inc": ["STEP(%s, (%s), (%s))" % step for step in steps],
    "steps.wrap": ["--wrap=%s" % step[0] for step in steps],
}.items():
    with open(os.path.join(out, name), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
