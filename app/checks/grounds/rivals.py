"""What a source says at the very place where a draft says something else. Knows nothing of states or findings.

Three ways to be certain: the sentence follows a sentence of the source; a value stands twice where the source has it
once and another beside it; the words right around the value are those around another value of the cited source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.checks.grounds.alignment import CLOSE, FOLLOWS, LEAST, alike, nearest, nearness, same_place
from app.checks.grounds.bound import bound_elsewhere
from app.checks.grounds.neighbours import beside, given
from app.checks.grounds.pools import FORM, OFFICE, PAST, Pool, Said
from app.checks.grounds.sources import Sources
from app.checks.grounds.values import agrees, amount, says
from app.text.spans import Span
from app.text.wording import pairs

_APART = 0.35
"""Likeness below which a sentence that has the value speaks of something else."""
_SAME = 0.85
"""Likeness from which even the clerk's own value, given for something else, does not speak for a sentence."""
_NEARER, _NAMES = 0.15, 2
"""How much liker a sentence is, and how many pairs more it shares, than one that says the value of another thing."""
_NAMED = 6
"""Characters behind a figure that make it part of a name."""
_PLACES = re.compile(
    r"(?:大字|字)[一-龠ァ-ヶー]{1,5}|[一-龠ァ-ヶー]{1,6}(?:[0-9０-９一二三四五六七八九]丁目|地区|[都道府県市町村区])"
)
_HONORIFICS = frozenset(("様", "氏", "殿", "君"))
_WORDED = 8
"""Characters before and behind a value that, standing in a source with it, tell that it is this value."""
_NEAR = 2
"""Pairs right around a value that tell its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a source, and how well its sentence fits. ``certain``: nothing that says the value elsewhere counts.
    ``heads``: it stands at the head of a column of the table that has the row at hand."""

    pool: Pool
    said: Said
    span: Span
    like: float
    certain: bool = False
    heads: bool = False


def find_rival(
    span: Span, mine: Said, cited: frozenset[int], yes: Place | None, sources: Sources
) -> Place | None:
    """What stands at the span's place in a source, when that is something else and outweighs ``yes``, the best place
    that says the value (None: there is none). A day that only leaves out its year is nothing else."""
    if sources.own(mine) or stands_in_full(span, mine, cited, sources):
        return None
    rival = _rival(span, mine, cited, yes, sources)
    if rival and (agrees(span, rival.span) or _only_a_place(span, mine, rival)):
        return None
    return rival


def stands_in_full(span: Span, mine: Said, cited: frozenset[int], sources: Sources) -> bool:
    """Whether a cited source has the span letter for letter with what stands right before and behind it: of a row told with
    other marks, two figures of one kind (「7時間45分を超える時間1時間につき」) are not taken for each other."""
    at = span.start - mine.start
    words = mine.text[max(0, at - _WORDED) : at + len(span.text) + _WORDED]
    if len(words) < len(span.text) + _WORDED + 2:
        return False
    return any(words in pool.text for pool in sources.pools if pool.number in cited)


def _only_a_place(span: Span, mine: Said, rival: Place) -> bool:
    """Whether two persons have nothing but where they live in common."""
    shared = mine.words & rival.said.words
    places = pairs(" ".join(match[0] for match in _PLACES.finditer(mine.text)))
    return span.kind == "氏名" and bool(shared) and shared <= places | _HONORIFICS


def _rival(
    span: Span, mine: Said, cited: frozenset[int], yes: Place | None, sources: Sources
) -> Place | None:
    rival = _in_sentence(span, mine, cited, yes, sources)
    if rival and (yes is None or rival.certain or _outweighs(rival, yes, mine, cited)):
        return rival
    if paired := beside(span, mine, cited, sources):
        row, standing = paired
        if cited or yes is None or (yes.like < _APART and not yes.heads):
            return Place(row.pool, row.said, standing, CLOSE, certain=True)
    if yes is not None and yes.like >= FOLLOWS:
        return None
    if not cited and (yes is None or yes.pool.number != FORM) and (told := given(span, mine, sources)):
        return Place(told[0].pool, told[0].said, told[1], CLOSE, certain=True)
    if not cited and (own := _in_name(span, mine, yes, sources)):
        return own
    near = _around(span, mine, cited, sources)
    if near and (yes is None or yes.pool.number not in (FORM, OFFICE) or near.pool.number == FORM):
        return near
    return None


def _in_sentence(
    span: Span, mine: Said, cited: frozenset[int], yes: Place | None, sources: Sources
) -> Place | None:
    best: Place | None = None
    few = False
    for row, like in sources.like(mine):
        pool, theirs = row.pool, row.said
        if like < FOLLOWS or not theirs.spans or pool.number == PAST or (best and like <= best.like):
            continue
        if cited and pool.number > FORM and pool.number not in cited:
            continue
        others = [
            each
            for each in theirs.spans
            if alike(span, each)
            and (span.unit or span.kind != "数" or (" | " in mine.text and _is_cell(each, theirs)))
            and not agrees(span, each)
            and not any(says(each, one, pool.text) for one in mine.spans)
        ]
        saying = [each for each in theirs.spans if says(each, span, pool.text)]
        if saying and (elsewhere := bound_elsewhere(span, mine, theirs, saying, others)):
            return Place(pool, theirs, elsewhere, CLOSE, certain=True)
        doubled = bool(saying) and _is_extra(span, mine, theirs, saying)
        if not others or (saying and not doubled):
            if saying and (yes is None or like >= yes.like):
                best = None
            continue
        standing = nearest(span, mine, theirs, others)
        if standing is not None:
            best = Place(pool, theirs, standing, like, certain=doubled)
            few = few or len(mine.words & theirs.words) < LEAST
    if best and few and not best.certain and _many(span, mine, best, sources):
        return None
    if best and yes and yes.like >= best.like and not best.certain:
        return None
    return best


def _is_cell(span: Span, said: Said) -> bool:
    """Whether a figure fills a cell of a table: a bare number there is a figure, elsewhere a mere numeral."""
    at = span.start - said.start
    begin = said.text.rfind(" | ", 0, at)
    return " | " in said.text and said.text[max(begin, -3) + 3 :].partition(" | ")[0].strip() == span.text


def _many(span: Span, mine: Said, best: Place, sources: Sources) -> bool:
    """Whether several lines fit as well and say different things: 「手数料」 alone tells no one fee."""
    values = set()
    for row, like in sources.like(mine):
        if like < best.like or row.pool.number == PAST:
            continue
        standing = nearest(span, mine, row.said, [each for each in row.said.spans if alike(span, each)])
        values.add(amount(standing) if standing else ())
    return len(values - {()}) > 1


def _is_extra(span: Span, mine: Said, theirs: Said, saying: Sequence[Span]) -> bool:
    """Whether the draft's sentence has a value more often than the source's, and ``span`` stands at the worst place."""
    same = [
        each
        for each in mine.spans
        if (each.kind, each.value, each.unit) == (span.kind, span.value, span.unit)
    ]
    if len(same) <= len(saying):
        return False
    fit = sorted(same, key=lambda each: -max(nearness(each, mine, one, theirs) for one in saying))
    scores = [max(nearness(each, mine, one, theirs) for one in saying) for each in fit]
    if scores[0] == scores[-1]:  # the words do not tell: the one that stands farther off is the extra one
        fit = sorted(
            same, key=lambda each: min(abs(_share(each, mine) - _share(one, theirs)) for one in saying)
        )
    return span not in fit[: len(saying)]


def _share(span: Span, said: Said) -> float:
    return (span.start - said.start) / max(len(said.text), 1)


def _outweighs(rival: Place, yes: Place, mine: Said, cited: frozenset[int]) -> bool:
    """Whether the sentence at hand says something else, though the value stands somewhere."""
    if yes.pool.number in (FORM, OFFICE) and rival.pool.number != FORM:
        # the clerk's own value wins over a document, unless the sentence is taken from the document
        return rival.pool.number in cited and rival.like >= _SAME and yes.like < _APART
    if yes.pool.number in cited and rival.pool.number not in cited:
        return False
    if yes.heads:
        return False
    if rival.pool.number in cited and yes.pool.number not in cited and yes.like < FOLLOWS:
        return True
    if not cited and rival.like >= _SAME and rival.like - yes.like >= _NEARER:
        # 「技術者の名簿は、契約締結の日から7日以内」 against 「業務計画書は、契約締結の日から14日以内」
        own, other = mine.words & rival.said.words, mine.words & yes.said.words
        return other <= own and len(own - other) >= _NAMES
    return rival.like >= CLOSE and yes.like < FOLLOWS and rival.like - yes.like >= _APART


def _in_name(span: Span, mine: Said, yes: Place | None, sources: Sources) -> Place | None:
    """What the form has before the very words that follow ``span``: 「第20回記念みどり市民マラソン」."""
    after = mine.text[span.end - mine.start :][:_NAMED]
    if len(after.strip()) < _NAMED or (yes is not None and yes.pool.number == FORM):
        return None
    if any(row.pool.text.startswith(after, source.end) for row, source in sources.saying(span)):
        return None
    for row, source in sources.standing_for(span, (FORM,)):
        if row.pool.text.startswith(after, source.end):
            return Place(row.pool, row.said, source, CLOSE, certain=True)
    return None


def _around(span: Span, mine: Said, cited: frozenset[int], sources: Sources) -> Place | None:
    """The value with the same words right around it, where no place that says ``span`` has any of them."""
    numbers = cited or frozenset({FORM})
    said = max(
        (
            nearness(span, mine, source, row.said)
            for row, source in sources.saying(span)
            if row.pool.number in numbers or not cited
        ),
        default=0,
    )
    if said:
        return None
    best: tuple[int, Place] | None = None
    for row, source in sources.standing_for(span, numbers):
        if span.kind == "数" and not span.unit and not _is_cell(source, row.said):
            continue  # a numeral in running text is no figure of a table
        near = nearness(span, mine, source, row.said)
        if near < _NEAR and not (near and same_place(span, mine, source, row.said)):
            continue
        if any(says(source, one, row.pool.text) for one in mine.spans):
            continue
        if best is None or near > best[0]:
            best = near, Place(row.pool, row.said, source, CLOSE)
    return best[1] if best else None
