"""prompts/rewriting.toml: the ways of rewording and their words. Knows the file; nothing of how a way works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.extractive.easy import easy_words
from app.rewording.modes import MODES
from app.tasks.schema import Key, TemplateError, optional, read_table, read_whole

_MODE = {
    "label": Key("text"),
    "help": Key("text"),
    "none": Key("text"),
    "left": optional("text", ""),
    "told": optional("text", ""),
    "model": optional("text", ""),
}
_WRITING = {"system": Key("text"), "again": Key("text")}
_SHORT = {"pattern": Key("text"), "use": optional("text", "")}


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of rewording. ``none`` says that there was nothing to do, ``left`` what was left, ``told`` what to
    know of the result; ``model`` is the request to a writing model, "" where rules do it exactly."""

    id: str
    label: str
    help: str
    none: str
    left: str
    told: str
    model: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything in the file, and the words of やさしい日本語. Words are in order: the longest first."""

    modes: Mapping[str, Mode]
    system: str
    again: str
    short: tuple[tuple[re.Pattern[str], str], ...]
    resident: Mapping[str, str]
    units: Mapping[str, str]
    readings: Mapping[str, str]
    easy: Mapping[str, str]


def load_guide(folder: Path) -> Guide:
    """The ways of rewording of an office's prompts. Raises TemplateError naming the file and the key."""
    path = folder / "rewriting.toml"
    file, data = str(path), read_whole(path)
    keys = {name: Key("table") for name in ("modes", "writing", "resident", "units", "readings")}
    top = read_table(data, {**keys, "short": Key("tables")}, file=file)
    modes = {}
    for name in MODES:
        if name not in top["modes"]:
            raise TemplateError(f"{file}：[modes.{name}] がありません。消さずに残してください。")
        modes[name] = Mode(name, **read_table(top["modes"][name], _MODE, file=file, place=f"modes.{name}"))
    short = []
    for number, row in enumerate(top["short"], start=1):
        one = read_table(row, _SHORT, file=file, place=f"short の{number}番目")
        short.append((_pattern(one["pattern"], file, number), one["use"]))
    writing = read_table(top["writing"], _WRITING, file=file, place="writing")
    return Guide(
        modes,
        writing["system"],
        writing["again"],
        tuple(short),
        _words(top["resident"]),
        _words(top["units"]),
        _words(top["readings"]),
        easy_words(folder / "easy.toml"),
    )


def _pattern(text: str, file: str, number: int) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise TemplateError(
            f"{file}：short の{number}番目の pattern は正規表現として読めません（{error}）。"
        ) from error


def _words(table: Mapping[str, Any]) -> Mapping[str, str]:
    return {str(name): str(table[name]) for name in sorted(table, key=lambda name: -len(name))}
