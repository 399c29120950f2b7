"""What the sources put beside the neighbour of a figure: in the same words, in the same row, at the head of the column.

Knows nothing of states or findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.checks.grounds.alignment import alike, likeness
from app.checks.grounds.pools import FORM, OFFICE, PAST, Said
from app.checks.grounds.sources import Row, Sources
from app.checks.grounds.values import says
from app.text.spans import Span

LISTED = ("組織", "施設", "氏名", "例規名", "様式")
"""Kinds that stand in lists, in any order."""
_APART = 0.35
_GAP = 8
_JOINS = re.compile(r"(?:現在)?[ 　]*[がはのにで（：:|]?[ 　]*(?:約|およそ)?")
_RANGE = re.compile(r"[ 　]*(?:から|より|[~〜～―–－-])[ 　]*")
_BOUND = re.compile("以上|以下|未満")
_YEAR, _START, _END = re.compile("年度"), re.compile("始|開始|から"), re.compile("終|満了|まで")
_CELL = " | "
_FIELD = 120
"""Characters up to which a field of the form speaks of the draft itself and is no document laid into it."""


def beside(span: Span, mine: Said, cited: frozenset[int], sources: Sources) -> tuple[Row, Span] | None:
    """What stands beside the neighbour of ``span`` in every sentence of the sources that says that neighbour.

    「令和6年の第17回」 where the sources have 第17回 only beside 令和5年; 「100％（令和9年度）」 where the row of
    that name has 100％ under 「目標値（令和10年度）」.
    """
    at = mine.spans.index(span)
    bounded = _BOUND.match(mine.text, span.end - mine.start)
    # 「75歳以上」 is a column's name, no rival of 「105歳」 in its row
    named = f"{span.text}{bounded[0]}" if bounded else ""
    for step in (-1, 1):
        place = at + step
        neighbour = mine.spans[place] if 0 <= place < len(mine.spans) else None
        if neighbour is not None and neighbour.value == 1:  # 「1日2回」「1人300円」: a rate is of everything
            continue
        if neighbour is None or span.kind in LISTED or neighbour.kind in LISTED:
            continue
        first, last = (neighbour, span) if step < 0 else (span, neighbour)
        between = mine.text[first.end - mine.start : last.start - mine.start]
        joins = _RANGE if alike(span, neighbour) else _JOINS
        if len(between) > _GAP or not joins.fullmatch(between):
            continue
        found: tuple[Row, Span] | None = None
        for row, source in _saying(neighbour, mine, cited, sources):
            standing = _standing(span, source, row, mine, step)
            if standing is None:
                continue
            if says(standing, span, row.pool.text) or (named and named in row.pool.text):
                found = None
                break
            found = found or (row, standing)
        if found:
            return found
    return None


def given(span: Span, mine: Said, sources: Sources) -> tuple[Row, Span] | None:
    """What the form gives for a value that needs no words: the 年度 on a line of its own, the two ends of a period.

    None where a field gives ``span`` itself.
    """
    at = mine.spans.index(span)
    follower = mine.spans[at + 1] if at + 1 < len(mine.spans) else None
    if span.kind == "年度" and mine.text.strip() == span.text:
        label = _YEAR
    elif follower is not None and alike(span, follower) and _ends(follower, sources):
        label = _START
        if not _RANGE.fullmatch(mine.text[span.end - mine.start : follower.start - mine.start]):
            return None
    else:
        return None
    rows = [
        (row, source)
        for row, source in sources.of_kind((span.kind,))
        if row.pool.number == FORM and label.search(row.pool.text.partition("：")[0])
    ]
    if len(rows) != 1 or says(rows[0][1], span, rows[0][0].pool.text):
        return None
    return rows[0]


def _ends(span: Span, sources: Sources) -> bool:
    """Whether a field for an end gives ``span``."""
    return any(
        row.pool.number == FORM and _END.search(row.pool.text.partition("：")[0])
        for row, _ in sources.saying(span)
    )


def _saying(
    neighbour: Span, mine: Said, cited: frozenset[int], sources: Sources
) -> Iterator[tuple[Row, Span]]:
    """The places that say the neighbour and speak of the same: cited, alike, the form, or a row of the same name."""
    for row, source in sources.saying(neighbour):
        number = row.pool.number
        if (cited and number not in cited) or number in (PAST, OFFICE):
            continue
        given = number == FORM and len(row.pool.text) <= _FIELD
        if cited or given or _named_alike(mine, row.said) or likeness(mine, row.said) >= _APART:
            yield row, source


def _standing(span: Span, source: Span, row: Row, mine: Said, step: int) -> Span | None:
    """What stands there in place of ``span``: right beside, alone of its kind in the row, at the column's head."""
    spans = row.said.spans
    at = spans.index(source) - step
    if 0 <= at < len(spans) and alike(span, spans[at]):
        first, last = sorted((spans[at], source), key=lambda each: each.start)
        between = row.said.text[first.end - row.said.start : last.start - row.said.start]
        if span.kind == "数" and not span.unit and not _JOINS.fullmatch(between):
            return None  # 「…の状況（令和7年度）　シート「認定者」10〜14行」: a place in a file
        return spans[at] if not alike(span, source) or _RANGE.fullmatch(between) else None
    if alike(span, source):
        return None
    if _CELL not in row.said.text:
        return None
    if span.kind == "数" and not span.unit:
        return None  # a bare number is what its column says
    kin = [each for each in spans if alike(span, each)]
    if len(kin) == 1:
        return kin[0]
    if kin or not _named_alike(mine, row.said):
        return None
    heads = [each for each in _heads(source, row) if alike(span, each)]
    return heads[0] if len(heads) == 1 else None


def _named_alike(mine: Said, theirs: Said) -> bool:
    """Whether two rows of tables have the same name in their first cell."""
    one, cut, _ = mine.text.partition(_CELL)
    return (
        bool(cut and _CELL in theirs.text)
        and len(one.strip()) > 1
        and _plain(one) in map(_plain, _cells(theirs.text)[:2])
    )


def _heads(source: Span, row: Row) -> Sequence[Span]:
    """The spans at the head of the column in which ``source`` stands; () where the table has no head of that many cells."""
    said = row.said
    column = said.text[: source.start - said.start].count(_CELL)
    above = [each for each in row.pool.said if each.end <= said.start]
    table: list[Said] = []
    for each in reversed(above):
        if each.text.count(_CELL) != said.text.count(_CELL):
            break
        table.append(each)
    if not table:
        return ()
    head = table[-1]
    starts = [0, *(match.end() for match in re.finditer(re.escape(_CELL), head.text)), len(head.text) + 1]
    left, right = head.start + starts[column], head.start + starts[column + 1]
    return [each for each in head.spans if left <= each.start < right]


def _cells(text: str) -> list[str]:
    return text.split(_CELL)


def _plain(text: str) -> str:
    return re.sub(r"\[\d+\]|[ 　・]", "", text)
