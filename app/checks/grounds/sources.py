"""All that a draft may stand on, ready to be asked: who says a value, which sentence says the like. Knows no drafts.

Both questions go through an index: a record of 800 utterances is asked some thousand times for one set of minutes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.checks.grounds.alignment import alike, likeness
from app.checks.grounds.pools import FORM, OFFICE, OFFICE_WORDS, PAST, Pool, Said, make_pool
from app.checks.grounds.values import COUNTED, DATES, SHARES, says
from app.text.spans import Span

_NEAREST = 60
"""Sentences compared with one sentence: those that share most with it."""
_SENTENCE = 12
"""Characters from which fixed words are a sentence and not the name of a field."""
_BLANK = re.compile(r"[ 　。\n]|【要確認[^】]*】")
_COPIED = 0.85
"""Likeness from which a sentence is a standard article with a word changed."""
_KEPT = 256
"""Sentences of drafts whose likenesses are kept."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a pool."""

    pool: Pool
    said: Said


class Sources:
    """The pools in order: cited sources, the form, the past document."""

    def __init__(self, pools: Sequence[Pool]) -> None:
        self.pools = tuple(pools)
        self._rows = [Row(pool, said) for pool in pools for said in pool.said]
        self._with: dict[str, list[int]] = defaultdict(list)
        self._spans: dict[Hashable, list[tuple[Row, Span]]] = defaultdict(list)
        self._kinds: dict[str, list[tuple[Row, Span]]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for pair in row.said.words:
                self._with[pair].append(number)
            for span in row.said.spans:
                self._spans[_bucket(span)].append((row, span))
                self._kinds[span.kind].append((row, span))
        self.like = lru_cache(maxsize=_KEPT)(self._like)

    def _like(self, mine: Said) -> tuple[tuple[Row, float], ...]:
        """The sentences that say the like of ``mine`` with their likeness (over 0), likest first, _NEAREST at most.

        A sentence of the office's own fixed words follows none; one that is all but a standard article follows that.
        """
        shared = Counter(number for pair in mine.words for number in self._with.get(pair, ()))
        near = [number for number, _ in shared.most_common(_NEAREST)]
        found = [(self._rows[number], likeness(mine, self._rows[number].said)) for number in sorted(near)]
        if self.own(mine):
            return ()
        kept = (pair for pair in found if pair[1] > (_COPIED if pair[0].pool.number == OFFICE else 0))
        return tuple(sorted(kept, key=lambda pair: -pair[1]))

    def own(self, mine: Said) -> bool:
        """Whether ``mine`` is a sentence of the office's own fixed words."""
        return any(_own(one, mine) for pool in self.pools if pool.number == OFFICE for one in pool.said)

    def saying(self, span: Span) -> Iterator[tuple[Row, Span]]:
        """Every span of every pool that says ``span``."""
        for bucket in _buckets(span):
            for row, source in self._spans.get(bucket, ()):
                if says(source, span, row.pool.text):
                    yield row, source

    def standing_for(self, span: Span, numbers: Collection[int]) -> Iterator[tuple[Row, Span]]:
        """Every span of the pools of these numbers that could stand where ``span`` stands, and says something else."""
        for row, source in self.of_kind(COUNTED if span.kind in COUNTED else (span.kind,)):
            if row.pool.number in numbers and alike(span, source) and not says(source, span, row.pool.text):
                yield row, source

    def of_kind(self, kinds: Sequence[str]) -> Iterator[tuple[Row, Span]]:
        """Every span of the kinds, in the order of the pools."""
        for kind in kinds:
            yield from self._kinds.get(kind, ())


@lru_cache(maxsize=16)
def _open(
    evidence: tuple[tuple[int, str], ...], inputs: tuple[tuple[str, str], ...], past: tuple[str, str]
) -> Sources:
    title, old = past
    return Sources(
        (
            *(make_pool(f"[{number}]", number, told) for number, told in evidence),
            *(_given(field, told) for field, told in inputs),
            *((make_pool(title, PAST, old),) if old else ()),
        )
    )


def _given(field: str, told: str) -> Pool:
    if field in OFFICE_WORDS:
        return make_pool(field, OFFICE, told)
    return make_pool(f"入力「{field}」", FORM, told, labelled=True)


def open_sources(
    evidence: Sequence[tuple[int, str]], inputs: Mapping[str, str], past: tuple[str, str] = ("", "")
) -> Sources:
    """The sources first, then the form, then the past document (title, text); read once for all checks of a text."""
    return _open(tuple(evidence), tuple(inputs.items()), past)


def _own(fixed: Said, mine: Said) -> bool:
    """Whether ``mine`` is the office's sentence word for word, its blanks filled in."""
    words = _BLANK.sub("", fixed.text)
    if len(words) < _SENTENCE or len(words) < 0.6 * len(_BLANK.sub("", mine.text)):
        return False
    rest = iter(mine.text)
    return all(letter in rest for letter in words)


def _bucket(span: Span) -> Hashable:
    """What two spans that say the same have in common."""
    if span.kind in COUNTED:
        return span.value
    return "日付" if span.kind in DATES else span.kind


def _buckets(span: Span) -> Iterator[Hashable]:
    """Where spans that may say ``span`` stand: 720,000円 also as 720 in a table of 千円, 30% also as 3割."""
    yield _bucket(span)
    if span.kind in COUNTED and isinstance(span.value, Decimal):
        scales = (1000, 10**6) if span.unit == "円" else ()
        yield from (span.value / scale for scale in scales)
        if span.unit in SHARES:
            yield from (span.value * SHARES[span.unit] / each for each in SHARES.values())
