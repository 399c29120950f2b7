"""The writing model: one protocol over every provider, through LangChain. Knows nothing of tasks or drafts.

``open_writer("embedded")``, ``"openai:MODEL@http://host/v1"``, ``"azure:DEPLOYMENT@https://…"``, ``"none"``.
A call can be stopped at any moment: the HTTP stream is closed and the server stops writing within a second.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit, urlunsplit

from app.models.chat import Message, Patience, open_chat, pieces, text
from app.models.endpoint import Endpoint, read_endpoint
from app.models.errors import explained
from app.models.pump import pump, whole
from app.models.queueing import FairQueue
from app.models.writer_server import ServerOptions, WriterServer
from ingest.errors import ModelError, SettingError
from ingest.loopback import on_this_machine

AZURE_VERSION = "2024-10-21"
EMBEDDED_FILE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"


class Writer(Protocol):
    """A model that continues a conversation. ``context`` is what prompt and answer may cost together, in tokens;
    ``local`` tells that no text leaves this machine."""

    name: str
    context: int
    local: bool
    queue: FairQueue

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> Generator[str, None, None]:
        """The answer in pieces. Ends early, without an error, once ``stop_event`` is set. Raises ModelError."""
        ...

    def whole(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> str:
        """What ``stream`` gives, joined; "" once ``stop_event`` is set. For text that nobody reads along."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """``slots`` is how many calls a server of others takes at once, ``context`` its tokens for prompt and answer."""

    slots: int = 8
    context: int = 32768
    patience: Patience = field(default_factory=Patience)
    server: ServerOptions = field(default_factory=ServerOptions)


@dataclass(frozen=True, slots=True)
class Files:
    """Where model files lie, and the one that the office chose instead."""

    models: Path
    chosen: Path | None


class ServedWriter:
    """A model behind an OpenAI-compatible (or Azure) HTTP server, whoever runs it."""

    def __init__(
        self,
        name: str,
        endpoint: Callable[[], Endpoint],
        *,
        context: int,
        slots: int,
        patience: Patience,
        local: bool = False,
    ) -> None:
        self.name = name
        self.local = local
        self.context = context
        self.queue = FairQueue(slots)
        self._endpoint = endpoint
        self._patience = patience

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> Generator[str, None, None]:
        chat = open_chat(self._endpoint(), max_tokens, temperature, self._patience)
        source = partial(pieces, chat, tuple(messages))
        written = False
        with explained(
            self.name, f"次の文字まで{self._patience.piece:g}秒、全体で{self._patience.whole:g}秒"
        ):
            for piece in pump(source, stop_event, seconds=self._patience.whole):
                written = written or bool(piece.strip())
                yield piece
        if not written and not stop_event.is_set():
            raise ModelError(f"モデル（{self.name}）が何も書かずに終わりました。もう一度お試しください。")

    def whole(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> str:
        """Asked for in one piece: reading 20 pieces costs three times as much as the one."""
        chat = open_chat(self._endpoint(), max_tokens, temperature, self._patience)
        writing = partial(text, chat, tuple(messages))
        with explained(self.name, f"全体で{self._patience.whole:g}秒"):
            return whole(writing, stop_event, seconds=self._patience.whole)

    def close(self) -> None:
        """No connection is held between calls."""


EMBEDDED = "embedded:"
"""What the name of the model that comes with the product begins with."""


class EmbeddedWriter(ServedWriter):
    """The model file run by llama.cpp in a child process of ours: started at the first call, kept warm."""

    def __init__(self, model: Path, *, patience: Patience, server: ServerOptions) -> None:
        self.server = WriterServer(model, server)
        name = f"{EMBEDDED}{model.stem}"
        super().__init__(name, self._address, context=server.context, slots=1, patience=patience, local=True)

    def _address(self) -> Endpoint:
        url, key = self.server.address()
        return Endpoint("embedded", f"{url}/v1", key)

    def close(self) -> None:
        self.server.stop()


def _open_embedded(argument: str, files: Files, key: str, options: WriterOptions) -> Writer:
    """The file that ``make up`` prepared; "embedded:FILE" (or the setting) another GGUF file."""
    model = Path(argument).expanduser() if argument else files.chosen or files.models / EMBEDDED_FILE
    return EmbeddedWriter(model, patience=options.patience, server=options.server)


def _open_openai(argument: str, files: Files, key: str, options: WriterOptions) -> Writer:
    endpoint = read_endpoint(argument, "openai:モデル名@http://ホスト/v1", key)
    return _served(f"openai:{endpoint.model}", endpoint, options)


def _open_azure(argument: str, files: Files, key: str, options: WriterOptions) -> Writer:
    """DEPLOYMENT@https://NAME.openai.azure.com, with "?api-version=…" where another is wanted."""
    endpoint = read_endpoint(argument, "azure:配置名@https://名前.openai.azure.com", key)
    parts = urlsplit(endpoint.url)
    version = parse_qs(parts.query).get("api-version", [AZURE_VERSION])[0]
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return _served(f"azure:{endpoint.model}", Endpoint(endpoint.model, url, endpoint.key, version), options)


def _served(name: str, endpoint: Endpoint, options: WriterOptions) -> Writer:
    return ServedWriter(
        name,
        lambda: endpoint,
        context=options.context,
        slots=options.slots,
        patience=options.patience,
        local=on_this_machine(endpoint.url),
    )


def _open_none(argument: str, files: Files, key: str, options: WriterOptions) -> None:
    """No model: drafts are composed from the sources."""


WRITERS: dict[str, Callable[[str, Files, str, WriterOptions], Writer | None]] = {
    "embedded": _open_embedded,
    "openai": _open_openai,
    "azure": _open_azure,
    "none": _open_none,
}


def open_writer(
    spec: str, *, models: Path, key: str = "", file: str | Path = "", options: WriterOptions | None = None
) -> Writer | None:
    """The writer that ``spec`` names, or None for "none". Nothing is started or called before the first stream.

    ``models`` is the folder of model files, ``file`` a GGUF file to run instead of the prepared one, ``key``
    the API key of a server. Raises SettingError for a name or a form it does not know.
    """
    name, _, argument = spec.strip().partition(":")
    make = WRITERS.get(name)
    if make is None:
        raise SettingError(
            f"設定 SHITAGAKI_LLM の「{spec}」は使えません。使えるのは "
            "embedded、embedded:ファイル名、openai:モデル名@http://ホスト/v1、azure:配置名@https://…、none です。"
        )
    files = Files(models, Path(file).expanduser() if file else None)
    return make(argument, files, key, options or WriterOptions())
