"""Running the sandbox as a process: listen, say where, stop when asked or when left alone."""

import asyncio
import contextlib
import json
import logging
import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType

import uvicorn
from typing_extensions import override

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import merged, read_catalogue
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.resources import resource
from seedance_desktop.sandbox.app import make_app
from seedance_desktop.sandbox.options import SandboxOptions
from seedance_desktop.sandbox.parent import ParentWatch
from seedance_desktop.sandbox.wire import BreakableConnection

HOST = "127.0.0.1"
GRACE = 1
"""Seconds that answers under way have when the sandbox stops."""


def run(options: SandboxOptions) -> int:
    """Serve until told to stop; returns the exit code. Says on stdout when it is ready."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _leave)
    _start_log(options)
    options = replace(options, key=options.key or f"sk-sandbox-{secrets.token_hex(8)}")
    try:
        models = read_models(options.models)
        listener = _listen(options.port)
    except KnownError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except (OSError, tomllib.TOMLDecodeError) as error:
        print(f"The sandbox cannot start: {error}", file=sys.stderr)
        return ExitCode.INPUT
    with listener, _folder(options.state) as folder:
        config = uvicorn.Config(
            make_app(options, models, folder),
            http=BreakableConnection,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=options.verbose,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
        )
        asyncio.run(_Server(config, options, listener).serve([listener]))
    return ExitCode.OK


def read_models(user_file: Path | None) -> Mapping[str, Capability]:
    """Every model by its id, from the table that ships and the user's own over it."""
    table = tomllib.loads(resource("models.toml").read_text(encoding="utf-8"))
    if user_file is not None:
        table = merged(table, tomllib.loads(user_file.read_text(encoding="utf-8")))
    return {row.id: row for row in read_catalogue(table, {})}


class _Server(uvicorn.Server):
    """A server that says when it is ready, and that leaves quietly."""

    def __init__(
        self, config: uvicorn.Config, options: SandboxOptions, listener: socket.socket
    ) -> None:
        super().__init__(config)
        self._options = options
        self._address = f"http://{HOST}:{listener.getsockname()[1]}"
        self._parent = ParentWatch(options.parent_pid) if options.parent_pid else None

    @contextlib.contextmanager
    @override
    def capture_signals(self) -> Iterator[None]:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._stop)
        yield

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for request in self.server_state.tasks:
            request.cancel()
        await super().shutdown(sockets)

    @override
    async def on_tick(self, counter: int) -> bool:
        # The server calls this ten times a second.
        if self._parent is not None and counter % 5 == 0 and not self._parent.is_there():
            return True
        return await super().on_tick(counter)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.should_exit = True

    def _announce(self) -> None:
        key = self._options.key
        if self._options.json:
            line = {"event": "ready", "address": self._address, "key": key}
            print(json.dumps(line), flush=True)
            return
        print(
            f"The sandbox is ready at {self._address}\n"
            f"It takes the key          {key}\n"
            f"and speaks the same API as the service, {self._options.speed:g} times as fast:\n"
            f"  POST {self._address}/api/v3/contents/generations/tasks\n"
            f"  GET  {self._address}/api/v3/contents/generations/tasks/ID\n"
            "with the header  Authorization: Bearer KEY\n"
            "Its clips are made on this machine and are marked; nothing leaves it. "
            "Ctrl+C stops it.",
            flush=True,
        )


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(ExitCode.OK)


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


@contextlib.contextmanager
def _folder(state: Path | None) -> Iterator[Path]:
    """The folder to keep things in; one of its own goes away with the sandbox."""
    if state is not None:
        yield state
        return
    folder = Path(tempfile.mkdtemp(prefix="seedance-sandbox-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _start_log(options: SandboxOptions) -> None:
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO if options.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
