"""The numbers of sources where a document is written section by section. Knows nothing of how they were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.retrieval import Evidence


def numbered_after(evidence: Sequence[Evidence], known: Sequence[str]) -> tuple[Evidence, ...]:
    """The evidence with the numbers that its passages have already (``known``: ids of [1], [2] …), new ones after them.

    The same passage has one number in the whole document, whichever section found it first.
    """
    if not known:
        return tuple(evidence)
    numbers = {passage: number for number, passage in enumerate(known, start=1)}
    moved = {one.number: numbers.setdefault(one.passage.id, len(numbers) + 1) for one in evidence}
    return tuple(
        replace(
            one,
            number=moved[one.number],
            citation=replace(one.citation, number=moved[one.number]),
            beside=moved.get(one.beside, 0),
        )
        for one in evidence
    )
