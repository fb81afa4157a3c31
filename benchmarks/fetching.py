"""A program: fetches a link several times at once, as the engine does; tells time and memory.

python -m benchmarks.fetching LINK FOLDER COUNT
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from seedance_desktop.api.download import stream_to
from seedance_desktop.api.transport import make_client


async def fetch(link: str, folder: Path, count: int) -> dict[str, float]:
    """Seconds for all of them, and the most megabytes that they added."""
    grown, before = 0.0, _resident()

    def look(_held: int, _total: int | None) -> None:
        nonlocal grown
        grown = max(grown, _resident() - before)

    async with make_client() as http:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                part = folder / f"ours-{number}.part"
                _task = group.create_task(stream_to(http, link, part, on_progress=look))
        seconds = time.perf_counter() - began
    return {"seconds": seconds, "grown": grown}


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


if __name__ == "__main__":
    _, _link, _folder, _count = sys.argv
    print(json.dumps(asyncio.run(fetch(_link, Path(_folder), int(_count)))), flush=True)
