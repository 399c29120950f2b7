"""The worker process's side: reads requests, loads files, answers in lines of JSON.

Knows nothing of who asks. It ends when its standard input does, even in the middle of a file.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from ingest.errors import UnreadableFile
from ingest.loaders.builder import Loaded
from ingest.loaders.loading import load
from ingest.loaders.messages import refuse
from ingest.loaders.source import Limits

_TIRED_SHARE = 0.4
"""A worker whose memory once reached this share of its cap is replaced: the next file gets a fresh one."""


def serve() -> None:
    """Answer requests until standard input ends; whatever libraries print goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        request: dict[str, Any] = json.loads(requests.get())

        def tell(message: dict[str, Any]) -> None:
            answers.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")
            answers.flush()

        tell({"started": True})
        tell(_answer(request, tell))


def _read(stream: IO[bytes], requests: queue.SimpleQueue[bytes]) -> None:
    for line in stream:
        requests.put(line)
    os._exit(0)


def _answer(request: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    limits, name = Limits(**request["limits"]), str(request["name"])
    _cap_memory(limits.memory)
    try:
        loaded = load(
            Path(request["path"]), name=name, limits=limits, scanned=lambda pages: tell({"scanned": pages})
        )
    except UnreadableFile as error:
        return {"reason": error.reason, "remedy": error.remedy, "tired": _tired(limits)}
    except Exception:  # the edge of this process: whatever a parser raises is a file that cannot be read
        crashed = refuse(name, "crashed")
        return {"reason": crashed.reason, "remedy": crashed.remedy, "tired": True}
    return _message(loaded) | {"tired": _tired(limits)}


def _message(loaded: Loaded) -> dict[str, Any]:
    blocks = [(b.kind, b.start, b.end, b.level, b.place, b.header) for b in loaded.blocks]
    return {"text": loaded.text, "blocks": blocks, "title": loaded.title, "notes": loaded.notes}


def _cap_memory(limit: int) -> None:
    """Bound the address space where the system can (not on Windows); no core files."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tired(limits: Limits) -> bool:
    """Whether the process has held so much that it ends. Not by ru_maxrss, with which a child inherits its parent's."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return False
    peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return peak * 1024 > limits.memory * _TIRED_SHARE
