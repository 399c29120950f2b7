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
from unicodedata import normalize

from app.checks.alignment import alike
from app.checks.generations import of_now, opening
from app.checks.matter import telling
from app.checks.pools import Pool, Said, make_pool, read_sentences
from app.checks.values import COUNTED, DATES, agrees, says
from app.retrieval import Evidence
from app.text.spans import Span
from app.text.wording import pairs

_KIN, _TITLE, _KIN_LEAST = 4, 0.5, 2
"""Telling values that make a paper one of the matter, or the share of its title with some of them."""
_PART = 0.25
"""Share of the telling values of the shorter of two papers that the other has, from which both are of one matter."""
_SHARED, _WORDS, _CONTEXT = 2, 4, 3
_BEFORE = re.compile(r"([一-龠々ァ-ヶーA-Za-z]{2,12})[はがをのにも]?[、 　：:約（(]*$")
_AFTER = re.compile(r"(?:に|の)?([一-龠々ァ-ヶー]{2,8})")
_NO_LABEL = re.compile(
    r"^(?:令和|平成|昭和|午前|午後|年間|毎年|毎月|合計|総計|小計|以上|以下|未満|以内|以降|前後|程度|前年度?|昨年度?|本年度?|今年度?|同年|翌年度?|"
    r"日時|期日|期間|時間|年度|単位|現在|予定|平均|増加|減少|前月|翌月)$"
)
_COMMON = frozenset(
    [
        "人",
        "名",
        "件",
        "円",
        "年",
        "月",
        "日",
        "回",
        "個",
        "本",
        "枚",
        "%",
        "時間",
        "日間",
        "年間",
        "か月",
        "歳",
        "点",
        "号",
        "つ",
        "か所",
        "分",
        "階",
        "団体",
        "世帯",
    ]
)
_DATED = re.compile(
    r"(?:令和|平成|昭和)?[0-9０-９元]+年度?(?:[0-9０-９]+月)?(?:[0-9０-９]+日)?|第[0-9０-９]+[回期次号]"
)
_THEN = re.compile(r"前回|前年|昨年|前期|従来|これまで|当時|から[、 　]?$")
_LAW = re.compile(r"(?:法|令|条例|規則|規程|附則|及び|又は|前条|同条)$|^第[0-9０-９]+条[ 　]")
_CELL = " | "
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
            if of_now(text, each[0].document.title) and _of_it(each, own, words)
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
            or (_CELL in mine.text and not kept)
            or (span.kind == "条番号" and _LAW.search(before))
        ):
            return None
        ways = (self._misread,) if span.kind == "条番号" else (self._labelled, self._beside, self._misread)
        for find in ways:
            found = [each for each in find(span, mine, kept) if not self._said(each.span)]
            values = {(each.span.value, each.span.unit) for each in found}
            if len(values) == 1:
                return found[0]
        return None

    def _said(self, rival: Span) -> bool:
        """Whether the text says the rival's value as well: then it means something else here."""
        return any(
            alike(each, rival) and (each.value == rival.value or agrees(each, rival))
            for said in read_sentences(self._text)
            for each in said.spans
        )

    def _labelled(self, span: Span, mine: Said, kept: bool) -> Iterator[Rival]:
        """What has the same word right before or behind it, or alone its rare unit."""
        own, own_ = _labels(span, mine), _figures(mine) - {_figure(span)}
        lone = span.kind == "数" and span.unit not in _COMMON and bool(span.unit)
        for one, pool in self._pools:
            for said in pool.said:
                words = len(mine.words & said.words)
                shared = any(map(_is_telling, own_ & _figures(said)))
                near = kept or words >= _CONTEXT or (words and shared)
                for each in said.spans if near else ():
                    if alike(span, each) and (
                        _meet(own, _labels(each, said)) or (lone and (kept or words >= _WORDS or shared))
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
                close = [each for each in said.spans if alike(span, each) and _slip(span, each)]
                if close and (own & _figures(said) or len(mine.words & said.words) >= _WORDS):
                    yield from (Rival(each, one) for each in close)


def _of_it(papers: Sequence[Evidence], own: frozenset[object], words: frozenset[str]) -> bool:
    told = frozenset(value for one in papers for value in telling(one.words))
    kin = len(own & told)
    if kin < _PART * min(len(own), len(told)):
        return False  # the bills of one name of two sessions have a few figures in common
    title = pairs(_DATED.sub(" ", papers[0].document.title))
    named = len(title & words) >= _TITLE * len(title) and len(title) > _SHARED
    return kin >= _KIN or (named and kin >= _KIN_LEAST)


def _labels(span: Span, said: Said) -> frozenset[str]:
    before = _BEFORE.search(said.text[max(0, span.start - said.start - 16) : span.start - said.start])
    after = _AFTER.match(said.text, span.end - said.start)
    words = [each[1] for each in (before, after) if each]
    return frozenset(each for each in words if not _NO_LABEL.match(each))


def _meet(own: frozenset[str], told: frozenset[str]) -> bool:
    return any(one.endswith(other) or other.endswith(one) for one in own for other in told)


def _figure(span: Span) -> tuple[str, object]:
    return ("数" if span.kind in COUNTED else span.kind, span.value)


def _is_telling(figure: tuple[str, object]) -> bool:
    """Whether two sentences that have a figure in common speak of one thing: one of some digits, a day, a time."""
    return len(re.findall(r"[0-9]", str(figure[1]))) > 1


def _figures(said: Said) -> frozenset[tuple[str, object]]:
    return frozenset(_figure(each) for each in said.spans if each.value != 1)


def _slip(one: Span, other: Span) -> bool:
    """Whether one was typed for the other: 昭和61年 for 昭和51年, 1,482 for 1,842, 第8条第3項 for 第7条第3項."""
    mine, theirs = (re.sub(r"[,，、 　]", "", normalize("NFKC", each.text)) for each in (one, other))
    if len(mine) != len(theirs) or len(re.findall("[0-9]", mine)) < 2:
        return False
    apart = [at for at, letter in enumerate(mine) if letter != theirs[at]]
    if not all(mine[at].isdigit() and theirs[at].isdigit() for at in apart):
        return False
    swapped = len(apart) == 2 and apart[1] - apart[0] == 1 and mine[apart[0]] == theirs[apart[1]]
    digits = len(re.findall("[0-9]", mine))
    return (len(apart) == 1 and (digits > 2 or one.kind not in COUNTED)) or (swapped and digits > 2)


def _same(one: Span, other: Span) -> bool:
    return alike(one, other) and one.value == other.value
