"""What the writing model is asked on a resident's behalf: one short text, waited for in line. Knows no prompts."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from app.models.chat import Message
from app.models.llm import Writer
from ingest.errors import ModelError


def said_by(
    writer: Writer | None, messages: Sequence[Message], *, max_tokens: int, stop: threading.Event
) -> str:
    """What the model says; "" where there is none, it fails, or nobody waits any more."""
    if writer is None:
        return ""
    try:
        with writer.queue.ticket("resident") as ticket:
            while not ticket.called.wait(0.1):
                if stop.is_set():
                    return ""
            return writer.whole(messages, max_tokens=max_tokens, temperature=0.0, stop_event=stop).strip()
    except ModelError:
        return ""
