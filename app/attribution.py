"""Which source a sentence stands on, by what it says. Knows nothing of models: their own [n] are only a hint.

A small model writes true sentences with the wrong number, or none. The figures in a sentence tell better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.citation import cited_numbers
from app.retrieval import Evidence
from app.text.spans import Span, find_spans, supports
from app.text.wording import pairs, share

_SAYS = 0.5
_MARKS = re.compile(r"(?:\[\d+\])+")


def attach(sentence: str, evidence: Sequence[Evidence]) -> str:
    """The sentence with the [n] of the source that has its figures, or most of its words; else as it was.

    A number that the writer gave stays when its source has at least one of the figures, or there are none.
    """
    given = cited_numbers(sentence)
    plain = _MARKS.sub("", sentence)
    spans = find_spans(plain)
    support = {one.number: _supported(spans, one) for one in evidence}
    best = max(support, key=lambda number: (support[number], -number), default=0)
    if given and (not spans or any(support.get(number, 0) for number in given)):
        return sentence
    if best and support[best]:
        return _marked(plain, best)
    if given:
        return sentence
    wanted = pairs(plain)
    nearest = max(evidence, key=lambda one: share(wanted, one.text), default=None)
    if nearest is not None and len(wanted) >= 4 and share(wanted, nearest.text) >= _SAYS:
        return _marked(plain, nearest.number)
    return sentence


def _supported(spans: Sequence[Span], evidence: Evidence) -> int:
    told = find_spans(f"{evidence.passage.context}\n{evidence.passage.text}")
    return sum(any(supports(source, span) for source in told) for span in spans)


def _marked(sentence: str, number: int) -> str:
    words = sentence.rstrip()
    tail = sentence[len(words) :]
    return f"{words[:-1]}[{number}]。{tail}" if words.endswith("。") else f"{words}[{number}]{tail}"
