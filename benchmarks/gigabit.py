"""Fetching over TLS from a gigabit line, one and four at once: throughput against curl, memory."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.certificates import HOST, make_certificates
from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home, module, running, told

LIMIT = 1 / 0.95
"""curl's throughput over ours; the issue asks for 0.95 of curl's."""
MOST_GROWN = 16.0
"""Megabytes of memory that a transfer may add, whatever its size."""
MOST_BEYOND = 2.0
"""Megabytes by which two transfers of one size differ."""


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns, each in a process of its own, onto the same disk."""
    curl = shutil.which("curl")
    if curl is None:
        return []
    figures = []
    for count, megabytes in ((1, 100 if quick else 400), (4, 25 if quick else 100)):
        ours: list[float] = []
        theirs: list[float] = []
        grown = 0.0
        with serving(home, megabytes) as link:
            for _ in range(1 if quick else 3):
                answer = fetched(home, link, count)
                ours.append(count * megabytes / answer["seconds"])
                grown = max(grown, answer["grown"])
                theirs.append(count * megabytes / _timed_curl(home, curl, link, count))
        what = f"gigabit: {count} at once"
        figures += [
            Figure(f"{what}, ours", median(ours), "MB/s", note=spread(ours)),
            Figure(f"{what}, curl", median(theirs), "MB/s", note=spread(theirs)),
            Figure(f"{what}, curl ÷ ours", ratio_of(theirs, ours), "×", LIMIT),
            Figure(f"{what}, memory added", grown, "MB", MOST_GROWN, f"{megabytes} MB each"),
        ]
    return figures + _large(home, quick=quick)


def _large(home: Home, *, quick: bool) -> list[Figure]:
    """What a file ten times as large adds to memory beyond what the small one does."""
    megabytes = 20 if quick else 200
    grown = []
    for times in (1, 10):
        with serving(home, megabytes, times=times) as link:
            grown.append(fetched(home, link, 1)["grown"])
    words = f"{megabytes * 10} MB: {grown[1]:.1f}, {megabytes} MB: {grown[0]:.1f}"
    what = "gigabit: ten times the file, memory beyond"
    return [Figure(what, grown[1] - grown[0], "MB", MOST_BEYOND, words)]


@contextmanager
def serving(home: Home, megabytes: int, *, times: int = 1, niceness: int = 0) -> Iterator[str]:
    """A server of a file of this size, so many times on end; its link."""
    source = home.folder / f"source-{megabytes}.bin"
    source.write_bytes(os.urandom(1_000_000) * megabytes)
    _, certificate = make_certificates(home.folder)
    command = module(
        "benchmarks.gigabit_server",
        str(source),
        *("--certificate", str(certificate), "--times", str(times)),
    )
    with running(command, home.environment(), niceness=niceness) as server:
        yield f"https://{HOST}:{told(server)['port']}/clip.mp4"


def fetched(home: Home, link: str, count: int) -> dict[str, float]:
    """What ``fetching`` tells; the files are gone afterwards."""
    environment = home.environment(SSL_CERT_FILE=str(home.folder / "authority.pem"))
    command = module("benchmarks.fetching", link, str(home.folder), str(count))
    with running(command, environment) as process:
        answer: dict[str, float] = told(process)
        process.wait()
    for part in home.folder.glob("ours-*.part"):
        part.unlink()
    return answer


def _timed_curl(home: Home, curl: str, link: str, count: int) -> float:
    targets = [home.folder / f"theirs-{number}" for number in range(count)]
    trusted = str(home.folder / "authority.pem")
    began = time.perf_counter()
    started = [
        subprocess.Popen([curl, "-sf", "--noproxy", "*", "--cacert", trusted, "-o", target, link])
        for target in targets
    ]
    if any(process.wait() for process in started):
        raise RuntimeError("curl could not fetch it")
    for target in targets:
        _flush(target)
    taken = time.perf_counter() - began
    for target in targets:
        target.unlink()
    return taken


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
