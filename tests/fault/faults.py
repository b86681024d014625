"""faults -- runs `hebb run` with one fault at a time and looks at what is left.

    faults.py [--sample N] [--table FILE]

Each case starts from a folder with one finished run and has to do a second one. The exit code must
be a documented one, a message must name the file and the cause, the finished run must stay as it
is, and the same command without the fault must end with the bytes of an undisturbed run. Of each
kind N cases, by default 1; all of them with HEBB_TEST_FULL=1. --table writes between the marks of a
page.
"""
import argparse
import os
import random
import sys
import time

import limits
from bench import Bench, Fault, Finding

# Call, errors, and whether all calls after that one fail as well.
FAULTS = [
    ("open", "EMFILE", False), ("open", "EIO", False), ("open", "EROFS", True),
    ("write", "ENOSPC", True), ("write", "EIO", False), ("write", "short", False),
    ("fsync", "EIO", False), ("fsync", "ENOSPC", True),
    ("rename", "EIO", False), ("rename", "ENOSPC", True),
    ("link", "EIO", False), ("mkdir", "EROFS", True), ("mkdir", "ENOSPC", False),
    ("close", "EIO", False), ("ftruncate", "EIO", False),
    ("read", "EIO", False), ("read", "EIO", True), ("read", "short", False),
    ("readdir", "EIO", False), ("readdir", "EIO", True), ("stat", "EIO", False), ("stat", "EIO", True),
    ("malloc", "ENOMEM", False), ("mmap", "ENOMEM", False), ("fork", "EAGAIN", False),
]
SEED = 1


def cases(bench, sample):
    """All if `sample` is 0."""
    chosen = random.Random(SEED)
    for start in ("fresh", "resumed"):
        bench.start = start
        counts = {}
        for call, error, stays in FAULTS:
            if call not in counts:
                counts[call] = bench.count(call)
            every = range(1, counts[call] + 1)
            which = every if sample == 0 else chosen.sample(every, min(sample, len(every)))
            for nth in which:
                yield Fault(call, error, nth, stays)


def write_table(page, findings):
    rows = {}
    for finding in findings:
        key = finding.row()
        rows[key] = rows.get(key, 0) + 1
    lines = ["| call | error | at | cases | exit | what happened | what was kept |",
             "|---|---|---|---:|---|---|---|"]
    for (call, error, where, code, happened, kept), count in sorted(rows.items()):
        lines.append(f"| {call} | {error} | {where} | {count} | {code} | {happened} | {kept} |")
    begin, end = "<!-- faults -->\n", "<!-- end of faults -->"
    with open(page, encoding="utf-8") as file:
        text = file.read()
    before, after = text.split(begin)[0], text.split(end)[1]
    with open(page, "w", encoding="utf-8") as file:
        file.write(before + begin + "\n".join(lines) + "\n" + end + after)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=1)
    parser.add_argument("--table")
    options = parser.parse_args()
    is_full = os.environ.get("HEBB_TEST_FULL", "") not in ("", "0")
    begin = time.monotonic()
    findings = []
    with Bench() as bench:
        findings += [bench.under(fault) for fault in cases(bench, 0 if is_full else options.sample)]
        bench.start = "fresh"
        findings += limits.all_of(bench, is_full)
    wrong = [finding for finding in findings if finding.problems]
    for finding in wrong:
        print(f"FAILED: {finding}", flush=True)
    if options.table:
        write_table(options.table, findings)
    print(f"{len(findings)} faults, {len(wrong)} with problems, "
          f"{time.monotonic() - begin:.0f} s")
    return 1 if wrong or not findings else 0


if __name__ == "__main__":
    sys.exit(main())
