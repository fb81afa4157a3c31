"""How late the window comes to its own timer while clips are made, fetched over TLS and filed."""

import json
from pathlib import Path
from typing import Any

from benchmarks.certificates import HOST, make_certificates
from benchmarks.figures import Figure, share
from benchmarks.processes import Home, module, running, told, warm_up
from benchmarks.profiles import make_profile
from seedance_desktop.api.transport import Timeouts
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.settings import Settings, UserConnection
from seedance_desktop.store.settings_file import SettingsFile

LIMIT_USUAL = 16.0
LIMIT_WORST = 50.0
_SERVICE = ConnectionId("slow")
LOADED_ON_THE_WAY = (
    "PIL.Image", "PySide6.QtMultimediaWidgets", "anyio._backends._asyncio", "anyio.streams.tls",
    "av", "httpcore", "httpx", "keyring", "qasync",
    "seedance_desktop.api.client", "seedance_desktop.api.download", "seedance_desktop.app",
    "seedance_desktop.build", "seedance_desktop.media.clip", "seedance_desktop.media.frame_render",
    "seedance_desktop.media.posters", "seedance_desktop.ui.contents",
    "seedance_desktop.ui.library.page", "seedance_desktop.ui.widgets.player",
)  # fmt: skip
_MARGIN = 6.0
_QUICK_SECONDS = 8.0


def measure(home: Home, *, quick: bool) -> list[Figure]:
    """The program in one process; the service and the slow line before it in two others.

    Those two stand for what is elsewhere in life, so they give way to the window. A bare window
    beside them shows what the machine does to everybody meanwhile.
    """
    seconds = _QUICK_SECONDS if quick else Timeouts().read + _MARGIN
    profile, state = home.folder / "stall", home.folder / "sandbox"
    trusted, certificate = make_certificates(home.folder)
    environment = home.environment(SSL_CERT_FILE=str(trusted))
    warm_up(home, *LOADED_ON_THE_WAY)
    service = module("seedance_desktop.sandbox", "--json", "--speed", "20", "--state", str(state))
    with running(service, environment, niceness=10) as sandbox:
        ready = told(sandbox)
        line = module(
            "benchmarks.slow_tls",
            *("--to", ready["address"].removeprefix("http://")),
            *("--certificate", str(certificate), "--seconds", str(seconds)),
        )
        with running(line, environment, niceness=5) as proxy:
            _use(profile, f"https://{HOST}:{told(proxy)['port']}")
            idle = "5" if quick else "20"
            program = module("benchmarks.stalling", "--profile", str(profile), "--idle", idle)
            answer, beside = played(home, program, SEEDANCE_API_KEY=ready["key"])
    return _figures(answer, beside, seconds)


def played(home: Home, program: list[str], **variables: str) -> tuple[dict[str, Any], list[float]]:
    """What a program tells, and how late a bare window was while it was at work."""
    ticks = home.folder / "beside.json"
    trusted = str(home.folder / "authority.pem")
    environment = home.environment(SSL_CERT_FILE=trusted, **variables)
    with running(module("benchmarks.lateness", str(ticks)), environment) as beside:
        told(beside)
        with running(program, environment) as window:
            answer = told(window)
            window.wait()
    pairs = json.loads(ticks.read_text(encoding="utf-8"))
    return answer, [late for at, late in pairs if answer["began"] < at < answer["ended"]]


def _use(profile: Path, address: str) -> None:
    """A profile whose connection is the slow line, four jobs at once."""
    folders: Folders = make_profile(profile)
    SettingsFile(folders.settings_file).write(
        Settings(
            connection=_SERVICE,
            connections=(UserConnection(_SERVICE, "Slow line", address),),
            jobs_at_once=4,
        )
    )


def _figures(answer: dict[str, Any], beside: list[float], seconds: float) -> list[Figure]:
    at_rest, busy = answer["at_rest"], answer["busy"]
    took = answer["ended"] - answer["began"]
    words = f"four clips in {took:.0f} s, each fetched for {seconds:.0f} s"
    return [
        Figure("stall: at rest, 99.9 % within", share(at_rest, 0.999), "ms"),
        Figure("stall: at rest, worst", max(at_rest), "ms", note=f"{len(at_rest)} ticks"),
        Figure("stall: at work, 99.9 % within", share(busy, 0.999), "ms", LIMIT_USUAL, words),
        Figure("stall: at work, worst", max(busy), "ms", LIMIT_WORST, f"{len(busy)} ticks"),
        Figure("stall: a bare window beside it, 99.9 %", share(beside, 0.999), "ms"),
        Figure("stall: a bare window beside it, worst", max(beside), "ms"),
    ]
