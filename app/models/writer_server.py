"""The embedded writing model: llama.cpp's server in a child process on a loopback port. Knows nothing of prompts.

The child (``python -m app.models.writer_server``) reads one JSON line on its standard input (model, key, sizes), says
one JSON line (url or error), and lives until its standard input closes: when we die, it dies.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.errors import ModelError

BATCH = 64
"""Prompt tokens a step. A step cannot be interrupted: 64 stop in under 0.8 s on 2 cores (256: 2 s, 2048: 30 s)
and read 61 tokens/s, against 64 with 256."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """``context`` tokens for each of ``slots`` prompts that stay warm; ``threads`` cores; ``start_seconds`` to load."""

    context: int = 8192
    slots: int = 4
    threads: int = 0
    start_seconds: float = 120.0


class WriterServer:
    """Starts the child on demand, keeps it warm, starts it again when it died. Safe from many threads."""

    def __init__(self, model: Path, options: ServerOptions | None = None) -> None:
        self.model = model
        self.options = options or ServerOptions()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._errors: IO[str] | None = None
        self._address = ("", "")

    def address(self) -> tuple[str, str]:
        """(base url, API key) of a running server. Raises ModelError when it cannot be started."""
        with self._lock:
            if self._child is None or self._child.poll() is not None:
                self._stop()
                self._start()
            return self._address

    def running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def stop(self) -> None:
        """End the child; the next ``address`` starts another."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        if not self.model.is_file():
            raise ModelError(
                f"文章を書くモデルのファイルがありません（{self.model}）。"
                "「make up」でモデルを用意するか、設定 SHITAGAKI_LLM で別のモデルを指定してください。"
            )
        key = secrets.token_urlsafe(32)
        order = {"model": str(self.model), "key": key, "context": self.options.context}
        order |= {"slots": self.options.slots, "threads": self.options.threads or os.cpu_count() or 2}
        root = str(Path(__file__).resolve().parents[2])
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 (closed in _stop)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "app.models.writer_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env=os.environ | {"PYTHONPATH": paths},
        )
        reply = self._greet(self._child, order)
        if "url" not in reply:
            reason = reply.get("error") or self._last_words()
            self._stop()
            raise ModelError(
                f"文章を書くモデルを起動できませんでした（{self.model.name}：{reason}）。"
                "空きメモリが2GB以上あるかを確かめ、ほかの重い処理を終えてから、もう一度お試しください。"
            )
        self._address = (reply["url"], key)
        log.info("writing model started: %s", self.model.name)

    def _greet(self, child: subprocess.Popen[str], order: dict[str, object]) -> dict[str, str]:
        """Send the order and wait for the one line; {} when the child died or took too long."""
        assert child.stdin is not None and child.stdout is not None
        impatience = threading.Timer(self.options.start_seconds, child.kill)
        impatience.start()
        try:
            child.stdin.write(json.dumps(order) + "\n")
            child.stdin.flush()
            line = child.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            impatience.cancel()
        return dict(json.loads(line)) if line.strip() else {}

    def _last_words(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().strip().splitlines()
        return lines[-1][:200] if lines else "応答がありません"

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None


def _serve() -> None:
    """The child's whole life. Only the one line goes to standard output; llama.cpp's own log goes to stderr."""
    speak = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.readline())
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order["model"]
    params.n_parallel = order["slots"]
    params.n_ctx = order["context"] * order["slots"]
    params.n_batch = params.n_ubatch = BATCH
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = order["threads"]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [order["key"]]
    params.cache_prompt = True
    params.ui = False
    try:
        server = xllamacpp.Server(params)
        reply = {"url": server.listening_address}
    except (RuntimeError, ValueError) as error:
        reply = {"error": str(error)}
    speak.write(json.dumps(reply) + "\n")
    speak.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _serve()
