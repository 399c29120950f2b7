"""A real HTTP server that speaks LibreTranslate's protocol; it swaps words by a table. Knows no language."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class TranslationServer:
    """``requests`` are the bodies seen; ``languages`` the codes that it has; ``wait`` seconds before each answer."""

    def __init__(self, answer: Callable[[str], str], languages: tuple[str, ...], wait: float) -> None:
        self.requests: list[dict] = []
        self.answer, self.languages, self.wait = answer, languages, wait
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.http.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"


def _handler(server: TranslationServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(server.wait)
            self._say([{"code": code, "name": code} for code in server.languages])

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.requests.append(body)
            self._say({"translatedText": [server.answer(line) for line in body["q"]]})

        def _say(self, value: object) -> None:
            data = json.dumps(value).encode()
            try:
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except BrokenPipeError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def translating(
    answer: Callable[[str], str], *, languages: tuple[str, ...] = ("ja", "en", "vi"), wait: float = 0.0
) -> Iterator[TranslationServer]:
    server = TranslationServer(answer, languages, wait)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
