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
from contextlib import suppress
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


def answer(connection: socket.socket, context: ssl.SSLContext, content: bytes, line: Line) -> None:
    """One request: the whole file."""
    with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += secure.recv(4096)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {len(content)}\r\n"
        secure.sendall(f'{head}ETag: "one"\r\nConnection: close\r\n\r\n'.encode())
        view = memoryview(content)
        for start in range(0, len(content), _PIECE):
            line.wait(min(_PIECE, len(content) - start))
            secure.sendall(view[start : start + _PIECE])
        secure.unwrap()


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--certificate", required=True, type=Path)
    parser.add_argument("--rate", type=int, default=RATE)
    options = parser.parse_args()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.certificate)
    content, line = options.file.read_bytes(), Line(options.rate)
    with socket.create_server((HOST, 0)) as server:
        print(json.dumps({"port": server.getsockname()[1]}), flush=True)
        while True:
            connection, _ = server.accept()
            work = (connection, context, content, line)
            threading.Thread(target=answer, args=work, daemon=True).start()


if __name__ == "__main__":
    main()
