"""A program: puts TLS before a plain HTTP service and sends its files slowly.

    python -m benchmarks.slow_tls --to 127.0.0.1:PORT --certificate FILE --seconds N

Every answer that is not JSON takes N seconds, in pieces a hundred times a second, as a slow line
would bring it. Links in JSON answers are turned to this address. Prints ``{"port": …}``.
"""

import argparse
import asyncio
import json
import re
import ssl
import sys
from pathlib import Path

from benchmarks.certificates import HOST

_PIECE_SECONDS = 0.01
_LENGTH = re.compile(rb"(?im)^content-length: *(\d+)\r$")
_HEAD_LIMIT = 65536


class SlowTls:
    """Passes requests on as they come; knows HTTP well enough to tell answers apart."""

    def __init__(self, host: str, port: int, *, seconds: float) -> None:
        self._host = host
        self._port = port
        self._seconds = seconds

    async def serve(self, certificate: Path) -> None:
        """Serve until cancelled."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server = await asyncio.start_server(self._pass_on, HOST, 0, ssl=context)
        print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
        async with server:
            await server.serve_forever()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream, downstream = await asyncio.open_connection(
            self._host, self._port, limit=_HEAD_LIMIT
        )
        sending = asyncio.create_task(_copy(reader, downstream), name="request")
        try:
            while True:
                await self._answer(upstream, writer)
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            pass  # either side has hung up, as both may
        finally:
            sending.cancel()
            writer.close()
            downstream.close()

    async def _answer(self, upstream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await upstream.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(head)
        body = await upstream.readexactly(int(found[1]) if found else 0)
        if found and b"application/json" in head:
            host, port = writer.get_extra_info("sockname")[:2]
            body = body.replace(
                f"http://{host}:{port}/".encode(), f"https://{host}:{port}/".encode()
            )
            head = _LENGTH.sub(b"content-length: %d\r" % len(body), head)
            writer.write(head + body)
            await writer.drain()
        else:
            writer.write(head)
            await self._trickle(body, writer)

    async def _trickle(self, body: bytes, writer: asyncio.StreamWriter) -> None:
        """On time as a whole: what one pause takes too long, the next piece makes up for."""
        clock = asyncio.get_running_loop().time
        began, sent = clock(), 0
        while sent < len(body):
            due = min(1.0, (clock() - began + _PIECE_SECONDS) / self._seconds)
            end = max(sent + 1, round(due * len(body)))
            writer.write(body[sent:end])
            await writer.drain()
            sent = end
            await asyncio.sleep(_PIECE_SECONDS)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


def main() -> int:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", required=True)
    parser.add_argument("--certificate", required=True, type=Path)
    parser.add_argument("--seconds", required=True, type=float)
    options = parser.parse_args()
    host, _, port = options.to.partition(":")
    asyncio.run(SlowTls(host, int(port), seconds=options.seconds).serve(options.certificate))
    return 0


if __name__ == "__main__":
    sys.exit(main())
