"""Whether a translation has every figure of its original. Knows nothing of languages but how they write numbers.

It compares figures only: a denial or a condition that was lost is for the person who reads both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from app.checks.grounds.values import checkable
from app.checks.place import section_places
from app.checks.subject import NEEDS_REVIEW, Checked, Subject
from app.result import Finding
from app.text.spans import Span
from ingest.english_days import MONTHS

_MONTHS = [name[:3].lower() for name in MONTHS]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LOST = "原文の「{text}」が「{title}」に見当たりません。訳し落としや書き誤りがないか、確かめてください。"
_NEW = "「{title}」の「{text}」は原文にありません。確かめてください。"


def check_kept(subject: Subject) -> Checked:
    """A warning for each figure of the original that the section lacks, and for each number that only it has."""
    return Checked(subject.text, (), tuple(_findings(subject)))


def _findings(subject: Subject) -> Iterator[Finding]:
    for section, start, end in section_places(subject):
        original = subject.values.get(section.keeps, "") if section.verbatim else ""
        text = subject.text[start:end]
        if not original or not text.strip() or text.strip().startswith(NEEDS_REVIEW):
            continue
        lost, added = unkept(original, text)
        told = [("translation.lost", _LOST, span.text) for span in lost]
        told += [("translation.added", _NEW, f"{value:f}") for value in added]
        for rule, words, figure in told:
            yield Finding(rule, "warning", words.format(text=figure, title=section.title), start, end)


def unkept(original: str, translation: str) -> tuple[list[Span], list[Decimal]]:
    """(figures of the original that the translation lacks, numbers that only the translation has)."""
    written, known = numbers(translation), numbers(original)
    lost = []
    for span in dict.fromkeys(checkable(original)):
        wanted = _wanted(span)
        known |= set().union(*wanted) if wanted else set()
        if wanted and not any(each <= written for each in wanted):
            lost.append(span)
    return lost, sorted(written - known)


def numbers(text: str) -> set[Decimal]:
    """Every number of ``text``, the months that English names among them; 3:45 p.m. is 15 and 45 too."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"(?<=\d)[,.](?=\d{3}(?!\d))", "", plain)
    found = {Decimal(each) for each in _NUMBER.findall(plain)}
    found |= {
        Decimal(place)
        for place, name in enumerate(_MONTHS, start=1)
        if re.search(rf"\b{name}(?:\b|[a-z]{{1,6}}\b)", plain)
    }
    return found


def _wanted(span: Span) -> tuple[set[Decimal], ...]:
    """The sets of numbers of which one must be there: 令和9年1月4日 is 2027, 1 and 4, or 9, 1 and 4."""
    own = {
        Decimal(each) for each in _NUMBER.findall(unicodedata.normalize("NFKC", span.text).replace(",", ""))
    }
    value = span.value
    if span.kind == "時刻" and isinstance(value, tuple):
        hour, minute = value
        rest = {Decimal(minute)} if minute else set()
        return ({Decimal(hour)} | rest, {Decimal(hour - 12 if hour > 12 else hour)} | rest)
    if isinstance(value, tuple):
        return ({Decimal(part) for part in value if part is not None}, own)
    if isinstance(value, Decimal):
        return ({value}, own)
    return (own,) if own else ()
