"""results -- the runs of a folder that `hebb run -o` has made, and what can be said of several."""

import csv
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = ["MNIST", "CIFAR-10"]


class Run:
    """A finished run: config.json, summary.json, run.json."""

    def __init__(self, folder):
        self.folder = folder
        self.config, self.summary, self.record = (
            json.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("config.json", "summary.json", "run.json"))
        labels = self.config.get("labels", {})
        self.data = labels.get("data", self.config["data"]["name"])
        self.name = labels.get("list", self.config["rule"]["name"])
        self.units = self.config["model"]["units"]
        self.seed = self.config["seed"]

    def curve(self, key):
        """(samples shown, value) of a metric, as reported over training."""
        points = []
        with open(self.folder / "metrics.jsonl", encoding="utf-8") as lines:
            for line in lines:
                report = json.loads(line)
                if "step" in report and report.get(key) is not None:
                    points.append((report["samples"], report[key]))
        return points


class Results:
    """The finished runs of a folder, and the tables that `hebb report` makes of it."""

    def __init__(self, folder):
        self.folder = folder
        self.runs = sorted(
            (Run(file.parent) for file in folder.glob("*/summary.json")
             if (file.parent / "run.json").exists()),
            key=lambda run: (run.data, run.units, run.name, run.seed))
        self._tables = None

    def values(self, key, **wanted):
        """By seed, the numbers under a key of the runs with these attributes."""
        return {run.seed: run.summary[key] for run in self.runs
                if all(getattr(run, name) == value for name, value in wanted.items())
                and isinstance(run.summary.get(key), (int, float))}

    def table(self, name):
        """Rows of tables/NAME.csv as dictionaries; none where there is no such table."""
        if self._tables is None:
            self._tables = tempfile.TemporaryDirectory(prefix="hebb-reproduce-")
            binary = os.environ.get("HEBB_BINARY", ROOT / "build/bin/hebb")
            done = subprocess.run([binary, "report", self.folder, "-o", self._tables.name, "-q"],
                                  capture_output=True, text=True, check=False)
            if done.returncode != 0:
                sys.exit(f"reproduce: hebb report {self.folder}: {done.stderr}")
        file = pathlib.Path(self._tables.name) / "tables" / f"{name}.csv"
        if not file.exists():
            return []
        with open(file, newline="", encoding="utf-8") as text:
            return list(csv.DictReader(text))


def within(t, freedom):
    """P(|T| < t) of Student's t with a whole number of degrees of freedom (Abramowitz and Stegun,
    26.7.3 and 26.7.4)."""
    theta = math.atan(t / math.sqrt(freedom))
    square, odd = math.cos(theta) ** 2, freedom % 2
    term, total = (math.cos(theta), 0.0) if odd else (1.0, 0.0)
    for i in range(1 + odd, freedom, 2):
        total += term
        term *= square * i / (i + 1)
    if odd:
        return 2 / math.pi * (theta + math.sin(theta) * total)
    return math.sin(theta) * total


def t_quantile(share, freedom):
    """t with P(|T| < t) = share."""
    low, high = 0.0, 1e4
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, freedom) < share else (low, middle)
    return high


def half_width(values):
    """Half of the 95 % confidence interval of the mean; None of a single number."""
    if len(values) < 2:
        return None
    return (t_quantile(0.95, len(values) - 1) * statistics.stdev(values) /
            math.sqrt(len(values)))


def mean_text(values, digits):
    """\"87.20 ± 0.31\"; without an interval of a single number; \"-\" of none."""
    values = list(values)
    if not values:
        return "-"
    half = half_width(values)
    text = f"{statistics.mean(values):.{digits}f}"
    return text if half is None else f"{text} ± {half:.{digits}f}"


def counts_text(numbers):
    """\"5\", \"1 to 5\": how many runs the cells have."""
    numbers = sorted(set(numbers))
    return "0" if not numbers else (
        str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}")


def markdown(header, rows, left=1):
    """A table; all but the first `left` columns are set to the right."""
    lines = ["| " + " | ".join(header) + " |",
             "| " + " | ".join(["---"] * left + ["---:"] * (len(header) - left)) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"
