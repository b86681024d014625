"""published -- the paper's Tables 1 and 2 beside ours, from the comparisons of `hebb report`."""

import re

from results import DATA, markdown

RULES = {"liuson": "the paper's rule", "softhebb": "SoftHebb", "hebbnet": "HebbNet",
         "none": "random"}
SIGNS = {"inside": "✓", "outside": "✗", "indicative: inside": "(✓)", "indicative: outside": "(✗)",
         "indicative": "", "plateau": "plateau", "no value": "no value", "no runs": "not run"}


def is_of(row, reading):
    name = row.get("list", "")  # no such axis where no cell has a run
    return f"as {reading}" in name and "unit length" not in name


def rule_of(row):
    triangle = ", Triangle" if "triangle" in row["list"] else ""
    return RULES[row["rule"]] + triangle


def cells(results, name, reading):
    """The rows of a comparison that belong to a reading of the paper."""
    return [row for row in results.table(f"comparison-{name}") if is_of(row, reading)]


def keys_of(row):
    return [key.removesuffix(".printed") for key, value in row.items()
            if key.endswith(".printed") and value]


def runs_of(row):
    return min(int(row[key + ".n"]) for key in keys_of(row))


def number(text, digits):
    return f"{float(text):.{digits}f}" if text else "-"


def ours(row, digits, what="mean"):
    return " → ".join(number(row[f"{key}.{what}"], digits) for key in keys_of(row))


def printed(row, digits):
    return ours(row, digits, "printed")


def plateau(row):
    """\"8 to 10\": the classes that the probe predicted."""
    found = re.search(r"[0-9]+( to [0-9]+)? classes", row["note"])
    return found.group(0).removesuffix(" classes") if found else ""


def verdict(row):
    if row["verdict"] == "plateau":
        return f"plateau ({plateau(row)} of 10 classes)"
    return row["verdict"]


def digits_of(name):
    return 2 if name == "table2" else 1


def overview_cell(row, digits):
    sign = SIGNS[row["verdict"]]
    if runs_of(row) == 0:
        return f"{printed(row, digits)}<br>{sign}"
    return f"{printed(row, digits)}<br>**{ours(row, digits)}** {sign} n={runs_of(row)}".replace("  ", " ")


def overview(results, name, reading):
    """The paper's own layout: a line for each rule, a column for each width."""
    digits, rows, widths = digits_of(name), [], []
    found = {}
    for row in cells(results, name, reading):
        place = found.setdefault((row["data"], rule_of(row)), {})
        place[int(row["model.units"])] = row
        widths = sorted({*widths, int(row["model.units"])})
    for data in DATA:
        for (at, rule), by_width in found.items():
            if at != data:
                continue
            line = [data, rule]
            for width in widths:
                row = by_width.get(width)
                line.append("-" if row is None else overview_cell(row, digits))
            rows.append(line)
    text = markdown(["data", "rule"] + [f"{width} units" for width in widths], rows, 2)
    return text + "\nFirst line of a cell: the paper. Second: ours, mean of n runs.\n"


def interval(row, key, digits):
    low, high = row[key + ".low"], row[key + ".high"]
    return f"{number(low, digits)} to {number(high, digits)}" if low else "-"


def details(results, name, reading):
    """A line for each cell, with deviation, interval and verdict."""
    digits = digits_of(name) + 1
    rows = []
    for row in cells(results, name, reading):
        line = [row["data"], rule_of(row), row["model.units"]]
        for key in keys_of(row):
            deviation = f" ({number(row[key + '.sd'], digits)})" if row[key + ".sd"] else ""
            line += [number(row[key + ".printed"], digits - 1),
                     number(row[key + ".mean"], digits) + deviation, interval(row, key, digits)]
        rows.append(line + [str(runs_of(row)), verdict(row)])
    columns = ["paper", "ours (sd)", "99 % interval"]
    if name == "table2":
        columns = [f"{when}: {column}" for when in ("start", "end") for column in columns]
    return markdown(["data", "rule", "units"] + columns + ["n", "verdict"], rows, 2)


MOST_NAMED = 4  # cells in one sentence; the tables mark all


def named(rows):
    return "; ".join(f"{rule_of(row)}, {row['data']}, {row['model.units']} units" for row in rows)


def tally(results, name, reading):
    """\"19 of 24 cells inside, 2 outside (..), 3 without a run\"."""
    rows = cells(results, name, reading)
    of = {word: [row for row in rows if row["verdict"] == word] for word in SIGNS}
    parts = [f"{len(of['inside'])} of {len(rows)} cells inside"]
    if of["outside"]:
        which = f" ({named(of['outside'])})" if len(of["outside"]) <= MOST_NAMED else ""
        parts.append(f"{len(of['outside'])} outside{which}")
    if of["plateau"]:
        parts.append(f"{len(of['plateau'])} plateaus, where the probe lost classes in some run")
    few = [row for row in rows if row["verdict"].startswith("indicative")]
    if few:
        agree = len(of["indicative: inside"])
        judged = agree + len(of["indicative: outside"])
        parts.append(f"{len(few)} with fewer than five runs, no verdict yet"
                     + (f" ({agree} of the {judged} with two or more are inside)" if judged else ""))
    missing = len(of["no runs"]) + len(of["no value"])
    if missing:
        parts.append(f"{missing} without a run")
    return ", ".join(parts)


def progress(results):
    """Says loudly where the plan is not finished."""
    file = results.folder / "plan.jsonl"
    planned = len(file.read_text(encoding="utf-8").splitlines()) if file.exists() else 0
    done = len(results.runs)
    if done >= planned:
        return f"{done} runs, all that were planned.\n\n"
    return (f"**Unfinished: {done} of {planned} planned runs are done.** Cells say how many runs they "
            "have; with fewer than five there is no verdict.\n\n")


def summary(results):
    lines = [f"- **{title} as {reading}:** {tally(results, name, reading)}.\n"
             for name, title in (("table2", "Table 2"), ("table1", "Table 1"))
             for reading in ("run", "described") if cells(results, name, reading)]
    return progress(results) + "".join(lines)
