"""What tells where a figure stands: the word beside it, the other end of its period, a slip of the key. Knows no sources."""

from __future__ import annotations

import re
from unicodedata import normalize

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Said
from app.checks.grounds.values import COUNTED
from app.text.spans import Span

_BEFORE = re.compile(r"([一-龠々ァ-ヶーA-Za-z]{2,12})[はがをのにも]?[、 　：:約（(]*$")
_AFTER = re.compile(r"(?:に|の)?([一-龠々ァ-ヶー]{2,8})")
_NO_LABEL = re.compile(
    r"^(?:令和|平成|昭和|午前|午後|年間|毎年|毎月|合計|総計|小計|以上|以下|未満|以内|以降|前後|程度|前年度?|昨年度?|本年度?|今年度?|同年|翌年度?|"
    r"日時|期日|期間|時間|年度|単位|現在|予定|平均|増加|減少|前月|翌月)$"
)
_RANGE = re.compile(r"[ 　]*(?:から|より|[~〜～―–－-])[ 　]*")


def partner(span: Span, said: Said, step: int) -> Span | None:
    """The other end of the period that ``span`` begins or (``step`` -1) ends: what it is told from or to."""
    at = said.spans.index(span) + step
    other = said.spans[at] if 0 <= at < len(said.spans) else None
    if other is None or not alike(span, other) or span.kind not in ("時刻", "日付"):
        return None
    first, last = (other, span) if step < 0 else (span, other)
    return other if _RANGE.fullmatch(said.text[first.end - said.start : last.start - said.start]) else None


def labels(span: Span, said: Said) -> frozenset[str]:
    before = _BEFORE.search(said.text[max(0, span.start - said.start - 16) : span.start - said.start])
    after = _AFTER.match(said.text, span.end - said.start)
    words = [each[1] for each in (before, after) if each]
    return frozenset(each for each in words if not _NO_LABEL.match(each))


def meet(own: frozenset[str], told: frozenset[str]) -> bool:
    return any(one.endswith(other) or other.endswith(one) for one in own for other in told)


def slip(one: Span, other: Span) -> bool:
    """Whether one was typed for the other: 昭和61年 for 昭和51年, 1,482 for 1,842, 第8条第3項 for 第7条第3項."""
    mine, theirs = (re.sub(r"[,，、 　]", "", normalize("NFKC", each.text)) for each in (one, other))
    if len(mine) != len(theirs) or len(re.findall("[0-9]", mine)) < 2:
        return False
    apart = [at for at, letter in enumerate(mine) if letter != theirs[at]]
    if len(apart) == 1 and {mine[apart[0]], theirs[apart[0]]} <= set("億万千百"):
        return True
    if not all(mine[at].isdigit() and theirs[at].isdigit() for at in apart):
        return False
    swapped = len(apart) == 2 and apart[1] - apart[0] == 1 and mine[apart[0]] == theirs[apart[1]]
    digits = len(re.findall("[0-9]", mine))
    return (len(apart) == 1 and (digits > 2 or one.kind not in COUNTED)) or (swapped and digits > 2)
