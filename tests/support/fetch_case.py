# fetch_case -- a data root, a server and a table of small data sets, for tests of `hebb data`.
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import time

from unruly_server import Server

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


def run_checks(module):
    """The functions check_NAME of a module, or those whose names are arguments. One that does not
    hold ends with a traceback."""
    try:
        for name, check in list(module.items()):
            if name.startswith("check_") and (not sys.argv[1:] or name[6:] in sys.argv[1:]):
                print(name.removeprefix("check_").replace("_", " "), flush=True)
                check()
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)
