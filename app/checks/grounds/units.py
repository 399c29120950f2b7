"""Sections of an office that a draft puts together: 課 and 係, 部 and 課, and lists that name one twice. Knows no states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.checks.grounds.pools import FORM, OFFICE, PAST, Pool, Said, read_sentences
from app.text.spans import Span

Place = tuple[int, int]
_LEVELS = {"係": 0, "課": 1, "室": 1, "局": 2, "部": 2, "会": 2}
_LIST = re.compile(r"(?:（主）|（副）|（主管）)?[、・,][ 　]*")
_BELONGS = "{part}は、{whole}の下"
_HAS = "{whole}では、{part}"
_TWICE = "同じ並びに2度ある"


def misplaced(text: str, pools: Sequence[Pool]) -> dict[Place, tuple[str, str]]:
    """(start, end) of a section → (what is told instead, the name of the source).

    「広報広聴課文化スポーツ係」 where every source has 「生涯学習課文化スポーツ係」; of a 課 that the clerk gave
    with its 係, another 係.
    """
    wholes: dict[str, dict[str, str]] = defaultdict(dict)
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for pool in sorted(pools, key=lambda each: each.number != FORM):
        if pool.number in (PAST, OFFICE):
            continue
        for said in pool.said:
            for whole, part in _joined(said):
                wholes[_name(part)].setdefault(_name(whole), pool.name)
                if pool.number == FORM:
                    parts[_name(whole)].setdefault(_name(part), pool.name)
    wrong: dict[Place, tuple[str, str]] = {}
    for said in read_sentences(text):
        wrong.update(_twice(said))
        for whole, part in _joined(said):
            known, given = wholes.get(_name(part), {}), parts.get(_name(whole), {})
            if _name(whole) in known:
                continue
            if known:
                name, where = next(iter(known.items()))
                wrong[whole.start, whole.end] = (_BELONGS.format(part=_name(part), whole=name), where)
            elif given:
                name, where = next(iter(given.items()))
                wrong[part.start, part.end] = (_HAS.format(whole=_name(whole), part=name), where)
    return wrong


def _joined(said: Said) -> Iterator[tuple[Span, Span]]:
    """A section and the smaller one right behind it: 「総務課行政係」「教育委員会　生涯学習課」."""
    units = [each for each in said.spans if each.kind == "組織"]
    for one, other in pairwise(units):
        between = said.text[one.end - said.start : other.start - said.start]
        if not between.strip(" 　") and _level(one) > _level(other) >= 0:
            yield one, other


def _twice(said: Said) -> Iterator[tuple[Place, tuple[str, str]]]:
    """The sections that one list names twice: 「財政課（主）、財政課、契約管財課」."""
    named = [each for each in said.spans if each.kind in ("組織", "施設")]
    run: list[Span] = []
    for each in [*named, None]:
        joined = (
            run
            and each is not None
            and _LIST.fullmatch(said.text[run[-1].end - said.start : each.start - said.start])
        )
        if not joined:
            names = [_name(one) for one in run]
            for one in run:
                if names.count(_name(one)) > 1:
                    yield (one.start, one.end), (_TWICE, "")
            run = []
        if each is not None:
            run.append(each)


def _level(span: Span) -> int:
    return _LEVELS.get(span.text[-1], -1)


def _name(span: Span) -> str:
    return str(span.value)
