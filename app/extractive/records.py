"""Rows of an old paper that were history when it was written: they do not change, where a source says the same. Knows no sections.

「第16回 | 令和5年12月3日（日） | 1,512人」 in the plan of the 20th race stays; the day of last year's race in last year's paper does not.
"""

from __future__ import annotations

from datetime import date

from app.masking import Slot
from app.material import Material
from app.text.spans import Span, find_spans, supports
from app.text.wording import is_row

_FEWEST = 2
"""Values of a row that a source's row has to have, one of them its day."""


class Records:
    """Answers for one past document and the sources of one draft."""

    def __init__(self, material: Material) -> None:
        self._issued = material.past.document.issued if material.past else None
        self._rows = [
            (one.number, find_spans(line))
            for one in material.evidence
            for line in one.text.split("\n")
            if is_row(line)
        ]

    def source(self, slot: Slot, text: str) -> int:
        """The number of the source whose row says what the row of ``slot`` says, the slot's value with it; 0 for none."""
        if slot.span is None or self._issued is None:
            return 0
        start = text.rfind("\n", 0, slot.start) + 1
        end = text.find("\n", slot.start)
        line = text[start : end if end >= 0 else len(text)]
        own = find_spans(line)
        days = [span for span in own if span.kind == "日付"]
        if not is_row(line) or not days or not all(_before(span, self._issued) for span in days):
            return 0
        for number, row in self._rows:
            said = [span for span in own if any(supports(each, span) for each in row)]
            dated = any(span in said for span in days)
            if dated and len(said) >= _FEWEST and any(supports(each, slot.span) for each in row):
                return number
        return 0


def _before(span: Span, day: date) -> bool:
    """Whether a whole date lies before ``day``; not, where its year is not written."""
    if not isinstance(span.value, tuple) or None in span.value:
        return False
    try:
        return date(*span.value) < day
    except (TypeError, ValueError):
        return False
