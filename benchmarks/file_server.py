"""A program: serves one file over HTTP on loopback, as fast as it can. Prints ``{"port": …}``.

python -m benchmarks.file_server FILE
"""

import asyncio
import json
import sys
from pathlib import Path

HOST = "127.0.0.1"


async def serve(file: Path, size: int) -> None:
    """Serve until ended."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {size}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
        await writer.drain()
        with file.open("rb") as content:
            await asyncio.get_running_loop().sendfile(writer.transport, content)
        writer.close()

    server = await asyncio.start_server(answer, HOST, 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    path = Path(sys.argv[1])
    asyncio.run(serve(path, path.stat().st_size))
