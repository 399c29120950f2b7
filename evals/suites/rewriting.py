"""Passages said another way by rules (`shitagaki rewrite`), mode by mode, as the editor asks for it. Knows nothing of scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.rewording.guide import load_guide
from app.rewording.modes import MODES
from app.rewriting import rewrite
from app.wire import Office
from evals.case import FOLDER
from evals.rows import lines_of, made_of, row_of
from ingest.errors import ShitagakiError

FILE = FOLDER / "rewriting.jsonl"
Given = tuple[dict[str, Any], int]
Row = tuple[str, str, Mapping[str, Any], Callable[[Office], Given]]


@dataclass(frozen=True, slots=True)
class Passage:
    """``says`` must stand in the new words, ``silent`` must not; ``changed`` False: it is good as it is."""

    id: str
    mode: str
    text: str
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    changed: bool = True


def read_passages(file: Path = FILE) -> tuple[Passage, ...]:
    """Raises ShitagakiError naming file and line that is wrong."""
    found: dict[str, Passage] = {}
    for place, line in lines_of(file):
        one = made_of(Passage, row_of(place, line), place)
        if one.mode not in MODES:
            raise ShitagakiError(
                f"{place}：書き直し「{one.mode}」はありません。使えるもの：{'、'.join(MODES)}。"
            )
        if one.id in found:
            raise ShitagakiError(f"{place}：id「{one.id}」が重複しています。")
        found[one.id] = one
    return tuple(found.values())


def passages(office: Office) -> list[Row]:
    """Every passage, told by its mode."""
    return [_row(one) for one in read_passages()]


def _row(one: Passage) -> Row:
    def ask(office: Office) -> Given:
        guide = load_guide(office.settings.prompts)
        made = rewrite(one.text, one.mode, guide=guide, prompts=office.prompts)
        return {"text": made.text, "changed": made.changed, "notes": list(made.notes)}, 0

    return one.id, one.mode, asdict(one), ask
