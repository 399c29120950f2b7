"""Whether what would be told is too far from the question to be an answer: it is then shown as near, not told.

Knows no wording and no page.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.residents.answering import Talk
from app.residents.composing import Line
from app.residents.focus import place
from app.residents.related import asked_of, weighed_by
from app.text.likeness import likeness_of
from ingest.search_key import normalise

SCORE, MATTER, COSINE = 0.65, 0.5, 0.87
"""What the search gave its passage, the share of the question's words by what they tell, and the cosine to the question.
Of 97 answers in two towns that nobody had seen (46 right), four were below all three, all of them wrong; of 250 answers of
three sets that had been looked at, one, which was no answer either."""


def is_far(talk: Talk, lead: Sequence[Line]) -> bool:
    """Whether what leads an answer is behind by all three: how it was found, its words and its meaning."""
    first = lead[0].hit
    if first.score >= SCORE:
        return False
    asked = weighed_by(asked_of(talk), talk.sources.hits)
    told = (f"{place(line.hit)}\n{line.hit.passage.context}\n{line.hit.passage.text}" for line in lead)
    if asked.matter_of(normalise("\n".join(told))) >= MATTER:
        return False
    index = talk.office.index
    read = "\n".join((first.document.title, lead[0].heading, *(line.text for line in lead)))
    return max(likeness_of(index.embedder).to_question(talk.query, [read], ledger=index.ledger)) < COSINE
