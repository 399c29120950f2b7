"""To which words of a sentence a figure belongs: 「地方交付税は1兆円、地方税は2兆円」. Knows nothing of states or findings.

A figure that a source has, but beside other words than the draft has it, is the value of the neighbouring line.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Said
from app.text.spans import Span
from app.text.wording import pairs

_REACH = 28
"""Characters before a figure in which the words that it belongs to stand."""
KINDS = ("金額", "割合", "数", "時刻")
_OWN = 2
_LEAST = 4
_SHARE = 0.6
_APART = 3
_NUMBER = 3
"""What a figure weighs in a name, against a pair of letters: 「10キロメートル」 is no 「3キロメートル」."""


def bound_elsewhere(
    span: Span, mine: Said, theirs: Said, saying: Sequence[Span], others: Sequence[Span]
) -> Span | None:
    """Of ``others`` the one that the words before ``span`` belong to in the source; None when nothing tells it.

    ``saying`` are the places of the source's sentence that say the value of ``span``. Certain only where most of the
    words stand before another figure and few of them before the value itself.
    """
    own = label_of(span, mine)
    if (
        _weight(own) < _LEAST or not others or " | " in theirs.text
    ):  # in a row the column tells, not the words
        return None
    if span.kind not in KINDS or not any(len(_words(each, theirs)) >= _OWN for each in saying):
        return None  # 「令和4年度912グラム、令和5年度901グラム」: one name for a series
    here = max((_shared(own, label_of(each, theirs)) for each in saying), default=0)
    best = max(others, key=lambda each: (_shared(own, label_of(each, theirs)), -each.start))
    if not own & pairs(_last_clause(best, theirs)):
        return None  # 「届出の日から、工事については14日、ほかは10日」: what leads to both tells neither
    there = _shared(own, label_of(best, theirs))
    if there < _SHARE * _weight(own) or there - here < _APART:
        return None
    figures = {each for each in own if each.isdigit()}
    told = figures & label_of(best, theirs)
    apart = bool(told) and not any(figures & label_of(each, theirs) for each in saying)
    return best if here <= there / 3 or apart else None


def label_of(span: Span, said: Said) -> frozenset[str]:
    """The pairs of the words before a figure, back to the figure before it that could stand for it."""
    at = span.start - said.start
    before = [each.end - said.start for each in said.spans if each.end <= span.start and alike(span, each)]
    return pairs(said.text[max([0, at - _REACH, *before]) : at])


def _last_clause(span: Span, said: Said) -> str:
    """The words right before a figure, back to the last comma that has some behind it."""
    before = said.text[: span.start - said.start].rstrip("、 　")
    return before.rpartition("、")[2]


def _words(span: Span, said: Said) -> frozenset[str]:
    """The label without the figures in it: what names this figure alone."""
    return label_of(span, said) & said.words


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    return _weight(one & other)


def _weight(words: frozenset[str]) -> int:
    return sum(_NUMBER if word.isdigit() else 1 for word in words)
