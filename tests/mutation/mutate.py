#!/usr/bin/env python3
"""mutate -- breaks the equation of each rule in many small ways and sees whether its tests notice.

    tests/mutation/mutate.py [--build DIR] [--jobs N] [--quick N] [--seed S] [RULE...]

A mutant is built into a folder of its own, by the commands that build the rule, and tested there by
the rule's own tests (tests/rule/NAME_test.cpp, its section of test_golden) in that order, then by
`hebb plugin check`. One that all of them pass has survived: exit code 1. Mutants that compute the
same are named in equivalent/NAME.txt, a line each, and are not built: WAS => IS, then why on the
next line, indented.

--quick N takes N mutants of each rule, drawn by --seed, and leaves out `plugin check`.
"""

import argparse
import concurrent.futures
import os
import pathlib
import queue
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import mutants  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
TIME = 60  # seconds for each test: a loop that does not end is noticed too
STATES = ("killed", "survived", "equivalent", "not built")


class Rule:
    """A rule's source, and how it is built and tested."""

    def __init__(self, name, build):
        self.name = name
        self.build = build
        self.file = ROOT / "plugins" / "rule" / f"{name}.cpp"
        self.source = self.file.read_text()
        self.library = f"hebb_rule_{name}.so"
        self.commands = self.build_commands()
        self.equivalent = self.equivalent_mutants()

    def build_commands(self):
        """What ninja runs to compile and link the rule, without optimisation beyond -O1."""
        target = f"lib/hebb/plugins/{self.library}"
        listed = subprocess.run(["ninja", "-C", self.build, "-t", "commands", target], check=True,
                                capture_output=True, text=True).stdout.splitlines()
        own = [line for line in listed if str(self.file) in line or self.library in line]
        lines = [re.sub(r"^: && | && :$", "", line) for line in own]
        return [[word for word in shlex.split(line) if pathlib.Path(word).name != "ccache"]
                for line in lines]

    def equivalent_mutants(self):
        file = HERE / "equivalent" / f"{self.name}.txt"
        lines = file.read_text().splitlines() if file.exists() else []
        return {tuple(part.strip() for part in line.split("=>"))
                for line in lines if line and not line.startswith((" ", "#"))}

    def mutants(self):
        return mutants.mutants(self.source)

    def precompile(self, folder):
        """The header of all rules, read once instead of once for each mutant."""
        header = ROOT / "sdk/include/hebb/rule.hpp"
        (folder / "hebb").mkdir()
        self.call(self.commands[0], header, folder,
                  ["-x", "c++-header", "-o", str(folder / "hebb/rule.hpp.gch")])

    def make(self, source, folder):
        """True if it compiles: the library of `source` is then in the folder."""
        file = folder / f"{self.name}.cpp"
        file.write_text(source)
        return all(self.call(command, file, folder, []) for command in self.commands)

    def call(self, command, file, folder, more):
        words = [self.moved(word, file, folder) for word in command]
        if "-c" in words:
            words[1:1] = ["-I", str(folder)]
            at = words.index("-c")  # -x counts for what comes behind it
            words[at:at] = ["-O1", "-w", *more[:2]]
            words += more[2:]
        return subprocess.run(words, cwd=self.build, capture_output=True).returncode == 0

    def moved(self, word, file, folder):
        if word == str(self.file):
            return str(file)
        if word.endswith(".cpp.o"):
            return str(folder / "mutant.o")
        if word.endswith(".cpp.o.d"):
            return str(folder / "mutant.d")
        return str(folder / self.library) if word.endswith(self.library) else word

    def killer(self, folder, is_quick):
        """The first test that notices the library in the folder; "" if none does."""
        tests = {
            "rule": ["tests/test_rule", "-#", f"[#{self.name}_test]"],
            "golden": ["tests/test_golden", "-c", f"rule_{self.name}"],
        }
        if not is_quick:
            tests["check"] = ["bin/hebb", "plugin", "check", str(folder / self.library)]
        variables = dict(os.environ, HEBB_TEST_PLUGINS=str(folder), OMP_NUM_THREADS="1")
        for name, (program, *words) in tests.items():
            try:
                run = subprocess.run([self.build / program, *words], cwd=folder, env=variables,
                                     capture_output=True, timeout=TIME)
            except subprocess.TimeoutExpired:
                return name
            if run.returncode != 0:
                return name
        return ""


def chosen(rule, options):
    every = rule.mutants()
    if options.quick == 0 or len(every) <= options.quick:
        return every
    draw = random.Random(f"{options.seed} {rule.name}")
    return sorted(draw.sample(every, options.quick), key=lambda m: m.begin)


def outcome(rule, mutant, folder, options):
    """One of STATES, and what noticed it."""
    if mutant.shown(rule.source) in rule.equivalent:
        return "equivalent", ""
    if not rule.make(mutant.of(rule.source), folder):
        return "not built", ""
    killer = rule.killer(folder, options.quick > 0)
    return ("killed" if killer else "survived"), killer


def folders_for(rule, options, root):
    """A queue of a folder for each job, in which the rule as it is passes its tests."""
    folders = queue.Queue()
    for job in range(options.jobs):
        folder = pathlib.Path(root) / str(job)
        folder.mkdir()
        rule.precompile(folder)
        if not rule.make(rule.source, folder) or rule.killer(folder, options.quick > 0):
            sys.exit(f"mutate: {rule.name} fails its tests as it is, wanted a sound rule")
        folders.put(folder)
    return folders


def examine(rule, options):
    """Counts by state and by what killed; prints what survived."""
    counts = dict.fromkeys(STATES, 0) | {"rule": 0, "golden": 0, "check": 0}
    with (tempfile.TemporaryDirectory(prefix="hebb-mutant-") as root,
          concurrent.futures.ThreadPoolExecutor(options.jobs) as pool):
        folders = folders_for(rule, options, root)

        def examined(mutant):
            folder = folders.get()
            try:
                return outcome(rule, mutant, folder, options)
            finally:
                folders.put(folder)

        every = chosen(rule, options)
        for mutant, (state, killer) in zip(every, pool.map(examined, every)):
            counts[state] += 1
            if killer:
                counts[killer] += 1
            if state == "survived":
                was, now = mutant.shown(rule.source)
                print(f"{rule.file.relative_to(ROOT)}:{mutant.line(rule.source)}: survived\n"
                      f"  {was} => {now}", flush=True)
    return counts


def rules_in(options):
    names = options.rules or [file.stem for file in sorted((ROOT / "plugins/rule").glob("*.cpp"))]
    for name in names:
        if not (ROOT / "plugins/rule" / f"{name}.cpp").exists():
            sys.exit(f"mutate: there is no plugins/rule/{name}.cpp")
    return [Rule(name, options.build) for name in names]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build",
                        help="a build with tests, made by Ninja (default: build)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N",
                        help="mutants at once (default: one for each core)")
    parser.add_argument("--quick", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("rules", nargs="*", metavar="RULE")
    options = parser.parse_args()
    if options.jobs < 1:
        parser.error(f"--jobs is {options.jobs}, wanted 1 or more")
    options.build = options.build.resolve()
    return options


def main():
    options = arguments()
    begin = time.monotonic()
    columns = (*STATES, "rule", "golden", "check")
    rows = {rule.name: examine(rule, options) for rule in rules_in(options)}
    rows["all"] = {column: sum(row[column] for row in rows.values()) for column in columns}
    print(f"{'':20}" + "".join(f"{column:>11}" for column in columns))
    for name, counts in rows.items():
        print(f"{name:20}" + "".join(f"{counts[column]:>11}" for column in columns))
    print(f"{time.monotonic() - begin:.0f} s")
    sys.exit(1 if rows["all"]["survived"] else 0)


if __name__ == "__main__":
    main()
