"""answers -- the paper's questions, answered with intervals from the runs themselves."""

import json
import statistics

from results import DATA, counts_text, half_width, markdown, mean_text

PROBE = "probe.test_accuracy"


def names_in(results, data, reading):
    """The experiments of a reading on a data set, random ones first."""
    found = {run.name for run in results.runs if run.data == data and is_of(run.name, reading)}
    return sorted(found, key=lambda name: ("random" not in name, name))


def is_of(name, reading):
    return f"as {reading}" in name


def widths_in(results):
    return sorted({run.units for run in results.runs})


def difference(ours, random):
    """Ours less random, seed by seed (both start from the same weights), with its interval."""
    seeds = sorted(ours.keys() & random.keys())
    apart = [ours[seed] - random[seed] for seed in seeds]
    half = half_width(apart)
    if half is None:
        return "", 0
    mean = statistics.mean(apart)
    sign = (mean > half) - (mean < -half)
    return f"{mean:+.1f} ± {half:.1f} {'▼ ▲'[sign + 1]}".rstrip(), sign


def probe(results, reading):
    """What a sound probe reads: accuracy, and how much above random weights."""
    widths, rows = widths_in(results), []
    for data in DATA:
        for name in names_in(results, data, reading):
            line = [data, name.replace(f" as {reading}", "")]
            for units in widths:
                values = results.values(PROBE, data=data, name=name, units=units)
                random = results.values(PROBE, data=data, name=f"random as {reading}", units=units)
                apart = "" if name == f"random as {reading}" else difference(values, random)[0]
                line.append(mean_text(values.values(), 1) + (f"<br>{apart}" if apart else ""))
            rows.append(line)
    if not rows:
        return "No runs yet.\n"
    runs = counts_text(len(results.values(PROBE, data=data, name=name, units=units))
                       for data in DATA for name in names_in(results, data, reading)
                       for units in widths)
    return (markdown(["data", "rule"] + [f"{units} units" for units in widths], rows, 2) +
            f"\nn = {runs} runs a cell.\n")


def probe_summary(results):
    """In how many cells a rule is above or below random weights."""
    lines = []
    for reading in ("run", "described"):
        signs = [difference(results.values(PROBE, data=data, name=name, units=units),
                            results.values(PROBE, data=data, name=f"random as {reading}",
                                           units=units))
                 for data in DATA for name in names_in(results, data, reading)
                 if "random" not in name for units in widths_in(results)]
        judged = [sign for text, sign in signs if text]
        if not judged:
            continue
        lines.append(
            f"- **With a sound probe, as {reading}:** of {len(judged)} pairs of a rule and a width, "
            f"{judged.count(1)} read better than the random weights that they started from, "
            f"{judged.count(-1)} worse, {judged.count(0)} cannot be told apart (95 % intervals).\n")
    return "".join(lines)


def hidden(results):
    """SoftHebb's Gini as printed, of the head, and of the hidden layer."""
    rows = []
    for row in results.table("comparison-table2"):
        if row["rule"] != "softhebb" or not is_of(row.get("list", ""), "run"):
            continue
        wanted = {"data": row["data"], "name": row["list"], "units": int(row["model.units"])}
        line = [row["data"], row["model.units"]]
        line.append(" → ".join(f"{float(row[f'gini.{at}.printed']):.2f}"
                               for at in ("at_100", "last")))
        runs = len(results.values("gini.last", **wanted))
        for key in ("head.gini", "gini"):
            line.append(" → ".join(mean_text(results.values(f"{key}.{at}", **wanted).values(), 2)
                                   for at in ("at_100", "last")) if runs else "not run")
        rows.append(line + [str(runs)])
    return markdown(["data", "units", "paper, \"SoftHebb\"", "ours: output head",
                     "ours: hidden layer", "n"], rows)


def grid(results, key, digits, layer_norm):
    """A number over initial radius (down) and temperature (across)."""
    found = {}
    for run in results.runs:
        if run.config["model"]["layer_norm"] != layer_norm or run.summary.get(key) is None:
            continue
        place = (run.config["model"]["init"]["radius"], run.config["rule"]["temperature"])
        found.setdefault(place, []).append(run.summary[key])
    radii, temperatures = (sorted({place[i] for place in found}) for i in (0, 1))
    rows = [[f"{radius:g}"] + [mean_text(found.get((radius, t), []), digits) for t in temperatures]
            for radius in radii]
    return markdown(["radius \\ temperature"] + [f"{t:g}" for t in temperatures], rows)


def softhebb_map(results):
    text = ""
    for layer_norm in (True, False):
        word = "With" if layer_norm else "Without"
        text += (f"{word} layer norm, test accuracy in %:\n\n{grid(results, PROBE, 1, layer_norm)}"
                 f"\n{word} layer norm, Gini coefficient at the end:\n\n"
                 f"{grid(results, 'gini.last', 2, layer_norm)}\n")
    units = sorted({run.units for run in results.runs})
    seeds = len({run.seed for run in results.runs})
    failed = len(list(results.folder.glob("failed/*")))
    return (text + f"{', '.join(map(str, units))} units, {seeds} seeds; {failed} runs left the "
            "numbers (a cell without any is -).\n")


def layer_norm(results):
    """Accuracy and Gini of every rule with layer norm and without."""
    rows = []
    places = sorted({(DATA.index(run.data), run.units, run.name) for run in results.runs})
    for at, units, name in places:
        line = [DATA[at], name, str(units)]
        for key, digits in ((PROBE, 1), ("gini.last", 2)):
            for on in (True, False):
                values = [run.summary[key] for run in results.runs
                          if (run.data, run.units, run.name) == (DATA[at], units, name)
                          and run.config["model"]["layer_norm"] == on
                          and run.summary.get(key) is not None]
                line.append(mean_text(values, digits))
        rows.append(line)
    seeds = counts_text([len({run.seed for run in results.runs})])
    return markdown(["data", "rule", "units", "accuracy %: on", "off", "Gini at the end: on", "off"],
                    rows, 2) + f"\n{seeds} seeds.\n"


def radius(results):
    """The published preset: validation decides the radius, other seeds measure the test set."""
    units = max((run.units for run in results.runs), default=0)
    by_radius = {}
    for run in results.runs:
        if run.units == units:
            by_radius.setdefault(run.config["model"]["init"]["radius"], []).append(run)
    rows = []
    for value, runs in sorted(by_radius.items()):
        line = [f"{value:g}"]
        for is_tuning in (True, False):
            key = "probe.validation_accuracy" if is_tuning else PROBE
            numbers = [run.summary[key] for run in runs if (run.seed > 100) == is_tuning]
            line += [mean_text(numbers, 2), str(len(numbers))]
        line.append(mean_text([run.summary["gini.last"] for run in runs], 2))
        rows.append(line)
    return markdown(["radius", "validation %, seeds 101 on", "n", "test %, seeds 1 on", "n",
                     "Gini at the end"], rows) + f"\n{units} units.\n"


def elapsed(results):
    """How long Tables 1 and 2 took, as `docs/reproduce --time` measured it."""
    measured = json.loads((results.folder / "elapsed.json").read_text(encoding="utf-8"))
    kernel = results.runs[0].record["blas"]["kernel"]
    return (f"{len(results.runs)} runs, one seed of all cells with both probes, took "
            f"{measured['seconds'] / 60:.1f} minutes on {measured['cores']} cores (OpenBLAS kernel "
            f"{kernel}).\n")
