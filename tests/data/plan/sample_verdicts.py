#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every verdict of the sample project, reckoned a second time: SQL over
classes.csv, crosswalk.csv and the tables of layers/, and none of the program's
conditions. k and n of outfalls and suspects are those of sample.csv.

    tests/data/plan/sample_verdicts.py OUT > tests/data/plan/sample_verdicts.csv
"""
import csv
import os
import sqlite3
import sys
from decimal import ROUND_HALF_UP, Decimal

here = os.path.dirname(os.path.abspath(__file__))
layers = os.path.join(here, "../../../layers")
db = sqlite3.connect(":memory:")


def load(name, path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    names = ",".join('"%s"' % c for c in rows[0])
    db.execute("create table %s (%s)" % (name, names))
    marks = ",".join("?" * len(rows[0]))
    db.executemany("insert into %s values (%s)" % (name, marks), rows[1:])
    return rows


load("class", sys.argv[1] + "/classes.csv")
load("cross", sys.argv[1] + "/crosswalk.csv")
load("section", layers + "/sections.csv")
load("target", layers + "/targets.csv")
counted = load("counted", here + "/sample.csv")
# A water: a river section, or the sampled points of one lake. The mean of
# points that all keep class III keeps it, and so for worse than V; a lake
# whose points disagree would be NULL here, and there is none.
db.executescript("""
create view point as
  select s.code, s.name, s.type, s.level, s.city, x.basin,
         nullif(s.water_body, '') as body, cast(c.class_no as int) as class_no,
         c.class_no <> '' as known, cast(c.meets_target as int) as meets,
         c.target_class <> '' as has_target
  from section s join class c on c.section = s.code
  left join cross x on x.layer = 'sections' and x.code = s.code;
create view water as
  select min(basin) as basin, level, city,
         group_concat(code, '+') as code, case when max(class_no) <= 3 then 1 when min(class_no) > 3 then 0 end
           as good,
         case when max(class_no) < 6 then 0 when min(class_no) = 6 then 1 end
           as worst
  from point where known
  group by case when type in ('lake', 'reservoir') then body else code end;
""")
BASINS = ["BS-LZ", "BS-HH", "BS-FT", "BS-DJK"]
NATIONAL = "(level like '%national%')"
PROVINCIAL = "(level like '%provincial%')"
BOTH = "(%s or %s)" % (NATIONAL, PROVINCIAL)


def place(basin):
    if basin == "all":
        return "1"
    if basin.startswith("BS-"):
        return "basin = '%s'" % basin
    return "city like '%武汉市%'" if basin == "region:420100" else "0"


def shares(view, column, where, basin):
    """k, n, and the features that are counted in k, and those that are not"""
    rows = sorted(db.execute("select code, %s from %s where %s and %s" %
                             (column, view, where, place(basin))))
    inside = " ".join(code for code, good in rows if good)
    outside = " ".join(code for code, good in rows if not good)
    why = "yes: %s; no: %s" % (inside or "none", outside or "none")
    return sum(good for code, good in rows), len(rows), why


PRESENT = ["waters", "sections", "outfalls", "redlines", "suspects", "rivers",
           "lakes", "basins", "regions"]
QUERIES = {
    "WH23-01": ("water", "good", NATIONAL),
    "WH23-02": ("water", "good", PROVINCIAL),
    "WH23-03": ("water", "worst", BOTH),
    "WH23-04": ("point", "meets", PROVINCIAL +
                " and body in ('豹澥湖', '后官湖', '武湖') and known"),
    "BC-02": ("point", "meets", "known and has_target"),
}


def verdict(k, n, op, value):
    if n == 0:
        return "cannot_judge"
    share, figure = Decimal(100 * k) / n, Decimal(value)
    if figure not in (0, 100):
        share = share.quantize(Decimal(1).scaleb(
            -max(1, -figure.as_tuple().exponent)), ROUND_HALF_UP)
    good = {">=": share >= figure, "<=": share <= figure,
            "=": share == figure, ">": share > figure}[op]
    return "met" if good else "missed"


def reason(verdict, k, n, op, value):
    """the figure beside the target's"""
    if n == 0:
        return "nothing to count"
    sign = "" if verdict == "met" else "not "
    return "%d/%d = %s %% is %s%s %s" % (
        k, n, (Decimal(100 * k) / n).quantize(Decimal("0.01"), ROUND_HALF_UP),
        sign, op, value)


def say(target, basin, verdict, k, n, *why):
    out.writerow([target, basin, verdict, k, n, "; ".join(why)])


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["target", "basin", "verdict", "k", "n", "why"])
known = {(t, b): (int(k), int(n)) for t, b, k, n in counted[1:]}
for t, op, value, scope, layer, of, where in db.execute(
        'select id, op, value, scope, layer, of, "where" from target'):
    if scope == "region:*":
        continue  # which regions there are is not asked here
    for basin in [b for s in scope.split("/")
                  for b in (BASINS if s == "*" else [s])]:
        if t in QUERIES:
            k, n, why = shares(*QUERIES[t], basin)
        elif (t, basin) in known:
            k, n = known[t, basin]
            why = "counted in sample.csv: " + layer + " with " + (of or "any")
            why += " of those with " + where if where else ""
        elif layer not in PRESENT:
            if op == "info":
                say(t, basin, "info", "", "", "a count without a target")
            elif op and value:
                say(t, basin, "cannot_judge", "", "",
                    "the sample has no layer " + layer)
            else:
                say(t, basin, "no_value", "", "", "no figure is set")
            continue
        else:
            continue
        if op == "info":
            say(t, basin, "info", k, n, "a count without a target", why)
        elif value:
            found = verdict(k, n, op, value)
            say(t, basin, found, k, n, reason(found, k, n, op, value), why)
