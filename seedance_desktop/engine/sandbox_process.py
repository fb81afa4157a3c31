"""The sandbox's process: started when first needed, started again if it died, stopped at close."""

import asyncio
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import NeverLeftError
from seedance_desktop.core.words import Message
from seedance_desktop.engine.tasks import Shared
from seedance_desktop.engine.workers import Workers

_PATIENCE = 60.0
"""Seconds for the sandbox to say that it is ready, on a slow machine."""
_STOPPING = 5.0

_logger = logging.getLogger(__name__)


def sandbox_command() -> tuple[str, ...]:
    """What runs a sandbox: this program again, without its window."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "sandbox")
    return (sys.executable, "-m", "seedance_desktop.sandbox")


class SandboxProcess:
    """One sandbox with its state in ``folder``; ``speed`` is asked at each start."""

    def __init__(
        self,
        folder: Path,
        *,
        speed: Callable[[], float],
        models: Path,
        workers: Workers,
        extra: Sequence[str] = (),
    ) -> None:
        self._folder = folder
        self._speed = speed
        self._models = models
        self._workers = workers
        self._extra = tuple(extra)
        self._process: subprocess.Popen[bytes] | None = None
        self._endpoint: Endpoint | None = None
        self._starting = Shared(self._started, "sandbox start")

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def endpoint(self) -> Endpoint:
        """Where it listens and the key it takes. Raises NeverLeftError when it does not start."""
        if self._endpoint is not None and self.is_running:
            return self._endpoint
        return await self._starting.done()

    async def close(self) -> None:
        await self._starting.close()
        await self._stop()

    async def _started(self) -> Endpoint:
        await self._stop()
        process = self._process = self._launched()
        try:
            async with asyncio.timeout(_PATIENCE):
                self._endpoint = await self._workers.ask(_ready, process)
        except (TimeoutError, ValueError) as error:
            await self._stop()
            raise self._not_started() from error
        _logger.info("the sandbox listens at %s", self._endpoint.address)
        return self._endpoint

    def _launched(self) -> "subprocess.Popen[bytes]":
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._log.open("wb") as log:
                return subprocess.Popen(
                    self._arguments(),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    start_new_session=True,  # Ctrl+C is for us: its answers are still wanted
                )
        except OSError as error:
            raise disk_error(error, self._folder) from error

    async def _stop(self) -> None:
        process, self._process, self._endpoint = self._process, None, None
        if process is not None:
            await self._workers.ask(_end, process)

    @property
    def _log(self) -> Path:
        return self._folder / "sandbox.log"

    def _arguments(self) -> tuple[str, ...]:
        models = ("--models", str(self._models)) if self._models.is_file() else ()
        return (
            *sandbox_command(),
            *("--json", "--port", "0", "--speed", f"{self._speed():g}"),
            *("--state", str(self._folder), "--parent-pid", str(os.getpid())),
            *models,
            *self._extra,
        )

    def _not_started(self) -> NeverLeftError:
        try:
            said = self._log.read_text(encoding="utf-8", errors="replace")[-1000:]
        except OSError:
            said = ""
        return NeverLeftError(
            Message("The sandbox could not be started."),
            remedy=Message("The program keeps trying; copy the report if it does not get better."),
            facts={"said": said},
        )


def _ready(process: "subprocess.Popen[bytes]") -> Endpoint:
    """Read lines until the one that says it is ready. Raises ValueError at their end."""
    if process.stdout is not None:
        for line in process.stdout:
            told = json.loads(line) if line.startswith(b"{") else {}
            if told.get("event") == "ready":
                return Endpoint(str(told["address"]), str(told["key"]))
    raise ValueError("it ended before it was ready")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOPPING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
