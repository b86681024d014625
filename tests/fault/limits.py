"""limits -- a full disk, a folder that cannot be written, little memory, few descriptors."""
import resource
import shutil
import subprocess

from bench import Fault

MEGABYTE = 1 << 20


def mounted(bench, options):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(bench.out)],
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def remount(bench, options):
    subprocess.run(["mount", "-o", f"remount,{options}", str(bench.out)], check=True)


def on_file_system(bench, error, first, then):
    """A case on a file system of its own: as `first` says, then as `then` says; None without."""
    shutil.rmtree(bench.out, ignore_errors=True)
    bench.out.mkdir()
    if not mounted(bench, "size=64m"):
        return None
    try:
        shutil.copytree(bench.root / "fresh", bench.out, dirs_exist_ok=True)
        remount(bench, first)
        code, said = bench.command()
        remount(bench, then)
        return bench.look(Fault("disk", error, 0), first, code, said)
    finally:
        subprocess.run(["umount", str(bench.out)], check=True)


def under_limit(bench, what, value, text):
    bench.reset("fresh")
    code, said = bench.command(limit=lambda: resource.setrlimit(what, (value, value)))
    if code == 127 and "error while loading shared libraries" in said:
        return None  # the program was not started
    return bench.look(Fault("limit", "none", 0), text, code, said)


def all_of(bench, is_full):
    step = 1 if is_full else 6
    findings = []
    for size in list(range(44, 400, 16))[::step]:
        findings.append(on_file_system(bench, "ENOSPC", f"size={size}k", "size=64m"))
    findings.append(on_file_system(bench, "EROFS", "ro", "rw"))
    for size in list(range(40, 400, 10))[::step]:
        findings.append(under_limit(bench, resource.RLIMIT_AS, size * MEGABYTE, f"{size} MB"))
    for count in list(range(4, 40, 1))[::step]:
        findings.append(
            under_limit(bench, resource.RLIMIT_NOFILE, count, f"{count} descriptors"))
    if None in findings[:2]:
        print("no full disk, no read-only folder: a file system cannot be mounted here")
    return [finding for finding in findings if finding is not None]
