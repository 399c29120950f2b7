"""Whether a reworded passage still says every fact of the original: figures, days, names, sources, denials, conditions.

Knows nothing of who reworded it. What only the new passage has is told too: nothing may be added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.checks.grounds.polarity import denials
from app.checks.grounds.values import checkable
from app.text.marks import REVIEW
from app.text.named import find_named
from app.text.names import find_names
from app.text.spans import Span, supports

_CITES = re.compile(r"\[\d{1,3}\]")
_ADDRESSES = re.compile(r"https?://[^\s、。」）]+|[\w.+-]+@[\w-]+\.[\w.-]+")
_BESIDE = re.compile(r"（(?:令和|平成|昭和)[0-9０-９元]{1,2}年）|（[12][0-9]{3}年）")
"""The other calendar beside a year: 2026年（令和8年）4月1日 is one day."""
_DIGITS = re.compile(r"\D+")
_CONDITIONS = (
    "以上", "以下", "未満", "超え", "以内", "以前", "以後", "以降", "のみ", "だけ", "に限", "を除", "原則",
    "必ず", "場合", "ただし", "予定", "見込", "最大", "最低", "及び", "又は", "おおむね", "約",
)  # fmt: skip
_SAME = {
    "を除": ("を除", "以外"),
    "に限": ("に限", "だけ", "のみ"),
    "のみ": ("のみ", "だけ", "に限"),
    "だけ": ("だけ", "のみ", "に限"),
}
_SAME |= {
    "及び": ("及び", "と", "、", "\n"),
    "又は": ("又は", "または", "か", "いずれか"),
    "場合": ("場合", "とき", "たら", "れば"),
}
_SAME |= {
    "以下": ("以下", "まで"),
    "以内": ("以内", "まで"),
    "おおむね": ("おおむね", "約", "ほぼ", "くらい"),
    "約": ("約", "おおむね", "くらい", "ほど"),
}
_SAME |= {"超え": ("超え", "より多"), "原則": ("原則",), "ただし": ("ただし", "しかし", "でも")}


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that went or came: ``kind`` (金額, 日付, 氏名, 出典, 否定, 条件 …) and its words."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What the new passage lacks and what only it has; both () when every fact was carried over."""

    lost: tuple[Lost, ...] = ()
    added: tuple[Lost, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.lost and not self.added


def carried(old: str, new: str) -> Carried:
    """Compare the facts of ``old`` with those of ``new``, whatever their spelling (137万5,000円 is 1,375,000円).

    >>> carried("定員は20人以上で、申込みは要りません。", "定員は25人で、申込みが要ります。").lost
    (Lost(kind='数', text='20人'), Lost(kind='条件', text='以上'), Lost(kind='否定', text='否定の言葉'))
    """
    old, new = _BESIDE.sub("", old), _BESIDE.sub("", new)
    mine, theirs = _spans(old), _spans(new)
    lost = [*_missing(mine, theirs, new), *_marks(old, new), *_conditions(old, new)]
    added = [*_missing(theirs, mine, old), *_marks(new, old)]
    if (before := denials(old)) != (after := denials(new)):
        (lost if after < before else added).append(Lost("否定", "否定の言葉"))
    return Carried(tuple(dict.fromkeys(lost)), tuple(dict.fromkeys(added)))


def _spans(text: str) -> list[Span]:
    names = [Span("氏名", start, end, text[start:end], text[start:end]) for start, end in find_names(text)]
    return [*checkable(text), *find_named(text), *names]


def _missing(wanted: Iterable[Span], there: list[Span], text: str) -> Iterator[Lost]:
    for span in wanted:
        if not _said(span, there, text):
            yield Lost(span.kind, span.text)


def _said(span: Span, there: list[Span], text: str) -> bool:
    if span.text in text or any(_same(other, span) for other in there):
        return True
    if span.kind == "電話":
        digits = _DIGITS.sub("", span.text)
        return digits in _DIGITS.sub("", text)
    if span.kind in ("氏名", "組織", "施設", "例規名", "様式"):
        return str(span.value) in text
    return False


def _same(other: Span, span: Span) -> bool:
    if supports(other, span):
        return not span.unit or span.unit == other.unit
    if span.kind == "時刻" == other.kind and isinstance(span.value, tuple) and isinstance(other.value, tuple):
        return (span.value[0] % 12, span.value[1]) == (other.value[0] % 12, other.value[1])
    decimal = isinstance(span.value, Decimal) and isinstance(other.value, Decimal)
    return decimal and span.value == other.value and span.unit == other.unit


def _marks(old: str, new: str) -> Iterator[Lost]:
    for kind, pattern in (("出典", _CITES), ("要確認", REVIEW), ("連絡先", _ADDRESSES)):
        before, after = Counter(pattern.findall(old)), Counter(pattern.findall(new))
        for words in before:
            if not after[words]:
                yield Lost(kind, words)


def _conditions(old: str, new: str) -> Iterator[Lost]:
    for word in _CONDITIONS:
        if word in old and not any(each in new for each in _SAME.get(word, (word,))):
            yield Lost("条件", word)
