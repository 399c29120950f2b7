"""Whether the passage that a sentence cites speaks of what the sentence says. Knows nothing of figures: they are traced.

A value in [0, 1] from the cosine of the two (by the index's own embedder) and the words they share. It finds a wrong
[n] and a sentence that nobody said; it does not weigh whether a claim is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import repeat

from app.checks.subject import Checked, Subject
from app.citation import cited_numbers
from app.result import Finding
from app.retrieval import Evidence
from app.text.likeness import likeness_of
from app.text.marks import MARKS
from app.text.wording import pairs, share

CALIBRATED = {"e5-small.int8": (0.78, 0.92)}
"""For each embedder the cosines of a sentence with a passage that has nothing to do with it, and with its own."""
_WEIGHT = 0.5
WEAK, WEAK_WORDS = 0.50, 0.40
"""Values below which the support is weak, with the embedder and by words alone. Measured by `python -m evals.support`
on 365 documents: below 0.50 are 98.8% [97.5, 99.8] of sentences beside a random passage (n=400), 21.5% [17.6, 25.7]
beside the nearest passage of another document (n=381; most of those say it too), 0 of 400 beside their own, reworded;
by words alone, below 0.40, 98.0%, 27.3% and 0."""
_SHORTEST = 4
_SENTENCE = re.compile(r"[^。\n]+。?(?:\[\d+\])*")
_WEAK = "この文は、引いた出典{marks}の言葉と離れています（支え {value:.2f}）。出典の番号と、文の内容を確かめてください。"


def check_support(subject: Subject) -> Checked:
    """A finding support.weak for each sentence that its cited passages do not speak of; the text stays as it is."""
    asked = list(_asked(subject))
    embedder = subject.library.embedder if subject.library else None
    likeness = likeness_of(embedder) if embedder is not None and embedder.name in CALIBRATED else None
    texts = [(plain, told) for _, plain, sources in asked for told in sources]
    made: list[float] = likeness.cosines(texts) if likeness else []
    cosines: Iterator[float | None] = iter(made) if likeness else repeat(None)
    findings = []
    for match, plain, sources in asked:
        value = max(support_value(next(cosines), overlap(plain, told)) for told in sources)
        if value < (WEAK if likeness else WEAK_WORDS):
            marks = "".join(f"[{number}]" for number in cited_numbers(match[0]))
            message = _WEAK.format(marks=marks, value=value)
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            findings.append(Finding("support.weak", "warning", message, start, match.end()))
    return Checked(subject.text, (), tuple(findings))


def _asked(subject: Subject) -> list[tuple[re.Match[str], str, list[str]]]:
    """The sentences that cite and assert, their words without marks, and the passages that they cite."""
    sources = {one.number: one for one in subject.evidence}
    found = []
    for match in _SENTENCE.finditer(subject.text):
        named = [sources[number] for number in cited_numbers(match[0]) if number in sources]
        cited = [one.passage for one in named]
        plain = MARKS.sub("", match[0]).strip(" 　・")
        if (
            cited
            and len(pairs(_beside(plain, named))) >= _SHORTEST
            and not re.search(r"^【|：[^。]*$", plain)
        ):
            found.append((match, plain, [f"{one.context}\n{one.text}".strip() for one in cited]))
    return found


def _beside(plain: str, named: Sequence[Evidence]) -> str:
    """What a sentence says beside the names of its sources: to name a source is no statement that it must support."""
    for one in named:
        for name in (one.document.title, one.document.number, one.passage.label):
            plain = plain.replace(name, "") if name else plain
    return plain


def overlap(sentence: str, passage: str) -> float:
    """The share of the sentence's meaning-bearing pairs that the passage has."""
    return share(pairs(sentence), passage)


def support_value(cosine: float | None, words: float) -> float:
    """0 (nothing to do with each other) to 1; by words alone where no embedder is calibrated."""
    if cosine is None:
        return words
    low, high = CALIBRATED["e5-small.int8"]
    near = min(1.0, max(0.0, (cosine - low) / (high - low)))
    return _WEIGHT * near + (1 - _WEIGHT) * words
