"""What must change in an old text: its slots, and the text with them covered. Knows nothing of the new text.

A past document goes to the model as an example with every figure, date and name covered (〔数〕人, 〔日付〕, 〔氏名〕):
what the model cannot see it cannot copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.text.names import find_names
from app.text.spans import Span, find_spans

_ARTICLE = re.compile(
    r"第[0-9０-９]+条(?:の[0-9０-９]+)*(?:第[0-9０-９]+項)?(?:第[0-9０-９]+号(?:の[0-9０-９]+)*)?"
)
"""「第167条の2第1項第2号」 is one name, with no figure of ours in it."""
_MARK_BEGINS, _MARK_ENDS = re.compile(r"(?:^|[\s　])[（(]$"), re.compile(r"[）)][　 ]")
_PAPER = re.compile(r"(?<![A-Za-z])[ABＡＢ]$")
"""A4判, B5: the size of a paper counts nothing."""
_CODE = re.compile(r"0[0-9]+")
"""「05予算要求」: a number with a zero before it is the name of a folder or a form, and counts nothing."""
KEPT = ("条番号", "例規番号")
"""Kinds that stay readable: a law is cited the same way this year."""
_COVERS = {
    "日付": "〔日付〕",
    "年月": "〔年月〕",
    "年度": "〔年度〕",
    "年": "〔年〕",
    "月": "〔月〕",
    "時刻": "〔時刻〕",
    "電話": "〔電話〕",
    "郵便番号": "〔郵便番号〕",
    "URL": "〔URL〕",
    "メール": "〔メール〕",
    "文書番号": "〔文書番号〕",
    "氏名": "〔氏名〕",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in an old text whose words belong to the old occasion. ``span`` is None for a name."""

    start: int
    end: int
    kind: str
    text: str
    span: Span | None = None


def find_slots(text: str) -> tuple[Slot, ...]:
    """Every figure, date and name of ``text``, in order, none overlapping."""
    articles = [match.span() for match in _ARTICLE.finditer(text)]
    slots = [
        Slot(span.start, span.end, span.kind, span.text, span)
        for span in find_spans(text)
        if span.kind not in KEPT
        and not _is_mark(text, span)
        and not (_CODE.fullmatch(span.text) and not span.unit)
        and not (not span.unit and _PAPER.search(text[: span.start]))
        and not any(left <= span.start < right for left, right in articles)
    ]
    taken = [(slot.start, slot.end) for slot in slots]
    for start, end in find_names(text):
        if all(end <= left or right <= start for left, right in taken):
            slots.append(Slot(start, end, "氏名", text[start:end]))
    return tuple(sorted(slots, key=lambda slot: slot.start))


def _is_mark(text: str, span: Span) -> bool:
    """Whether a bare number is the mark of an item, wherever it stands: 「(1) 予算編成方針　(2) 入力方法」."""
    return not span.unit and bool(
        _MARK_BEGINS.search(text[: span.start]) and _MARK_ENDS.match(text, span.end)
    )


def mask(text: str) -> str:
    """``text`` with its slots covered; units and 「第…回」 stay so that the sentence still reads.

    >>> mask("第20回は9,288人でした。")
    '第〔数〕回は〔数〕人でした。'
    """
    parts = []
    at = 0
    for slot in find_slots(text):
        parts.append(text[at : slot.start])
        parts.append(cover(slot))
        at = slot.end
    return "".join([*parts, text[at:]])


def cover(slot: Slot) -> str:
    """What stands for one slot."""
    if slot.kind == "回数":
        return f"第〔数〕{slot.text[-1]}"
    if slot.kind in ("数", "金額", "割合") and slot.span is not None:
        unit = slot.text[len(slot.text.rstrip("億万千百円%％パーセント")) :] if slot.kind == "金額" else ""
        return "〔金額〕" if unit else f"〔数〕{_unit(slot)}"
    return _COVERS.get(slot.kind, "〔数〕")


def _unit(slot: Slot) -> str:
    """The unit as it is written, so that 「9,288人」 becomes 「〔数〕人」."""
    digits = "0123456789０１２３４５６７８９,，.．億万千百十〇一二三四五六七八九 　"
    return slot.text.lstrip(digits)
