"""A real HTTP server that speaks the OpenAI protocol badly or well, chosen by the model's name. Knows no model."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[list[dict[str, str]]], str]


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """Connections that wait to be taken: of forty at once, the usual five would lose some."""


class OpenAIServer:
    """``answer`` makes the text from the messages. ``requests`` are the bodies seen, ``headers`` beside them;
    ``left`` the times (monotonic) at which a client hung up while we wrote."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.requests: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.left: list[float] = []
        self.open = 0
        self.most = 0
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.http = _Http(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def spec(self, model: str) -> str:
        return f"openai:{model}@{self.url}"


def stop_once_asked(server: OpenAIServer, stop: threading.Event, after: float = 0.3) -> list[float]:
    """Set ``stop`` a moment after the server was asked; the list returned then holds when (monotonic)."""
    said: list[float] = []

    def wait() -> None:
        deadline = time.monotonic() + 60
        while not server.requests and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(after)
        said.append(time.monotonic())
        stop.set()

    threading.Thread(target=wait, daemon=True).start()
    return said


@contextmanager
def serving(answer: Answer = lambda messages: messages[-1]["content"]) -> Iterator[OpenAIServer]:
    server = OpenAIServer(answer)
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.http.shutdown()
        server.http.server_close()


def _handler(server: OpenAIServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with server.lock:
                server.requests.append(body)
                server.headers.append(dict(self.headers) | {"path": self.path})
                server.open += 1
                server.most = max(server.most, server.open)
            try:
                MODES.get(body["model"], stream)(self, body, server)
            except (BrokenPipeError, ConnectionResetError):
                server.left.append(time.monotonic())
            finally:
                with server.lock:
                    server.open -= 1

        def json(self, status: int, value: dict) -> None:
            data = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def start(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()

        def chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def event(self, value: dict) -> None:
            self.chunk(b"data: " + json.dumps(value).encode() + b"\n\n")

        def piece(self, text: str, finish: str | None = None) -> None:
            delta = {"content": text} if text else {}
            self.event(
                {
                    "id": "x",
                    "object": "chat.completion.chunk",
                    "created": 1,
                    "model": "m",
                    "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
                }
            )

        def end(self) -> None:
            self.piece("", "stop")
            self.chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

    return Handler


def stream(handler, body, server, pause: float = 0.0) -> None:
    text = server.answer(body["messages"])
    if not body.get("stream"):
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        handler.json(
            200, {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        )
        return
    handler.start()
    for start in range(0, len(text), 4):
        handler.piece(text[start : start + 4])
        if pause:
            time.sleep(pause)
    handler.end()


def slow(handler, body, server) -> None:
    """A piece every 50 ms for a minute, unless the client leaves."""
    handler.start()
    for _ in range(1200):
        handler.piece("字")
        time.sleep(0.05)
    handler.end()


def hang(handler, body, server) -> None:
    """Headers, then nothing. Sees the client leave by reading its side of the connection."""
    handler.start()
    handler.connection.settimeout(0.05)
    while not server.closing.is_set():
        try:
            if handler.connection.recv(1) == b"":
                raise BrokenPipeError
        except TimeoutError:
            continue


def error(status: int, message: str) -> Callable:
    def answer(handler, body, server) -> None:
        handler.json(status, {"error": {"message": message, "type": "x", "code": str(status)}})

    return answer


def garbage(handler, body, server) -> None:
    handler.start()
    handler.chunk(b"data: {this is no json}\n\n")
    handler.wfile.write(b"0\r\n\r\n")


def half(handler, body, server) -> None:
    """Some text, then half a JSON object and the line goes dead."""
    handler.start()
    handler.piece("前半")
    handler.chunk(b'data: {"id": "x", "choices": [{"del')
    handler.close_connection = True


def empty(handler, body, server) -> None:
    handler.start()
    handler.end()


def page(handler, body, server) -> None:
    data = "<html>ログインしてください</html>".encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


MODES: dict[str, Callable] = {
    "slow": slow,
    "hang": hang,
    "garbage": garbage,
    "half": half,
    "empty": empty,
    "page": page,
    "e500": error(500, "boom"),
    "e401": error(401, "bad key"),
    "e404": error(404, "no such model"),
    "e429": error(429, "slow down"),
    "e400": error(400, "context length exceeded"),
}
