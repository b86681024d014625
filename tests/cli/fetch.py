# fetch -- `hebb data fetch` from mirrors that behave well or badly, one case after another.
import json
import pathlib
import resource
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from fetch_case import BINARY, CIFAR, FILES, IDX, Case, run_checks  # noqa: E402


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
    case.fetch(code=2, says="HEBB_DATA_MIRROR: got 'ftp://a', wanted http",
               HEBB_DATA_MIRROR="ftp://a")
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


run_checks(globals())
