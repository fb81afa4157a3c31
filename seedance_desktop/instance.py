"""One window for a profile: a second one hands over what it was started with, and leaves.

A lock of the system says who was first; it is gone with its process, however that ends. The first
listens on this machine alone, on a port that it writes beside the lock with a secret that only
this user can read. Why not Qt's own: docs/decisions/0012-one-window.md.
"""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seedance_desktop.core.errors import DiskError
from seedance_desktop.store.files import write_atomically

if TYPE_CHECKING:
    from asyncio import Server, StreamReader, StreamWriter

_HERE = "127.0.0.1"
_PATIENCE = 20.0
"""Seconds that a first window is given to finish starting, or ending: it may await an answer."""
_ANSWER = 5.0
"""Seconds that either side waits for the other's line."""
_LONGEST = 1_000_000
"""Bytes of a line: thousands of file names."""
_TAKEN = b"taken\n"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handover:
    """What a second window was started with. ``token`` lets the first come to the front."""

    files: tuple[Path, ...] = ()
    sandbox: bool = False
    token: str = ""


class Instance:
    """This process's claim to be the window of the profile whose data is in ``folder``."""

    def __init__(self, folder: Path, *, patience: float = _PATIENCE) -> None:
        self._lock = folder / "window.lock"
        self._where = folder / "window.json"
        self._patience = patience
        self._held: int | None = None
        self._server: Server | None = None
        self._secret = ""

    def take(self) -> bool:
        """Be the first; false while another process is. Where there are no locks, all are first."""
        try:
            file = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            _log.info("%s cannot be opened: %s", self._lock, error)
            return True
        if not _lock(file):
            os.close(file)
            return False
        self._held = file
        return True

    def hand_over(self, what: Handover) -> bool:
        """Whether the first window took it. Blocks.

        False when this process is the first after all, because the other one has ended meanwhile,
        and when the other does not answer: a second window is better than none.
        """
        import time

        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            if self._told(what):
                return True
            if self.take():
                return False
            time.sleep(0.05)
        _log.info("the first window does not answer")
        return False

    async def listen(self, taken: Callable[[Handover], None]) -> None:
        """Call ``taken`` on this loop with what is handed over, until that is stopped."""
        import asyncio
        import json

        if self._held is None:
            return

        async def answer(reader: "StreamReader", writer: "StreamWriter") -> None:
            try:
                async with asyncio.timeout(_ANSWER):
                    line = await reader.readline()
                what = _read(line, self._secret)
                if what is not None:
                    writer.write(_TAKEN)
                    taken(what)
                    await writer.drain()
            except (OSError, ValueError, TimeoutError) as error:  # whoever it was has gone
                _log.info("somebody knocked and said nothing of use: %s", error)
            finally:
                writer.close()

        self._secret = os.urandom(16).hex()
        try:
            self._server = await asyncio.start_server(answer, _HERE, 0, limit=_LONGEST)
            port = self._server.sockets[0].getsockname()[1]
            written = json.dumps({"port": port, "secret": self._secret}).encode()
            write_atomically(self._where, written)
        except (OSError, DiskError) as error:
            _log.info("other windows cannot hand over to this one: %s", error)

    def stop_listening(self) -> None:
        """Nothing more is taken: who comes now waits until this process has ended."""
        if self._server is not None:
            self._server.close()
        self._server = None

    def close(self) -> None:
        """Let another window be the first."""
        self.stop_listening()
        if self._held is not None:
            os.close(self._held)
        self._held = None

    def _told(self, what: Handover) -> bool:
        import json
        import socket

        try:
            where = json.loads(self._where.read_bytes())
            said = {
                "secret": str(where["secret"]),
                "files": [str(file) for file in what.files],
                "sandbox": what.sandbox,
                "token": what.token,
            }
            with closing(socket.create_connection((_HERE, int(where["port"])), _ANSWER)) as line:
                line.sendall(json.dumps(said).encode() + b"\n")
                return line.recv(len(_TAKEN)) == _TAKEN
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.info("the first window cannot be reached yet: %r", error)
            return False


def _read(line: bytes, secret: str) -> Handover | None:
    """What is handed over, by somebody who could read the secret. Raises ValueError."""
    import json

    said = json.loads(line)
    if not isinstance(said, dict) or said.get("secret") != secret:
        return None
    files, token = said.get("files"), said.get("token")
    if not isinstance(files, list) or not isinstance(token, str):
        return None
    return Handover(
        tuple(Path(file) for file in files if isinstance(file, str)),
        sandbox=said.get("sandbox") is True,
        token=token,
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # a file system without locks
            _log.info("nothing can be locked: %s", error)
        return True
