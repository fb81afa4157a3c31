"""What else the machine was doing: a measurement on a busy one is worth less, and says so."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Ticks:
    """Processor time since the machine started, in ticks, by what it went to."""

    busy: int
    stolen: int
    total: int

    @classmethod
    def now(cls) -> Self:
        fields = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:]
        user, nice, system, idle, waiting, irq, soft, stolen = map(int, fields[:8])
        busy = user + nice + system + irq + soft
        return cls(busy, stolen, busy + idle + waiting + stolen)


def description() -> str:
    """Which machine and which Python."""
    return f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}"


def load_since(before: Ticks) -> str:
    """How busy the machine was since then, all of it: our own work and everybody else's."""
    now = Ticks.now()
    total = max(1, now.total - before.total)
    busy = 100 * (now.busy - before.busy) / total
    stolen = 100 * (now.stolen - before.stolen) / total
    queued = os.getloadavg()[0]
    return f"processors {busy:.0f} % busy, {stolen:.0f} % stolen, load {queued:.1f}"
