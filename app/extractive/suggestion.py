"""What this year's value of an old slot may be: a day as far from the occasion as last year, the form's own count.

Knows nothing of marks or sections. A suggestion is never put in by itself: a person takes it or leaves it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from app.masking import Slot
from app.text.spans import Span, find_spans, is_whole_day
from app.text.wording import pairs
from ingest.law.numbers import find_wareki, to_wareki

_REACH = timedelta(days=130)
"""How far from the occasion a day may lie to move with it: a deadline in August for a day in September does."""
_AROUND = 24
_SHARED = 2
"""Pairs of characters that a line of the form and the words before a count must share: 車椅 and 椅子."""


class Suggestions:
    """For one old text, the form's day of the occasion (in 和暦, or "") and the form's spans with their values.
    ``written`` is the old text's own day, where it tells of no occasion."""

    def __init__(
        self, old: str, day: str, new: Sequence[tuple[Span, str]], *, written: date | None = None
    ) -> None:
        self._counts = [
            (span, pairs(value[: span.start].rsplit("\n", maxsplit=1)[-1]))
            for span, value in new
            if span.kind in ("数", "金額")
        ]
        self._days = [
            (span, pairs(value[: span.start].rsplit("\n", maxsplit=1)[-1]))
            for span, value in new
            if span.kind == "日付"
        ]
        self._suggested = dict[str, str]()
        self._old_day = _occasion(old) or written
        self._new_day = _day(day)

    def of(self, slot: Slot, text: str) -> str:
        """What may stand for ``slot`` of ``text``; "" where nothing tells."""
        if slot.span is None:
            return ""
        if slot.span.kind == "日付":
            line = text[: slot.start].rsplit("\n", maxsplit=1)[-1]
            return self._said(slot.span, pairs(line)) or self._moved(slot.span)
        before = pairs(text[max(0, slot.start - _AROUND) : slot.start].rsplit("\n", maxsplit=1)[-1])
        said = _values_beside(slot, text)
        near = [
            (len(words & before), span.text)
            for span, words in self._counts
            if span.unit
            and span.unit == slot.span.unit
            and span.kind == slot.span.kind
            and span.value not in said
        ]
        shared, words = max(near, default=(0, ""), key=lambda each: each[0])
        alone = sum(count == shared for count, _ in near) == 1
        if shared >= _SHARED and self._suggested.setdefault(words, slot.text) != slot.text:
            return ""  # 「6件発生し、前年より2件減りました」: the 4件 of the form is not both
        return words if shared >= _SHARED and alone else ""

    def _said(self, span: Span, before: frozenset[str]) -> str:
        """The day that a line of the form gives for what the old line names: 提出期限."""
        near = [
            (len(words & before), new.text)
            for new, words in self._days
            if len(words & before) >= _SHARED and new.value != span.value
        ]
        shared, words = max(near, default=(0, ""), key=lambda each: each[0])
        return words if sum(count == shared for count, _ in near) == 1 else ""

    def _moved(self, span: Span) -> str:
        """The day as many days from this year's occasion as it was from last year's."""
        if self._old_day is None or self._new_day is None or not isinstance(span.value, tuple):
            return ""
        year, month, day = span.value
        if month is None or day is None:
            return ""
        try:
            old = date(year or self._old_day.year, month, day)
        except ValueError:
            return ""
        if abs(old - self._old_day) > _REACH:
            return ""
        return _written(span, self._new_day + (old - self._old_day))


def _values_beside(slot: Slot, text: str) -> list[object]:
    """The values of the slot's line: what the line says already is said of something else in it."""
    start, end = text.rfind("\n", 0, slot.start) + 1, text.find("\n", slot.end)
    return [span.value for span in find_spans(text[start : end if end >= 0 else len(text)])]


def _occasion(old: str) -> date | None:
    """The day that the old text names most often with its year, and more than once; None where two are as frequent."""
    days = Counter(span.value for span in find_spans(old) if span.kind == "日付" and is_whole_day(span))
    (most, count), (_, second) = [*days.most_common(2), (None, 0), (None, 0)][:2]
    if count < 2 or count == second or not isinstance(most, tuple):
        return None
    try:
        return date(*most)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    found = next(iter(find_wareki(text)), None)
    return (
        date(found.year, found.month, found.day)
        if found and found.valid and found.month and found.day
        else None
    )


def _written(old: Span, new: date) -> str:
    spans = find_spans(to_wareki(new, weekday=True))
    return like(old, spans[0]) if spans else ""


def like(old: Span, new: Span) -> str:
    """The new day written as the old one was: with or without its year and its weekday."""
    text = re.sub(r"[（(].*", "", new.text)
    if isinstance(old.value, tuple) and old.value[0] is None:
        text = re.sub(r"^.*年", "", text)
    return f"{text}（{new.weekday}）" if old.weekday and new.weekday else text
