# fetch -- `hebb data fetch | verify | path` against a server on loopback, one case after another.
"""Each case is a function check_NAME; arguments choose some. One that does not hold ends with a
traceback."""

import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tarfile
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from unruly_server import Server  # noqa: E402

BINARY = os.environ["HEBB_BINARY"]
SCRATCH = pathlib.Path(tempfile.mkdtemp(prefix="hebb-fetch-"))
IDX = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
       "t10k-labels-idx1-ubyte")
BATCHES = [f"data_batch_{i}.bin" for i in range(1, 6)] + ["test_batch.bin"]
ENVIRONMENT = {k: v for k, v in os.environ.items()
               if not k.startswith("HEBB_DATA") and not k.lower().endswith("_proxy")}
ENVIRONMENT["HOME"] = str(SCRATCH / "home")


def digest(data):
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def noise(count, key):
    """Bytes that do not compress, the same every time."""
    return hashlib.shake_128(key.encode()).digest(count)


def idx_files():
    """A set of four files, as small as they can be but for the training images of 200 kB."""
    def idx(shape, data):
        return struct.pack(f">BBBB{len(shape)}I", 0, 0, 8, len(shape), *shape) + data
    def labels(count):
        return bytes(i % 10 for i in range(count))
    plain = (idx((256, 28, 28), noise(256 * 784, "train")), idx((256,), labels(256)),
             idx((20, 28, 28), noise(20 * 784, "test")), idx((20,), labels(20)))
    return {name: gzip.compress(data, mtime=0) for name, data in zip(IDX, plain)}


def tar(members):
    """members: (name, type, content or link target)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, kind, content in members:
            member = tarfile.TarInfo(name)
            member.type = kind
            if kind == tarfile.REGTYPE:
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            else:
                member.linkname = content
                archive.addfile(member)
    return out.getvalue()


FILES = idx_files()
CIFAR = {name: noise(5000, name) for name in BATCHES}
MEMBERS = [("cifar-10-batches-bin/" + name, tarfile.REGTYPE, data) for name, data in CIFAR.items()]


class Case:
    """A server, a table of its files, and an empty data root."""

    def __init__(self, archive=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
        self.root = self.folder / "root"
        self.served = self.folder / "served"
        for name in ("mnist", "fashion-mnist"):
            (self.served / name).mkdir(parents=True)
            for file, data in FILES.items():
                (self.served / name / (file + ".gz")).write_bytes(data)
        (self.served / "cifar-10").mkdir()
        archive = archive if archive is not None else tar(MEMBERS)
        (self.served / "cifar-10/c.tar.gz").write_bytes(archive)
        self.server = Server(self.served)
        packed = [{"name": name, "packed": digest(data)} for name, data in FILES.items()]
        self.table = self.folder / "table.json"
        self.contents = {
            "mnist": {"folder": "mnist", "mirrors": ["http://127.0.0.1:9/"], "files": packed},
            "fashion-mnist": {"folder": "fashion-mnist", "mirrors": ["http://127.0.0.1:9/"],
                              "files": packed},
            "cifar-10": {
                "folder": "cifar-10-batches-bin", "mirrors": ["http://127.0.0.1:9/"],
                "archive": {"name": "c.tar.gz", **digest(archive)},
                "files": [{"name": n, "plain": digest(d)} for n, d in CIFAR.items()]}}
        self.write_table()

    def write_table(self):
        self.table.write_text(json.dumps(self.contents))

    def command(self, *arguments, manners=(), table=True):
        words = [BINARY, "data", *arguments]
        for manner in manners:
            words += ["--mirror", self.server.address(manner) if ":" not in manner else manner]
        return words + (["--table", str(self.table)] if table else [])

    def environment(self, **additions):
        return {**ENVIRONMENT, "HEBB_DATA_DIR": str(self.root), **additions}

    def hebb(self, *arguments, code=0, says=None, manners=(), table=True, setup=None, **variables):
        """What it wrote to standard output, after a look at exit code and messages."""
        done = subprocess.run(self.command(*arguments, manners=manners, table=table),
                              env=self.environment(**variables), capture_output=True, text=True,
                              timeout=60, preexec_fn=setup, check=False)
        assert done.returncode == code, (arguments, manners, done.returncode, done.stderr)
        assert says is None or re.search(says, done.stderr + done.stdout), (says, done.stderr)
        return done.stdout

    def fetch(self, *manners, name="mnist", options=(), **expectations):
        return self.hebb("fetch", name, *options, manners=manners, **expectations)

    def tree(self):
        """The files under the root, without the working folders."""
        return {str(p.relative_to(self.root)): p.read_bytes() for p in self.root.rglob("*")
                if p.is_file() and ".hebb-fetch-" not in str(p)}

    def partial(self):
        found = list(self.root.glob(".hebb-fetch-*/*.part"))
        return found[0].read_bytes() if found else None

    def wait_for_partial(self, size):
        deadline = time.monotonic() + 30
        while len(self.partial() or b"") < size:
            assert time.monotonic() < deadline, "the bytes do not arrive"
            time.sleep(0.01)

    def check_whole(self, name="mnist"):
        wanted = ({f"cifar-10-batches-bin/{n}": d for n, d in CIFAR.items()} if name == "cifar-10"
                  else {f"{name}/{n}.gz": d for n, d in FILES.items()})
        assert self.tree() == wanted, self.tree().keys()
        assert not list(self.root.glob(".hebb-fetch-*")), "a working folder is left"

    def check_nothing(self):
        assert self.tree() == {}, self.tree().keys()


def check_good_mirror():
    case = Case()
    out = case.fetch("good", says="fetching http://127.0.0.1:.*/mnist/train-images-idx3-ubyte.gz")
    assert out == f"mnist: fetched, and is as published, in {case.root}/mnist\n", out
    case.check_whole()
    requests = len(case.server.requests)
    assert requests == 4, case.server.requests
    assert case.fetch("good") == f"mnist: is there in {case.root}/mnist\n"
    assert len(case.server.requests) == requests, "what is there was fetched again"
    assert case.hebb("path", "mnist", table=False) == f"{case.root}/mnist\n"
    found = json.loads(case.hebb("fetch", "mnist", "--json"))
    assert [file["fetched"] for file in found[0]["files"]] == [False] * 4
    # One that is lost is brought back, and only that one.
    (case.root / "mnist" / (IDX[2] + ".gz")).unlink()
    case.fetch("good")
    assert [path for path, _ in case.server.requests[4:]] == [f"/good/mnist/{IDX[2]}.gz"]
    case.check_whole()


def check_failures():
    """Each with its message and exit code 3, and nothing that a run takes for data."""
    for manner, says in (
            ("wrong", r"sha256 [0-9a-f]{64} of \d+ bytes, wanted [0-9a-f]{64} of \d+"),
            ("page", r"sha256 [0-9a-f]{64} of 25 bytes, wanted"),
            ("says_less", r"sha256 .* of \d+ bytes, wanted"),
            ("says_more", r"more bytes than the \d+ that|the connection broke after \d+ bytes"),
            ("endless", r"more bytes than the \d+ that the file may have"),
            ("drop_at_once", "the connection broke after 0 bytes"),
            ("moved_round", "more than 5 redirections"),
            ("moved_to_file", "neither http nor https"),
            ("error", "the server answered with HTTP 500"),
            ("no_such_manner", "the server answered with HTTP 404"),
            ("http://127.0.0.1:9", "[Cc]onnect")):
        case = Case()
        case.fetch(manner, code=3, says=f"{IDX[0]}.gz could not be fetched: http://.*: .*{says}")
        case.check_nothing()
        case.hebb("verify", "mnist", code=3, says="mnist: ")
        case.hebb("path", "mnist", code=3, says="hebb data fetch mnist", table=False)
        case.fetch("good")
        case.check_whole()


def check_next_mirror():
    case = Case()
    case.fetch("no_such_manner", "wrong", "good", says="HTTP 404; next mirror")
    case.check_whole()
    case = Case()
    case.fetch("error", "page", code=3, says="error/.*: the server .* 500; .*page/.*: sha256")
    case.check_nothing()


def check_redirection():
    case = Case()
    case.fetch("moved")
    case.check_whole()


def check_resume():
    # One mirror that always breaks off is asked for the rest.
    case = Case()
    case.fetch("drop", "good", says="the connection broke after .* bytes; going on from there")
    case.check_whole()
    first, second = case.server.requests[:2]
    assert first == (f"/drop/mnist/{IDX[0]}.gz", None), first
    assert second == (f"/drop/mnist/{IDX[0]}.gz", f"bytes={len(FILES[IDX[0]]) // 3}-"), second
    # What a fetch that failed has left, the next one goes on from.
    case = Case()
    case.fetch("stall", options=("--timeout", "1s"), code=3,
               says="less than 1000 bytes a second, for 1 s, after")
    case.check_nothing()
    left = case.partial()
    assert left == FILES[IDX[0]][:len(FILES[IDX[0]]) // 3]
    case.fetch("good")
    assert (f"/good/mnist/{IDX[0]}.gz", f"bytes={len(left)}-") in case.server.requests
    case.check_whole()


def leave(case, data):
    work = case.root / ".hebb-fetch-mnist"
    work.mkdir(parents=True)
    (work / f"{IDX[0]}.gz.part").write_bytes(data)


def check_resume_from_anything():
    """Whatever lies there and however the server goes on, the right file comes out."""
    right = FILES[IDX[0]]
    for left in (right[:1000], bytes(1000), right, right + b"more", bytes(10 * len(right)), b""):
        for manner in ("good", "no_range", "wrong_range"):
            case = Case()
            leave(case, left)
            case.fetch(manner)
            case.check_whole()


def check_slow():
    case = Case()
    case.fetch("slow", options=("--timeout", "1s"))
    case.check_whole()


def check_killed():
    for number, code in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 75),
                         (signal.SIGTERM, 75)):
        case = Case()
        process = subprocess.Popen(case.command("fetch", "mnist", manners=["stall"]),
                                   env=case.environment(), stderr=subprocess.PIPE, text=True)
        assert case.server.stalled.wait(30)
        case.wait_for_partial(len(FILES[IDX[0]]) // 3)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
        assert process.returncode == code, (number, process.returncode, err)
        assert number == signal.SIGKILL or "the same command goes on" in err, err
        case.check_nothing()
        case.fetch("good")
        assert case.server.requests[1][1], "it did not go on from what was there"
        case.check_whole()


def check_two_at_once():
    case = Case()
    both = [subprocess.Popen(case.command("fetch", "mnist", "cifar-10", manners=["slow"]),
                             env=case.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True) for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    names = sorted(path for path, _ in case.server.requests)
    assert len(names) == len(set(names)) == 5, "a file was fetched twice"
    wanted = {f"mnist/{n}.gz": d for n, d in FILES.items()}
    wanted.update({f"cifar-10-batches-bin/{n}": d for n, d in CIFAR.items()})
    assert case.tree() == wanted
    assert not list(case.root.glob(".hebb-fetch-*"))


def check_unwritable():
    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
    case = Case()
    case.fetch("good", code=1, says=f"{IDX[0]}.gz.part: cannot be written: File too large",
               setup=small_files)
    case.check_nothing()
    case.fetch("good")
    case.check_whole()
    case = Case()
    case.fetch("good", code=1, says="/sys/.*: cannot be made: ", HEBB_DATA_DIR="/sys/hebb")


def check_proxy():
    case = Case()
    proxy = case.server.address("").rstrip("/")
    case.fetch("http://data.invalid/good", http_proxy=proxy)
    case.check_whole()
    case = Case()
    case.fetch("http://127.0.0.1:9/good", code=3, http_proxy=proxy, no_proxy="127.0.0.1")


def check_mirrors_of_environment():
    case = Case()
    case.fetch(HEBB_DATA_MIRROR=f"{case.server.address('error')} {case.server.address('good')}/")
    case.check_whole()
    case = Case()
    case.fetch(code=2, says="HEBB_DATA_MIRROR: got 'ftp://a', wanted http", HEBB_DATA_MIRROR="ftp://a")
    # The addresses of the table itself.
    case.contents["mnist"]["mirrors"] = [case.server.address("good") + "/mnist/"]
    case.write_table()
    case.fetch()
    case.check_whole()


def check_run_fetches_nothing():
    case = Case()
    (case.folder / "a.yaml").write_text("schema: 1\ndata: fashion-mnist\nmodel: {units: 4}\n"
                                        "rule: softhebb\ntrain: {rate: 0.1}\n")
    run = [BINARY, "run", str(case.folder / "a.yaml"), "-o", str(case.folder / "out")]
    environment = case.environment(HEBB_DATA_MIRROR=case.server.address("good"))
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "hebb data fetch fashion-mnist" in done.stderr, done.stderr
    assert case.server.requests == []
    # And reads what was fetched.
    case.fetch("good", name="fashion-mnist")
    case.check_whole("fashion-mnist")
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def check_archive():
    case = Case()
    case.fetch("drop", "good", name="cifar-10", says="unpacking c.tar.gz")
    case.check_whole("cifar-10")
    (case.root / "cifar-10-batches-bin/test_batch.bin").unlink()
    case.fetch("good", name="cifar-10")
    case.check_whole("cifar-10")


def check_hostile_archive():
    link, hard, pipe = tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE
    name = "cifar-10-batches-bin/data_batch_1.bin"
    outside = str(SCRATCH / "outside")
    passed_over = [("../outside", tarfile.REGTYPE, b"x"), (outside, tarfile.REGTYPE, b"x"),
                   ("cifar-10-batches-bin/../../outside", tarfile.REGTYPE, b"x"),
                   ("cifar-10-batches-bin", link, str(SCRATCH)),
                   (name, link, outside), (name, hard, "/etc/passwd"), (name, pipe, ""),
                   ("data_batch_1.bin", tarfile.REGTYPE, b"x"),
                   ("mnist/train-images-idx3-ubyte", tarfile.REGTYPE, b"x")]
    case = Case(tar(passed_over + MEMBERS))
    case.fetch("good", name="cifar-10")
    case.check_whole("cifar-10")
    assert not pathlib.Path(outside).exists()
    whole = tar(MEMBERS)
    for archive, says in (
            (tar(MEMBERS[1:]), f"has no file {name}"),
            (tar(MEMBERS[1:] + [(name, link, outside)]), f"has no file {name}"),
            (tar(MEMBERS + MEMBERS[:1]), f"{name} is there twice"),
            (tar([(name, tarfile.REGTYPE, bytes(4999))] + MEMBERS[1:]),
             f"{name} has 4999 bytes, wanted 5000"),
            (tar([(name, tarfile.REGTYPE, bytes(90000))] + MEMBERS[1:]),
             f"{name} has more than 5000 bytes, wanted 5000"),
            (tar([(name, tarfile.REGTYPE, bytes(5000))] + MEMBERS[1:]),
             f"{name}: sha256 .*, wanted"),
            (whole[:len(whole) // 2], "truncated"), (b"no archive" * 100, "[Aa]rchive"), (b"", "")):
        case = Case(archive)
        case.fetch("good", name="cifar-10", code=3, says=says)
        case.hebb("path", "cifar-10", code=3, table=False)
    assert not pathlib.Path(outside).exists()


def check_files_that_differ():
    case = Case()
    case.fetch("good")
    file = case.root / "mnist" / (IDX[1] + ".gz")
    file.write_bytes(b"mine")
    case.fetch("good", code=3, says=f"{file}: sha256 .*, wanted .* as published; --force replaces")
    case.hebb("verify", "mnist", code=3, says=f"{file}: differs from the published file")
    assert file.read_bytes() == b"mine"
    case.fetch("good", options=("--force",))
    case.check_whole()
    # A plain file would be found before the packed one.
    (case.root / "mnist" / IDX[1]).write_bytes(b"mine")
    case.contents["mnist"]["files"][1]["plain"] = digest(gzip.decompress(FILES[IDX[1]]))
    case.write_table()
    case.fetch("good", options=("--force",))
    case.check_whole()


def check_verify():
    case = Case()
    case.fetch("good")
    out = case.hebb("verify", "mnist")
    assert out.count(": as published\n") == 4, out
    plain = gzip.decompress(FILES[IDX[0]])
    (case.root / "mnist" / (IDX[0] + ".gz")).write_bytes(gzip.compress(plain, 1, mtime=1))
    case.hebb("verify", "mnist", code=3)
    case.contents["mnist"]["files"][0]["plain"] = digest(plain)
    case.write_table()
    case.hebb("verify", "mnist", says="the published content, packed otherwise")
    case.fetch("good")
    (case.root / "mnist" / (IDX[1] + ".gz")).unlink()
    (case.root / "mnist" / IDX[1]).write_bytes(gzip.decompress(FILES[IDX[1]]))
    case.hebb("verify", "mnist", code=3, says="cannot be compared")
    verdicts = json.loads(case.hebb("verify", "mnist", "--json", code=3))[0]["files"]
    assert [v["verdict"] for v in verdicts][2:] == ["as published"] * 2, verdicts


def check_usage():
    case = Case()
    for arguments, says in (
            (["fetch"], "data fetch: no data set is named"),
            (["fetch", "digits"], "'digits' is no published data set, wanted one of cifar-10, "),
            (["fetch", "../mnist"], "is no published data set"),
            (["verify", "npy"], "'npy' is no published data set"),
            (["list", "mnist"], "data list: takes no name"),
            (["path", "mnist", "--force"], "data path: --force does not apply"),
            (["fetch", "mnist", "--timeout", "30"], "--timeout"),
            (["fetch", "mnist", "--mirror", "file:///etc"], "--mirror: got 'file:///etc', wanted")):
        case.hebb(*arguments, code=2, says=says, table=False)
    for spoil, says in (
            (lambda t: t["mnist"].update(folder="../out"), "mnist.folder is .*, wanted a plain name"),
            (lambda t: t["mnist"].update(folder="/out"), "mnist.folder is .*, wanted a plain name"),
            (lambda t: t["mnist"]["files"][0].update(name="a/b"), r"files\[0\].name is .*plain name"),
            (lambda t: t["mnist"]["files"][0]["packed"].update(sha256="0"), "wanted 64 digits"),
            (lambda t: t["mnist"]["files"][0]["packed"].update(bytes=-1), "wanted a number of bytes"),
            (lambda t: t["mnist"]["files"][0].pop("packed"), "packed is missing"),
            (lambda t: t["mnist"].update(mirrors=[]), "wanted a list of at least one"),
            (lambda t: t.clear(), "'mnist' is no published data set")):
        case = Case()
        spoil(case.contents)
        case.write_table()
        case.fetch("good", code=2, says=says)
    case.table.write_text("{")
    case.fetch("good", code=2, says="no table of distributions")
    assert not case.root.exists()


def check_published_mnist():
    """With the program's own table, where the real files are here: their gzip wrappers differ from
    the published ones, their content does not."""
    real = pathlib.Path(os.environ.get("HEBB_DATA_DIR", "/nonexistent")) / "mnist"
    if not all((real / (name + ".gz")).is_file() for name in IDX):
        print("  left out: no MNIST under HEBB_DATA_DIR")
        return
    case = Case()
    for name in IDX:
        shutil.copy(real / (name + ".gz"), case.served / "mnist")
    case.fetch("good", table=False)
    case.hebb("verify", "mnist", table=False, says="published")
    case.hebb("fetch", "cifar-10", manners=["good"], table=False, code=3, says="HTTP 404")


def main():
    socket.setdefaulttimeout(60)
    try:
        for name, check in list(globals().items()):
            if name.startswith("check_") and (not sys.argv[1:] or name[6:] in sys.argv[1:]):
                print(name.removeprefix("check_").replace("_", " "), flush=True)
                check()
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)


main()
