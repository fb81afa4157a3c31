"""How fast a file is fetched to disk, against curl where there is one."""

import asyncio
import os
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, ratio_of, spread
from benchmarks.processes import Home, module, running, told
from seedance_desktop.api.download import stream_to
from seedance_desktop.api.transport import make_client

_HOST = "127.0.0.1"


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """By turns: ours, and curl's, of one file over loopback; both end with it on disk."""
    megabytes = 50 if quick else 300
    source = home.folder / "source.bin"
    source.write_bytes(os.urandom(1_000_000) * megabytes)
    curl = shutil.which("curl")
    ours, theirs = [], []
    with running(module("benchmarks.file_server", str(source)), home.environment()) as server:
        address = f"http://{_HOST}:{told(server)['port']}/clip.mp4"
        for number in range(2 if quick else 5):
            ours.append(megabytes / _timed_fetch(address, home.folder / f"ours-{number}.part"))
            if curl is not None:
                theirs.append(megabytes / _timed_curl(curl, address, home.folder / "theirs"))
    figures = [Figure("download: ours", median(ours), "MB/s", note=spread(ours))]
    if theirs:
        figures += [
            Figure("download: curl", median(theirs), "MB/s", note=spread(theirs)),
            Figure("download: curl ÷ ours", ratio_of(theirs, ours), "×"),
        ]
    return figures


def _timed_fetch(address: str, part: Path) -> float:
    began = time.perf_counter()
    asyncio.run(_fetched(address, part))
    taken = time.perf_counter() - began
    part.unlink()
    return taken


async def _fetched(address: str, part: Path) -> None:
    async with make_client() as http:
        await stream_to(http, address, part, on_progress=lambda _held, _total: None)


def _timed_curl(curl: str, address: str, target: Path) -> float:
    command = [curl, "--silent", "--fail", "--noproxy", "*", "--output", str(target), address]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    taken = time.perf_counter() - began
    target.unlink()
    return taken
