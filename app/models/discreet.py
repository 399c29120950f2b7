"""A writer on another machine, that never sees personal data: pseudonyms go out, names come back. Knows no drafts."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from contextlib import closing

from app.checks.personal.public import PublicNames
from app.models.chat import Message
from app.models.llm import Writer
from app.text.pseudonyms import Pseudonyms


class DiscreetWriter:
    """``writer`` with a table of pseudonyms between; made anew for every draft, so that a table ends with its draft."""

    local = False

    def __init__(self, writer: Writer, public: PublicNames) -> None:
        self.name, self.context, self.queue = writer.name, writer.context, writer.queue
        self._writer = writer
        self._pseudonyms = Pseudonyms(public)

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """(placeholder, words) of everything that was kept back so far."""
        return self._pseudonyms.replaced

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> Generator[str, None, None]:
        """As the writer's, with the names put back. Nothing personal is in what is sent."""
        hidden = [(role, self._pseudonyms.hide(text)) for role, text in messages]
        stream = self._writer.stream(
            hidden, max_tokens=max_tokens, temperature=temperature, stop_event=stop_event
        )
        with closing(stream):
            yield from self._pseudonyms.restored(stream)

    def whole(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, stop_event: threading.Event
    ) -> str:
        return "".join(
            self.stream(messages, max_tokens=max_tokens, temperature=temperature, stop_event=stop_event)
        )

    def close(self) -> None:
        """The writer behind belongs to the office and stays open."""
