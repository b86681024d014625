"""figures -- the paper's figures, drawn from our runs into docs/figures."""

import shutil
import statistics
import subprocess
import sys

COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"]  # Okabe and Ito
MOST_BYTES = 300_000


def of(results, data, units, name):
    return [run for run in results.runs
            if (run.data, run.units, run.name) == (data, units, name)]


def mean_curve(runs, key):
    """(samples, mean, least, most) over the runs, at the reports that all have."""
    curves = [dict(run.curve(key)) for run in runs]
    common = sorted(set.intersection(*(set(curve) for curve in curves))) if curves else []
    thin = max(1, len(common) // 150)
    kept = [at for i, at in enumerate(common) if i % thin == 0 or at == common[-1]]
    return [(at, statistics.mean(values), min(values), max(values))
            for at in kept for values in [[curve[at] for curve in curves]]]


def block(name, points):
    lines = "\n".join(" ".join(f"{value:.6g}" for value in point) for point in points)
    return f"${name} << EOD\n{lines}\nEOD\n"


def gnuplot(file, script):
    name = file.stem.replace("-", "_")
    head = (f"set terminal svg size 840,400 dynamic noenhanced background rgb 'white' font "
            f"'sans-serif,13' name '{name}'\nset output '{file}'\n"
            "set border 3\nset tics nomirror out\nset grid ytics lw 0.5 dt 3\n"
            "set yrange [0:1]\nset xrange [0:60000]\nset xtics 0, 20000\n"
            "set xlabel 'samples shown'\nset key outside below maxrows 2\n")
    done = subprocess.run(["gnuplot"], input=head + script, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"reproduce: gnuplot: {done.stderr}")


def lines_of_rules(results, data, panel):
    """Blocks of data and plots of the rules' Gini curves; one colour for each."""
    softhebb = "softhebb as run" if data == "MNIST" else "softhebb as run, rate .01"
    wanted = [("liuson as run", "gini", "the paper''s rule"),
              (softhebb, "gini", "SoftHebb, hidden layer"),
              (softhebb, "head.gini", "SoftHebb, output head"),
              ("hebbnet as run", "gini", "HebbNet")]
    blocks, plots = "", []
    for i, (name, key, title) in enumerate(wanted):
        points = mean_curve(of(results, data, 32, name), key)
        if not points:
            continue
        blocks += block(f"p{panel}s{i}", points)
        look = f"lc rgb '{COLOURS[i]}'"
        plots.append(f"$p{panel}s{i} using 1:3:4 with filledcurves fs transparent solid 0.2 "
                     f"noborder {look} notitle, $p{panel}s{i} using 1:2 with lines lw 2 "
                     f"dt {i + 1} {look} title '{title}'")
    return blocks, plots


def figure1(results, file):
    """Gini coefficients over training at 32 units: mean of the seeds, band from least to most."""
    blocks, panels = "", ""
    for panel, data in enumerate(("MNIST", "CIFAR-10")):
        more, plots = lines_of_rules(results, data, panel)
        if plots:
            blocks += more
            panels += (f"set origin {panel / 2}, 0\nset size 0.5, 1\nset title '{data}, 32 units'\n"
                       f"set ylabel 'Gini coefficient'\nplot {', '.join(plots)}\n")
    if panels:
        gnuplot(file, blocks + "set multiplot\n" + panels + "unset multiplot\n")


def figure3(results, file):
    """Gini over training of the paper's rule on CIFAR-10 at 32 units: a line for each seed."""
    runs = of(results, "CIFAR-10", 32, "liuson as run")
    blocks = "".join(block(f"s{run.seed}", mean_curve([run], "gini")) for run in runs)
    plots = [f"$s{run.seed} using 1:2 with lines lw 1.5 lc rgb '{COLOURS[i % len(COLOURS)]}' "
             f"title 'seed {run.seed}'" for i, run in enumerate(runs)]
    if plots:
        gnuplot(file, blocks + "set title 'the paper''s rule, CIFAR-10, 32 "
                f"units'\nset ylabel 'Gini coefficient'\nplot {', '.join(plots)}\n")


def figure3_text(results):
    """What Figure 3 shows, in numbers."""
    dips = []
    for run in of(results, "CIFAR-10", 32, "liuson as run"):
        curve = [point for point in run.curve("gini") if point[0] >= 3200]
        if curve:
            at, least = min(curve, key=lambda point: point[1])
            dips.append((curve[0][1], at, least, curve[-1][1]))
    first, at, least, last = (statistics.mean(values) for values in zip(*dips))
    rising = sum(dip[3] > dip[2] + 0.005 for dip in dips)
    return (f"From {first:.2f} after 100 updates it falls to {least:.2f} (after {at:.0f} samples) "
            f"and ends at {last:.2f}, means of {len(dips)} seeds; it rises again by more than .005 "
            f"in {rising} of them.\n")


def weights(results, file, data, units, name):
    """The picture of the learned weights that the run of the smallest seed has drawn."""
    runs = of(results, data, units, name)
    source = runs[0].folder / "images" / "weights.png" if runs else None
    if source is None or not source.exists():
        return
    if source.stat().st_size > MOST_BYTES:
        sys.exit(f"reproduce: {source} has more than {MOST_BYTES} bytes")
    shutil.copyfile(source, file)


RULE = "liuson as run"
# What draws a figure into a file, its file, and what it shows.
FIGURES = {
    1: (figure1, "paper-1.svg",
        "Gini coefficient over training of the three rules with 32 units, on both data sets"),
    2: (lambda r, file: weights(r, file, "MNIST", 32, RULE), "paper-2.png",
        "The weights of 32 units as small grey images"),
    3: (figure3, "paper-3.svg", "Gini coefficient over training, a line for each seed"),
    4: (lambda r, file: weights(r, file, "MNIST", 2048, RULE), "paper-4.png",
        "The weights of 256 units as small grey images"),
    5: (lambda r, file: weights(r, file, "CIFAR-10", 32, RULE), "paper-5.png",
        "The weights of 32 units as small coloured images"),
}


def figure(results, number, folder):
    """Draws a figure; what the page says of it."""
    folder.mkdir(exist_ok=True)
    draw, name, alt = FIGURES[number]
    (folder / name).unlink(missing_ok=True)
    draw(results, folder / name)
    if not (folder / name).exists():
        return "Not run yet.\n"
    text = f"![{alt}](figures/{name})\n"
    return text + ("\n" + figure3_text(results) if number == 3 else "")
