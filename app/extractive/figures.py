"""What a translation has to keep or can take as it is: figures, days, fixed words, each with how it is written there.

Knows nothing of models, and translates no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from app.checks.grounds.values import checkable
from app.extractive.easy import spoken_time
from app.material import Material, Piece
from app.models.translation import CODES, load_glossary
from app.tasks.template import Section
from app.text.spans import Span, impossible
from ingest.english_days import MONTHS, WEEKDAYS

_OPEN = "【要確認】"
_WORDS = ("glossary.toml", "phrases.toml")


def make_figures(section: Section, material: Material) -> Iterator[Piece]:
    """Every figure of the field that ``keeps`` names, with the Western day where it is one, then the words that have a
    fixed translation in the form's language."""
    text, language = material.values.get(section.keeps, ""), material.values.get("言語", "")
    easy = language.startswith("やさしい")
    rows = [f"{span.text} | {_easy(span) if easy else _western(span)}" for span in checkable(text)]
    rows += _fixed(text, CODES.get(language, ()), Path(material.template.file).parent.parent)
    lines = ["原文 | 訳文での書き方", *dict.fromkeys(rows)] if rows else []
    yield Piece("\n".join(lines) or material.fill(section.text), section)


def _fixed(text: str, codes: tuple[str, ...], folder: Path) -> Iterator[str]:
    """The words of the text that the office has a translation of, as they come; of 住民票の写し not 住民票 again."""
    known: dict[str, Mapping[str, str]] = {}
    for name in reversed(_WORDS):  # what the office calls its own goes before the general word
        known |= load_glossary(folder / name)
    found = list[tuple[int, str]]()
    rest = text
    for word in sorted(known, key=len, reverse=True):
        said = next((known[word][code] for code in codes if code in known[word]), "")
        if said and (at := rest.find(word)) >= 0:
            found.append((at, f"{word} | {said}"))
            rest = rest.replace(word, "\0" * len(word))
    yield from (row for _, row in sorted(found))


def _easy(span: Span) -> str:
    """In やさしい日本語 days, amounts and counts stay as they are; the clock is spoken."""
    return spoken_time(span.text) if span.kind == "時刻" else span.text


_ENGLISH_DAYS = dict(zip("月火水木金土日", (name[:3] for name in WEEKDAYS), strict=True))


def _western(span: Span) -> str:
    value = span.value
    if impossible(span):
        return _OPEN
    if span.kind == "日付" and isinstance(value, tuple):
        year, month, day = value
        if year and month and day:
            return f"{year}-{month:02}-{day:02} ({WEEKDAYS[date(year, month, day).weekday()][:3]})"
        return f"{MONTHS[month - 1]} {day}{f' ({_ENGLISH_DAYS[span.weekday]})' if span.weekday in _ENGLISH_DAYS else ''}"
    if span.kind == "時刻" and isinstance(value, tuple):
        return f"{value[0]}:{value[1]:02}"
    if span.kind == "月" and isinstance(value, tuple):
        return MONTHS[value[1] - 1]
    if span.kind in ("年", "年度", "年月") and isinstance(value, tuple):
        return "-".join(str(part) for part in value if part)
    if span.kind == "金額":
        return f"{value:,} yen"
    return span.text if span.kind in ("電話", "URL", "メール", "割合") else f"{value}（{span.unit or '数'}）"
