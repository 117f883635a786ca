#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""classify_pandas.py OBSERVATIONS LIMITS OUT: what `basincheck classify
--by month --type river` does, with pandas.

Monthly means of a long table (section, time, item, value), pH through H+,
rounded half-even by the decimals of LIMITS (gb3838.csv), the class of each
item, and the worst of them per section and month. Values have no units and no
detection limits here; floating point stands for decimals.
"""
import sys

try:
    import numpy as np
    import pandas as pd
except ImportError:
    print("pandas is missing", file=sys.stderr)
    sys.exit(77)


def limits(path):
    """Of the 21 items that count, for rivers: direction, decimals, I..V."""
    table = pd.read_csv(path, dtype=str)
    table = table[(table.in_21 == "1") & table.waterbody.isin(["any", "river"])]
    return {row.item: row for row in table.itertuples()}


def item_class(item, mean, limit):
    mean = mean.round(int(limit.decimals_assess))
    if limit.direction == "range":
        return np.where((mean >= 6) & (mean <= 9), 1, 6)
    classes = np.full(len(mean), 6)
    for class_no, name in ((5, "V"), (4, "IV"), (3, "III"), (2, "II"), (1, "I")):
        bound = float(getattr(limit, name))
        holds = mean >= bound if limit.direction == "ge" else mean <= bound
        classes = np.where(holds, class_no, classes)
    return classes


def main(observations, limit_path, out):
    table = pd.read_csv(
        observations,
        dtype={"section": "category", "item": "category", "value": "float64"},
        parse_dates=["time"],
        infer_datetime_format=True,
    )
    table["month"] = table.time.dt.year * 100 + table.time.dt.month
    is_ph = table.item == "pH"
    table.loc[is_ph, "value"] = 10.0 ** -table.loc[is_ph, "value"]
    means = (
        table.groupby(["section", "month", "item"], observed=True)
        .value.mean()
        .reset_index()
    )
    is_ph = means.item == "pH"
    means.loc[is_ph, "value"] = -np.log10(means.loc[is_ph, "value"])
    parts = []
    for item, limit in limits(limit_path).items():
        part = means[means.item == item].copy()
        if len(part):
            part["class_no"] = item_class(item, part.value, limit)
            parts.append(part)
    classes = pd.concat(parts).groupby(["section", "month"], observed=True)
    result = classes.class_no.max().reset_index()
    result["period"] = (
        (result.month // 100).astype(str)
        + "-"
        + (result.month % 100).astype(str).str.zfill(2)
    )
    result[["section", "period", "class_no"]].to_csv(out, index=False)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
