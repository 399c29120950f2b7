"""A server of the product for measuring it. Knows nothing of what is measured."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STREAMS = 200
"""Calls at once that the stub of a model takes."""


class Limitless:
    """An office whose residents may ask as often as they like; everything else is the office's own."""

    def __init__(self, office: Any, texts: Path) -> None:
        self._office, self.widget_texts = office, texts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)


@contextmanager
def limitless(office: Any) -> Iterator[Limitless]:
    """``office`` with the limits of its widget taken away."""
    with tempfile.TemporaryDirectory(prefix="shitagaki-load-") as folder:
        for path in office.widget_texts.parent.glob("*.toml"):
            shutil.copy(path, folder)
        texts = Path(folder) / office.widget_texts.name
        free = re.sub(r"(per_\w+) = \d+", r"\1 = 1000000", texts.read_text(encoding="utf-8"))
        texts.write_text(free, encoding="utf-8")
        yield Limitless(office, texts)


@contextmanager
def serving(office: Any) -> Iterator[str]:
    """The whole application on a free port of loopback; gives its address."""
    import uvicorn

    from app.web.api import create_app

    config = uvicorn.Config(create_app(office), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def main() -> None:
    """Serve the office of the settings until the process is ended; the first line is the address."""
    from app.wire import Office
    from ingest.settings import load_settings

    office = Office(load_settings())
    if office.writer is not None and not office.settings.llm.startswith("embedded"):
        office.writer.queue.slots = STREAMS
    with serving(office) as site:
        print(site, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
