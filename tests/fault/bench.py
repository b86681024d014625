"""bench -- a folder with a finished run, the command that does a second one, and what is left."""
import dataclasses
import errno
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

DOCUMENTED = {0, 1, 2, 3, 75}
TIMEOUT = 60  # s; an undisturbed command takes half a second
EXPERIMENT = """schema: 1
data: {name: digits, train: 60, test: 20}
model: {units: 4}
rule: softhebb
train: {rate: 0.05, batch: 10}
metrics: [{name: gini, every: 2}]
probe: {epochs: 2}
checkpoint: {minutes: 0, steps: 4}
threads: 1
"""


@dataclasses.dataclass
class Fault:
    call: str
    error: str
    nth: int
    stays: bool = False

    def environment(self):
        number = "short" if self.error == "short" else str(getattr(errno, self.error, 0))
        variables = {"HEBB_FAULT_CALL": self.call, "HEBB_FAULT_ERROR": number,
                     "HEBB_FAULT_NTH": str(self.nth)}
        return variables | ({"HEBB_FAULT_STAYS": "1"} if self.stays else {})

    def reasons(self):
        """Words of which a message must have one."""
        if self.error in ("short", "none"):
            return []
        if self.error == "ENOMEM":
            return ["memory", "bad_alloc"]
        return [os.strerror(getattr(errno, self.error))]


@dataclasses.dataclass
class Finding:
    fault: Fault
    where: str
    code: object
    happened: str
    kept: str
    start: str
    problems: list
    said: str = ""

    def row(self):
        error = self.fault.error + (", from then on" if self.fault.stays else "")
        return (self.fault.call, error, self.where, str(self.code), self.happened, self.kept)

    def __str__(self):
        return (f"{self.fault} ({self.start}) at {self.where}: exit {self.code}, {self.kept}: "
                f"{'; '.join(self.problems)}\n  {self.said.strip()}")


def place(path, out):
    """What kind of file a path in the output folder is."""
    if not path:
        return "-"
    name = os.path.relpath(path, out)
    run = r"[0-9a-f]{16}"
    for pattern, text in [
            (r"\.claims/(worker-|\.|#).*", "worker's entry"), (r"\.claims/.*", "claim"),
            (rf"\.staging/{run}-[^/]*/(.*)", r"run at work: \1"),
            (rf"\.staging/{run}-[^/]*", "run at work"),
            (rf"\.checkpoints/{run}/metrics.jsonl", "checkpoint: metrics"),
            (rf"\.checkpoints/{run}.*", "checkpoint"),
            (rf"failed/{run}.*", "failed run"),
            (rf"{run}/(.*)", r"finished run: \1"), (run, "finished run")]:
        if re.fullmatch(pattern, name):
            name = re.sub(pattern, text, name)
            break
    return re.sub(r"\.hebb-[0-9-]+\.tmp", "temporary", name)


def files_of(run):
    """Of a run's directory what must be the same each time, by path."""
    content = {}
    for path in sorted(run.rglob("*")):
        name = str(path.relative_to(run))
        if path.is_dir() or name in ("run.json", "log.txt"):
            continue
        content[name] = path.read_bytes()
    summary = json.loads(content.get("summary.json", b"{}"))
    content["summary.json"] = {k: v for k, v in summary.items() if not k.endswith("seconds")}
    return content


class Bench:
    def __init__(self):
        self.start = "fresh"
        self.root = Path(tempfile.mkdtemp(prefix="hebb-faults-"))
        self.out = self.root / "out"
        self.library = self.root / "fault.so"
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(self.root / "cache"),
                                HEBB_PLUGIN_PATH="")
        self.experiment = self.root / "experiment.yaml"
        self.experiment.write_text(EXPERIMENT, encoding="utf-8")
        source = Path(__file__).with_name("fault.c")
        subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-O1", "-o",
                        str(self.library), str(source), "-ldl"], check=True)
        self.prepare()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def prepare(self):
        """The undisturbed runs, and the folders that a case starts from."""
        self.command(seeds=1)
        shutil.copytree(self.out, self.root / "fresh")
        [self.first] = [p.name for p in self.out.iterdir() if re.fullmatch("[0-9a-f]{16}", p.name)]
        self.command()
        self.runs = {p.name: files_of(p) for p in self.out.iterdir()
                     if re.fullmatch("[0-9a-f]{16}", p.name)}
        assert len(self.runs) == 2, self.runs.keys()
        [self.second] = set(self.runs) - {self.first}
        self.reset("fresh")
        self.stop_late()
        shutil.copytree(self.out, self.root / "resumed")

    def stop_late(self):
        """The second run fails when it writes its summary: its checkpoints are kept."""
        for nth in range(self.count("rename"), 0, -1):
            self.reset("fresh")
            self.command(Fault("rename", "EIO", nth))
            if list((self.out / ".checkpoints" / self.second).glob("*.state")):
                if (self.out / "failed" / self.second).exists():
                    return
        raise AssertionError("no fault leaves a failed run with a checkpoint")

    def reset(self, start):
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.root / start, self.out)

    def words(self, seeds=2):
        return [os.environ["HEBB_BINARY"], "run", str(self.experiment), "-s",
                f"sweep.seeds={seeds}", "-j", "1", "-o", str(self.out), "--no-color"]

    def command(self, fault=None, seeds=2, limit=None):
        """Runs it; the exit code is None after TIMEOUT seconds."""
        environment = dict(self.environment)
        if fault is not None:
            (self.root / "count").write_bytes(bytes(8))
            (self.root / "log").unlink(missing_ok=True)
            environment |= fault.environment() | {
                "LD_PRELOAD": str(self.library), "HEBB_FAULT_UNDER": str(self.out),
                "HEBB_FAULT_COUNT": str(self.root / "count"),
                "HEBB_FAULT_LOG": str(self.root / "log")}
        with subprocess.Popen(self.words(seeds), env=environment, preexec_fn=limit,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8",
                              errors="replace") as process:
            try:
                said, _ = process.communicate(timeout=TIMEOUT)
                return process.returncode, said
            except subprocess.TimeoutExpired:
                process.kill()
                return None, process.communicate()[0]

    def count(self, call):
        self.reset(self.start)
        code, said = self.command(Fault(call, "none", 0))
        assert code == 0, said
        return int.from_bytes((self.root / "count").read_bytes(), "little")

    def under(self, fault):
        self.reset(self.start)
        code, said = self.command(fault)
        log = self.root / "log"
        struck = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        where = place(struck[0].split(" ", 1)[1], str(self.out)) if struck else "(not reached)"
        return self.look(fault, where, code, said)

    def look(self, fault, where, code, said):
        """What a command has left, and what the same one without the fault makes of it."""
        problems = self.wrong_with_answer(fault, code, said) + self.wrong_with_runs()
        kept = self.kept()
        again, more = self.command()
        problems += self.wrong_at_the_end(again, more)
        happened = "ended as if nothing had been" if code == 0 else "ended with a message"
        if code == 0 and re.search("warning|trying once more|begins anew", said + self.log()):
            happened = "ended, with a warning"
        return Finding(fault, where, code, happened, kept, self.start, problems, said)

    def log(self):
        file = self.out / self.second / "log.txt"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def wrong_with_answer(self, fault, code, said):
        if code is None:
            return [f"still there after {TIMEOUT} s"]
        problems = [] if code in DOCUMENTED else [f"exit code {code} is not documented"]
        if code == 0:
            return problems
        if fault.reasons() and not any(reason in said for reason in fault.reasons()):
            problems.append("the message does not name the cause")
        if fault.call not in ("malloc", "mmap", "fork", "limit") and str(self.out) not in said:
            problems.append("the message does not name the file")
        return problems

    def wrong_with_runs(self):
        """Whatever looks like a run must be a whole one."""
        problems = []
        if not (self.out / self.first).exists():
            problems.append("the finished run is gone")
        for name, content in self.runs.items():
            if (self.out / name).exists() and files_of(self.out / name) != content:
                problems.append(f"run {name} has other bytes")
        if (self.out / "stale").exists():
            problems.append("something was set aside as stale")
        return problems

    def wrong_at_the_end(self, code, said):
        problems = [] if code == 0 else [f"the command again: exit {code}: {said.strip()}"]
        problems += [f"again: {problem}" for problem in self.wrong_with_runs()]
        if not (self.out / self.second).exists():
            problems.append("again: the second run is missing")
        for folder in (".staging", ".checkpoints", ".claims", "failed"):
            left = [p.name for p in (self.out / folder).glob("*")]
            if left:
                problems.append(f"again: {folder} is left with {left}")
        return problems

    def kept(self):
        parts = ["the finished run"]
        if (self.out / self.second).exists():
            parts.append("the new one")
        if list((self.out / ".checkpoints" / self.second).glob("*.state")):
            parts.append("its checkpoint")
        return ", ".join(parts)
