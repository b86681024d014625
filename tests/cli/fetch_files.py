# fetch_files -- `hebb data`: archives, files that are there already, verify, and what is refused.
import gzip
import json
import os
import pathlib
import shutil
import sys
import tarfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from fetch_case import FILES, IDX, MEMBERS, SCRATCH, Case, digest, run_checks, tar  # noqa: E402


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
            (lambda t: t["mnist"].update(folder="../out"), "mnist.folder is .*plain name"),
            (lambda t: t["mnist"].update(folder="/out"), "mnist.folder is .*plain name"),
            (lambda t: t["mnist"]["files"][0].update(name="a/b"), "name is .*plain name"),
            (lambda t: t["mnist"]["files"][0]["packed"].update(sha256="0"), "wanted 64 digits"),
            (lambda t: t["mnist"]["files"][0]["packed"].update(bytes=-1), "a number of bytes"),
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


run_checks(globals())
