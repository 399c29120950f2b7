"""Many requests at one moment from one thread, over bare sockets: what is timed is the server, hardly the crowd. Knows no answers."""

from __future__ import annotations

import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from evals.bench.crowd import Resident, Told

_WORDS = (b"event: sentence", b"event: answer")
_REFUSER = """
import asyncio
body = b"{}"
told = b"HTTP/1.1 503 Busy\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\n" + body
async def refuse(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(told)
    await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(refuse, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


@contextmanager
def refuser() -> Iterator[str]:
    """The address of a server in Python that reads nothing but the head of a request and refuses it."""
    with subprocess.Popen([sys.executable, "-c", _REFUSER], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


@dataclass
class _Shot:
    """One request on its way: ``left`` of it is still to be sent, ``got`` is what has come and is not read yet."""

    socket: socket.socket
    left: bytes
    begun: float
    told: Told = field(default_factory=Told)
    got: bytes = b""


def volley(
    people: Sequence[Resident], questions: Sequence[str], language: str, patience: float = 60.0
) -> list[Told]:
    """Everyone of ``people`` asks at once; the time of each begins with its own connection. Blocks until all have ended."""
    waiting = selectors.DefaultSelector()
    shots = [_shoot(waiting, one, asked, language) for one, asked in zip(people, questions, strict=True)]
    end = time.perf_counter() + patience
    while waiting.get_map() and time.perf_counter() < end:
        for key, _ in waiting.select(1.0):
            if not _step(key.data, waiting):
                waiting.unregister(key.fileobj)
                key.data.socket.close()
    for key in list(waiting.get_map().values()):
        key.data.told.error = "TimeoutError"
        key.data.socket.close()
    waiting.close()
    return [shot.told for shot in shots]


def _shoot(waiting: selectors.BaseSelector, one: Resident, question: str, language: str) -> _Shot:
    request = one.request(question, language)
    begun = time.perf_counter()
    made = socket.socket()
    made.setblocking(False)
    made.bind(one.address)
    made.connect_ex((one.host, one.port))
    shot = _Shot(made, request, begun)
    waiting.register(made, selectors.EVENT_WRITE, shot)
    return shot


def _step(shot: _Shot, waiting: selectors.BaseSelector) -> bool:
    """Send or read what can be sent or read now; False at the end."""
    try:
        if shot.left:
            shot.left = shot.left[shot.socket.send(shot.left) :]
            if not shot.left:
                waiting.modify(shot.socket, selectors.EVENT_READ, shot)
            return True
        data = shot.socket.recv(65536)
    except BlockingIOError:
        return True
    except OSError as error:
        shot.told.error = type(error).__name__
        return False
    now = time.perf_counter() - shot.begun
    _read(shot, data, now)
    if not data:
        shot.told.end = now if shot.told.status else 0.0
        shot.told.error = shot.told.error or ("" if shot.told.status else "closed")
    return bool(data)


def _read(shot: _Shot, data: bytes, now: float) -> None:
    told = shot.told
    *lines, shot.got = (shot.got + data).split(b"\n")
    for line in lines:
        if not told.status:
            told.status, told.head = int(line.split()[1]), now
        if line.startswith(b"event: "):
            told.first = told.first or now
        if line.startswith(_WORDS):
            told.words = told.words or now
        if line.startswith(b"event: problem"):
            told.error = "problem"
