"""The ways of rewording without a model, each by its name. Knows nothing of models, and touches no fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.checks.style.official import apply_fixes, find_style
from app.extractive.easy import easier
from app.rewording.guide import Guide, Mode
from app.rewording.listing import to_list
from app.rewording.plain_style import to_plain
from app.rewording.polite_style import to_polite
from app.rewording.shortening import outside, shorten, swap
from app.rewording.spoken import spoken
from app.tasks.template_file import Prompts
from ingest.law.numbers import find_wareki

_SHOWN = 4
"""Sentences that are told by their words."""


@dataclass(frozen=True, slots=True)
class Made:
    """A reworded text and what to know of it; "" when there was nothing to do."""

    text: str
    notes: tuple[str, ...] = ()


def _shorter(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    return Made(shorten(text, guide.short))


def _polite(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    made, left = to_polite(text)
    return Made(made, _left(way, left))


def _plain(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    made, left = to_plain(text)
    return Made(made, _left(way, left))


def _office(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    return Made(_fixed(shorten(text, guide.short), prompts, "formal"), (way.told,))


def _resident(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    made = swap(to_polite(text)[0], guide.resident)
    return Made(_fixed(made, prompts, "public"), (way.told,))


def _easy(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    return Made(
        outside(outside(to_polite(text)[0], lambda piece: easier(piece, guide.easy)), _western), (way.told,)
    )


def _spoken(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    made, names = spoken(text, guide)
    return Made(made, (way.told.format(names="、".join(names)),) if names else ())


def _list(text: str, way: Mode, guide: Guide, prompts: Prompts) -> Made:
    return Made(to_list(text))


BY_RULE: Mapping[str, Callable[[str, Mode, Guide, Prompts], Made]] = {
    "shorter": _shorter,
    "polite": _polite,
    "plain": _plain,
    "office": _office,
    "resident": _resident,
    "easy": _easy,
    "spoken": _spoken,
    "list": _list,
}


def _left(way: Mode, left: tuple[str, ...]) -> tuple[str, ...]:
    if not left:
        return ()
    shown = "、".join(f"「{one[:40]}」" for one in left[:_SHOWN])
    more = f"ほか{len(left) - _SHOWN}文" if len(left) > _SHOWN else ""
    return (way.left.format(left=shown + more),)


def _fixed(text: str, prompts: Prompts, profile: str) -> str:
    """The safe corrections of the official style for those readers."""
    return apply_fixes(text, find_style(text, prompts.style, profile))


def _western(text: str) -> str:
    """令和8年4月1日 with its Western year in front: 2026年（令和8年）4月1日."""
    parts, at = [], 0
    for found in find_wareki(text):
        year = re.match(r"(?:令和|平成|昭和)(?:元|[0-9０-９]+)年(?!度)", text[found.start : found.end])
        if year and found.valid and not text[: found.start].endswith("（"):
            end = found.start + year.end()
            parts.append(f"{text[at : found.start]}{found.year}年（{year[0]}）")
            at = end
    return "".join([*parts, text[at:]])
