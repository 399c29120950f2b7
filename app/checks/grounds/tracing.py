"""Looks one span of a draft up: the calendar, the sources, the form, arithmetic. Knows nothing of texts' marks or findings.

Where the sentence follows a sentence of a source, the figure that stands at the same place there decides; elsewhere a
value is supported when a source says it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.checks.grounds.alignment import CLOSE, likeness, nearness
from app.checks.grounds.almanac import earlier_start, right_weekday, years_near
from app.checks.grounds.arithmetic import column_above, reckon
from app.checks.grounds.pools import FORM, OFFICE, PAST, Said, quote_around
from app.checks.grounds.rivals import Place, find_rival
from app.checks.grounds.sources import Row, Sources
from app.checks.grounds.values import DATES, FOLLOWED, NAMED, agrees, follows, parts
from app.text.named import stands_in
from app.text.spans import Span, impossible, weekday_of, years

_SURE = 8
_FINALISTS = 8
_NAME = 4
"""Characters of a row's name that tell it from others."""
_MATTER = 0.35
"""Likeness from which a sentence speaks of the same matter."""
_OWN = 0.9
"""Likeness from which a sentence is the past document's own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state`` is one of FACT_STATES; ``rule`` names the finding, "" for none; ``citation`` is 0 for none."""

    state: str
    evidence: str
    rule: str = ""
    citation: int = 0
    quote: str = ""


class Judge:
    """For one text and its pools (cited sources, the form, the past document)."""

    def __init__(self, text: str, said: Sequence[Said], sources: Sources, today: date) -> None:
        self._text, self._said, self._sources, self._today = text, said, sources, today

    @cached_property
    def _years(self) -> set[int]:
        known = years(span for _, span in self._sources.of_kind((*DATES, "年度")))
        return {
            *known,
            *years(span for said in self._said for span in said.spans),
            self._today.year,
            self._today.year + 1,
        }

    def _years_near(self, span: Span) -> frozenset[int]:
        told = [parts(each) for said in self._said for each in said.spans if each.kind in ("日付", "年度")]
        now = (self._today.year, self._today.month, self._today.day)
        return years_near(parts(span), [*told, now]) if any(year for year, *_ in told) else frozenset()

    def verdict(self, span: Span, mine: Said, before: Span | None) -> Verdict:
        if impossible(span):
            return Verdict("conflict", "暦", "impossible")
        if start := earlier_start(self._text, span, before):
            return Verdict("conflict", start, "order")
        cited = cited_near(self._text, span.end)
        places = list(self._places(span, mine))
        yes = _best([each for each in places if each.pool.number != PAST], span, mine, cited)
        if wrong := right_weekday(
            span,
            [each.span for each in places if _same_matter(each, cited) or self._not_this_years(span, each)],
            (self._years_near(span) or self._years) if span.weekday else (),
        ):
            return Verdict("conflict", wrong, "weekday")
        rival = find_rival(span, mine, cited, yes, self._sources)
        if rival and not (yes is None and _as_before(rival, places)):
            if yes is None and (sum_ := self._reckoned(span, mine)):
                return sum_
            return Verdict(
                "conflict",
                f"{rival.pool.name} {quote_around(rival.pool, rival.span)}",
                "conflict",
                rival.pool.number,
                _quote(rival),
            )
        if yes:
            return _supported(span, yes)
        return self._otherwise(span, mine, cited, places)

    def _otherwise(self, span: Span, mine: Said, cited: frozenset[int], places: Sequence[Place]) -> Verdict:
        """What may still speak for a span that no source and no form says."""
        if span.kind in NAMED and (
            pool := next(
                (each for each in self._sources.pools if stands_in(str(span.value), each.plain)), None
            )
        ):
            return Verdict(
                {FORM: "input", OFFICE: "input", PAST: "stale"}.get(pool.number, "supported"),
                f"{pool.name} {span.value}",
                "stale" if pool.number == PAST else "",
                max(pool.number, 0),
                "",
            )
        for row, source in self._sources.of_kind(FOLLOWED.get(span.kind, ())):
            pool = row.pool
            if pool.number != PAST and (reason := follows(source, span, pool.text)):
                quote = quote_around(pool, source)
                return Verdict("derived", f"{pool.name} {quote}{reason}", "", max(pool.number, 0), quote)
        if found := self._reckoned(span, mine):
            return found
        if span.kind in DATES and self._is_today(span):
            return Verdict("derived", "今日の日付")
        if rival := self._same_lead(span):
            return Verdict("conflict", rival, "conflict")
        past = next((each for each in places if each.pool.number == PAST), None)
        if past:
            return Verdict("stale", past.pool.name, "stale")
        return Verdict("unsupported", "", "unsupported")

    def _not_this_years(self, span: Span, place: Place) -> bool:
        """Whether a place tells the year of the day, and the weekday is not the one of this year."""
        told = parts(place.span)[0] is not None
        return told and span.weekday != weekday_of(span, self._today.year)

    def _places(self, span: Span, mine: Said) -> Iterator[Place]:
        for row, source in self._sources.saying(span):
            yield Place(row.pool, row.said, source, likeness(mine, row.said), heads=_heads(row, mine))

    def _reckoned(self, span: Span, mine: Said) -> Verdict | None:
        at = self._said.index(mine)
        near = [each for said in self._said[max(0, at - 1) : at + 2] for each in said.spans]
        near = column_above(self._said, at) or near
        told = [
            (each, row.pool.name)
            for row, like in self._sources.like(mine)[:3]
            if like >= 0.4
            for each in row.said.spans
        ]
        if reason := reckon(
            span,
            mine,
            [
                *(each for each in near if each in mine.spans),
                *(each for each in near if each not in mine.spans),
            ],
            told,
            self._today,
        ):
            return Verdict("derived", reason)
        return None

    def _is_today(self, span: Span) -> bool:
        mine = parts(span)
        day = (self._today.year, self._today.month, self._today.day)
        return mine[0] is not None and all(own in (None, real) for own, real in zip(mine, day, strict=True))

    def _same_lead(self, span: Span) -> str:
        """What the sources say in the very same words up to the figure: 「[2] 1通につき300円」, or "".

        Certain only where the sentence begins alike for at least 8 characters and all sources agree.
        """
        mine = _lead(self._text, span.start)
        if len(mine) < _SURE:
            return ""
        rivals = {
            (source.value, source.unit): f"{pool.name} {quote_around(pool, source)}"
            for row, source in self._sources.of_kind((span.kind,))
            if (pool := row.pool).number > FORM and (source.kind, source.unit) == (span.kind, span.unit)
            if _lead(pool.text, source.start) == mine and not agrees(span, source)
        }
        return next(iter(rivals.values())) if len(rivals) == 1 else ""


def _best(places: Sequence[Place], span: Span, mine: Said, cited: frozenset[int]) -> Place | None:
    """A source before the form, the same weekday, a cited one, the likest sentence; then the likest words around."""
    ranks = [_rank(each, span, cited) for each in places]
    best = max(ranks, default=())
    first = [each for each, rank in zip(places, ranks, strict=True) if rank == best][:_FINALISTS]
    return max(
        first, key=lambda each: (nearness(span, mine, each.span, each.said), -each.pool.number), default=None
    )


def _rank(place: Place, span: Span, cited: frozenset[int]) -> tuple[float, ...]:
    number = place.pool.number
    own = place.like + (0.5 if number in cited else 0.0)
    same_day = bool(span.weekday) and place.span.weekday == span.weekday
    return (number > FORM and own > 0.3, same_day, own, number > FORM)


def cited_near(text: str, at: int) -> frozenset[int]:
    """The [n] of the sentence in which ``at`` stands."""
    rest = re.match(r"[^。\n]*。?(?:\[\d+\])*", text[at:])
    return frozenset(int(number) for number in re.findall(r"\[(\d+)\]", rest[0] if rest else ""))


def _supported(span: Span, place: Place) -> Verdict:
    number, quote = place.pool.number, quote_around(place.pool, place.span)
    if span.weekday and not place.span.weekday:
        return Verdict("derived", f"{place.pool.name} {quote}は（{span.weekday}）", "", number, quote)
    return Verdict("supported" if number > FORM else "input", f"{place.pool.name} {quote}", "", number, quote)


def _heads(row: Row, mine: Said) -> bool:
    """Whether the row of a source is the head of a table, and a row under it begins with what ``mine`` begins with."""
    name, cell, _ = mine.text.partition(" | ")
    if not cell or " | " not in row.said.text or len(name.strip()) < _NAME:
        return False
    under = row.pool.text[row.said.end :].partition("\n\n")[0]
    return any(name.strip() in line for line in under.split("\n") if " | " in line)


def _same_matter(place: Place, cited: frozenset[int]) -> bool:
    """Whether a place that names the same day without its year may speak of the same year: not a stray mention.

    「10月1日（木）」 of this year's notice is no mistake because an old paper has 「10月1日（火）」.
    """
    number = place.pool.number
    return number <= FORM or number in cited or place.like >= _MATTER


def _as_before(rival: Place, places: Sequence[Place]) -> bool:
    """Whether the sentence is the past document's own, and what contradicts it only somewhat alike."""
    own = max((each.like for each in places if each.pool.number == PAST), default=0.0)
    return own >= _OWN and rival.like < CLOSE and not rival.certain


def _quote(place: Place) -> str:
    return quote_around(place.pool, place.span)


def _lead(text: str, at: int) -> str:
    """The sentence's words up to ``at``, without marks and blanks."""
    start = max(text.rfind(stop, 0, at) for stop in "。\n") + 1
    return re.sub(r"\[\d+\]|【要確認[^】]*】|[ 　]", "", text[start:at])
