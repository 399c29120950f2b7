"""A way to write one of several drafts of the same form. Knows nothing of models or drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.tasks.schema import Key, optional, read_table


@dataclass(frozen=True, slots=True)
class Manner:
    """Its name (簡潔, 丁寧), and what a model is told beside the task's own instructions ("": nothing).

    ``text`` is the form of the task's first section with a limit of characters, written so without a model too.
    """

    name: str
    instruction: str
    text: str = ""


_KEYS = {"name": Key("text"), "instruction": optional("text", ""), "text": optional("text", "")}


def read_manners(rows: Sequence[Mapping[str, Any]], file: str) -> tuple[Manner, ...]:
    """The [[manners]] of a task's file. Raises TemplateError."""
    return tuple(
        Manner(**read_table(row, _KEYS, file=file, place=f"manners の{number}番目"))
        for number, row in enumerate(rows, start=1)
    )
