"""A program: serves a file over TLS on loopback, as fast as a gigabit line would bring it.

    python -m benchmarks.gigabit_server FILE --certificate FILE

All connections share the line. Prints ``{"port": …}``. With ``--rate 0`` it is as fast as it can.
"""

import argparse
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.certificates import HOST

RATE = 125_000_000
"""Bytes a second: a full gigabit line."""
_PIECE = 256 * 1024


class Line:
    """Tells when the next piece may leave. Called from every connection's thread."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._free = 0.0
        self._turn = threading.Lock()

    def wait(self, size: int) -> None:
        """Wait until ``size`` bytes have gone through."""
        if not self._rate:
            return
        with self._turn:
            self._free = max(self._free, time.monotonic()) + size / self._rate
            until = self._free
        time.sleep(max(0.0, until - time.monotonic()))


@dataclass(frozen=True, slots=True)
class Served:
    """What every request is answered with: ``content`` so many ``times`` on end."""

    content: bytes
    times: int

    @property
    def size(self) -> int:
        return len(self.content) * self.times

    def pieces(self) -> Iterator[memoryview]:
        view = memoryview(self.content)
        for _ in range(self.times):
            for start in range(0, len(view), _PIECE):
                yield view[start : start + _PIECE]


def answer(connection: socket.socket, context: ssl.SSLContext, served: Served, line: Line) -> None:
    """One request: the whole file."""
    with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += secure.recv(4096)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {served.size}\r\n"
        secure.sendall(f'{head}ETag: "one"\r\nConnection: close\r\n\r\n'.encode())
        for piece in served.pieces():
            line.wait(len(piece))
            secure.sendall(piece)
        secure.unwrap()


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--certificate", required=True, type=Path)
    parser.add_argument("--times", type=int, default=1, help="the file so many times on end")
    parser.add_argument("--rate", type=int, default=RATE)
    options = parser.parse_args()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.certificate)
    served, line = Served(options.file.read_bytes(), options.times), Line(options.rate)
    with socket.create_server((HOST, 0)) as server:
        print(json.dumps({"port": server.getsockname()[1]}), flush=True)
        while True:
            connection, _ = server.accept()
            work = (connection, context, served, line)
            threading.Thread(target=answer, args=work, daemon=True).start()


if __name__ == "__main__":
    main()
