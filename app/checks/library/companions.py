"""What the papers of the very matter say where a text has a figure that none of them says. Knows nothing of tables.

A figure may stand in any paper of a large library; only those of the matter at hand speak for it. Where none of them
does, what they have beside the same word, or among the same other figures, is what the text should have said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Pool, Said, make_pool, read_sentences
from app.checks.grounds.values import COUNTED, DATES, agrees, one_name, parts, says
from app.checks.library.clues import labels, meet, partner, slip
from app.checks.library.edges import other_side
from app.checks.library.generations import of_now, opening
from app.checks.library.matter import telling
from app.checks.library.occasions import sibling
from app.retrieval import Evidence
from app.text.spans import Span
from app.text.wording import pairs

_KIN, _TITLE, _KIN_LEAST = 4, 0.5, 2
"""Telling values that make a paper one of the matter, or the share of its title with some of them."""
_PART, _MOST = 0.25, 0.5
"""Share of the telling values of the shorter of two papers that the other has, from which both are of one matter."""
_SHARED, _WORDS, _CONTEXT = 2, 4, 3
_UNITS = "人 名 件 円 年 月 日 回 個 本 枚 % 時間 日間 年間 か月 歳 点 号 つ か所 分 階 団体 世帯"
_COMMON = frozenset(_UNITS.split())
_DATED = re.compile(
    r"(?:令和|平成|昭和)?[0-9０-９元]+年度?(?:[0-9０-９]+月)?(?:[0-9０-９]+日)?|第[0-9０-９]+[回期次号]"
)
_THEN = re.compile(r"前回|前年|昨年|前期|従来|これまで|当時|から[、 　]?$")
_LAW = re.compile(r"(?:法|令|条例|規則|規程|附則|及び|又は|前条|同条)$|^第[0-9０-９]+条[ 　]")
_CELL = " | "
_ISSUED = re.compile(r"[ 　]*(?:[一-龠]{0,6}市|町|村)?(?:条例|規則|規程|訓令|告示|要綱)")
_HOLIDAYS = ((1, 3), (1, 4), (12, 28), (12, 29), (12, 31))
"""Days at which each office ends its year in its own way."""
_KINDS = (*COUNTED, *DATES, "時刻", "年度", "条番号", "施設", "組織", "電話")


@dataclass(frozen=True, slots=True)
class Rival:
    """What a paper of the matter says instead, and where."""

    span: Span
    source: Evidence


class Matter:
    """The papers among ``evidence`` that are of the matter of ``text``."""

    def __init__(self, text: str, evidence: Sequence[Evidence]) -> None:
        self._text = text
        by: dict[str, list[Evidence]] = defaultdict(list)
        for one in evidence:
            by[one.document.id].append(one)
        own, words = telling(text), pairs(opening(text))
        self.papers = [
            one
            for each in by.values()
            if of_now(text, each[0].document.title)
            and not sibling(text, each[0].document.title)
            and _of_it(each, own, words)
            for one in each
        ]

    @cached_property
    def _pools(self) -> list[tuple[Evidence, Pool]]:
        return [(one, make_pool(one.document.title, 1, one.words)) for one in self.papers]

    def speaks_for(self, span: Span) -> bool:
        """Whether a paper of the matter says the value, anywhere."""
        return any(
            says(each, span, pool.text)
            for _, pool in self._pools
            for said in pool.said
            for each in said.spans
        )

    def rival(self, span: Span, mine: Said, *, kept: bool) -> Rival | None:
        """What stands there in the papers of the matter; ``kept``: last year's paper has the value at hand."""
        before = mine.text[: span.start - mine.start]
        if span.kind not in _KINDS or (span.kind == "数" and not span.unit) or span.value == 1:
            return None
        if (
            _THEN.search(before)
            or _ISSUED.match(mine.text, span.end - mine.start)
            or (_CELL in mine.text and not kept)
            or (span.kind == "条番号" and _LAW.search(before))
        ):
            return None
        ways = (self._misread,) if span.kind == "条番号" else (self._labelled, self._beside, self._misread)
        for find in ways:
            named = span.kind in ("組織", "施設")
            found = [
                each
                for each in find(span, mine, kept)
                if ((named and kept) or not self._said(each.span))
                and not (named and one_name(span.value, each.span.value))
                and not other_side(span, mine, each.span, _sentence(each))
            ]
            if len({(each.span.value, each.span.unit) for each in found}) > 1 and kept:
                found = [each for each in found if self._on_its_day(each)]
            if len({(each.span.value, each.span.unit) for each in found}) == 1:
                return found[0]
        return None

    def _on_its_day(self, rival: Rival) -> bool:
        """Whether the paper's sentence has a day of the text: of two schools' rows the one of the school at hand."""
        own = frozenset(each for each in telling(self._text) if isinstance(each, tuple) and each[0] == "日付")
        return bool(own & _sentence(rival).values)

    def _said(self, rival: Span) -> bool:
        """Whether the text says the rival's value as well: then it means something else here."""
        return any(
            alike(each, rival) and (each.value == rival.value or agrees(each, rival))
            for said in read_sentences(self._text)
            for each in said.spans
        )

    def labelled(self, span: Span, mine: Said) -> Rival | None:
        """What has the same word beside it in a sentence that says much the same, where only papers of other matters
        say the value at hand: another contract's rate."""
        if span.kind not in (*COUNTED, "時刻") or not span.unit or span.value == 1 or _CELL in mine.text:
            return None
        if _THEN.search(mine.text[: span.start - mine.start]):
            return None
        found = [
            Rival(each, one)
            for one, pool in self._pools
            for said in pool.said
            if len(mine.words & said.words) >= _WORDS and _CELL not in said.text
            for each in said.spans
            if alike(span, each) and meet(labels(span, mine), labels(each, said)) and not self._said(each)
        ]
        return found[0] if len({each.span.value for each in found}) == 1 else None

    def ranged(self, span: Span, mine: Said) -> Rival | None:
        """The other end of a period whose one end the papers have too: 「18時から19時まで」."""
        found = {
            (each.span.value, each.span.unit): each
            for step in (-1, 1)
            if (other := partner(span, mine, step)) is not None
            for one, pool in self._pools
            for said in pool.said
            for end in said.spans
            if len(mine.words & said.words) >= _SHARED and parts(other)[1:] not in _HOLIDAYS
            if alike(other, end) and says(end, other, pool.text)
            if (each_ := partner(end, said, -step)) is not None
            for each in [Rival(each_, one)]
        }
        values = [each for each in found.values() if not agrees(span, each.span)]
        return values[0] if len(values) == len(found) == 1 and not self._said(values[0].span) else None

    def _labelled(self, span: Span, mine: Said, kept: bool) -> Iterator[Rival]:
        """What has the same word right before or behind it, or alone its rare unit."""
        own, own_ = labels(span, mine), _figures(mine) - {_figure(span)}
        lone = span.kind == "数" and span.unit not in _COMMON and bool(span.unit)
        for one, pool in self._pools:
            for said in pool.said:
                words = len(mine.words & said.words)
                shared = any(map(_is_telling, own_ & _figures(said)))
                near = kept or words >= _CONTEXT or (words and shared)
                for each in said.spans if near else ():
                    if alike(span, each) and (
                        meet(own, labels(each, said)) or (lone and (kept or words >= _WORDS or shared))
                    ):
                        yield Rival(each, one)

    def _beside(self, span: Span, mine: Said, kept: bool) -> Iterator[Rival]:
        """What alone of its kind stands among the same other figures, where the text has it not."""
        others = _figures(mine) - {_figure(span)}
        for one, pool in self._pools:
            for said in pool.said:
                shared = others & _figures(said)
                telling_ = any(map(_is_telling, shared))
                words = len(mine.words & said.words)
                if len(shared) < (1 if kept else _SHARED) or not telling_ or not (kept or words >= _SHARED):
                    continue
                there = [each for each in said.spans if alike(span, each)]
                unsaid = [each for each in there if not any(_same(each, own) for own in mine.spans)]
                if len(unsaid) == 1 and (kept or len(there) == 1 or span.kind not in COUNTED):
                    yield Rival(unsaid[0], one)

    def _misread(self, span: Span, mine: Said, kept: bool) -> Iterator[Rival]:
        """What differs from it in one figure only, or in two that are swapped, among the same words or figures."""
        own = _figures(mine) - {_figure(span)}
        for one, pool in self._pools:
            for said in pool.said:
                close = [each for each in said.spans if alike(span, each) and slip(span, each)]
                same = own & _figures(said) or len(mine.words & said.words) >= _WORDS
                for each in close:
                    if same or meet(labels(span, mine), labels(each, said)):
                        yield Rival(each, one)


def _of_it(papers: Sequence[Evidence], own: frozenset[object], words: frozenset[str]) -> bool:
    told = frozenset(value for one in papers for value in telling(one.words))
    kin = len(own & told)
    if kin < _PART * min(len(own), len(told)):
        return False  # the bills of one name of two sessions have a few figures in common
    title = pairs(_DATED.sub(" ", papers[0].document.title))
    named = len(title & words) >= _TITLE * len(title) and len(title) > _SHARED
    most = kin >= _KIN_LEAST and kin >= _MOST * len(own)
    return kin >= _KIN or most or (named and kin >= _KIN_LEAST)


def _sentence(rival: Rival) -> Said:
    rows = read_sentences(rival.source.words)
    return next(said for said in rows if said.start <= rival.span.start < said.end)


def _figure(span: Span) -> tuple[str, object]:
    return ("数" if span.kind in COUNTED else span.kind, span.value)


def _is_telling(figure: tuple[str, object]) -> bool:
    """Whether two sentences that have a figure in common speak of one thing: one of some digits, a day, a time."""
    return len(re.findall(r"[0-9]", str(figure[1]))) > 1


def _figures(said: Said) -> frozenset[tuple[str, object]]:
    return frozenset(_figure(each) for each in said.spans if each.value != 1)


def _same(one: Span, other: Span) -> bool:
    return alike(one, other) and one.value == other.value
