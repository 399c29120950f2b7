"""What stands nearest to a question that nothing answers, word for word, to read beside the refusal. It is no answer.

Knows no wording and no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from app.residents.answering import Talk
from app.residents.asking import Asked, Meant, weighed
from app.residents.choosing import asked_with, nearest
from app.residents.composing import WHOM, Line
from app.residents.heads import heads_of
from app.residents.reading import lines_of
from app.residents.sections import Section
from app.residents.seeking import wanted_of
from app.residents.telling_rows import rows_of
from app.text.likeness import likeness_of
from app.text.wording import is_row
from ingest.document import Hit
from ingest.search_key import normalise

MOST, LINES = 3, 3
"""Sections that are shown, and lines of each."""
FOUND = 4
"""Hits that are looked at."""
MATTER = 0.2
"""How much of the words of the question, by what they tell, a section must say of which no answer may be made."""
BEHIND = 0.8
"""How much less a section may be worth than the nearest one."""


def related(talk: Talk, hits: Sequence[Hit]) -> list[Line]:
    """The lines of the sections of ``hits`` that are nearest to the question, nearest first."""
    return list(_lines(talk, hits, 0.0) if hits else _lines(talk, _found(talk), MATTER))


def _found(talk: Talk) -> Sequence[Hit]:
    """What the search finds by itself, of which answers may not be made."""
    office = talk.office
    return office.index.search(talk.query, viewer=office.viewer, k=FOUND, kinds=()).hits


def _lines(talk: Talk, hits: Sequence[Hit], least: float) -> Iterator[Line]:
    index = talk.office.index
    cosines = partial(likeness_of(index.embedder).to_question, ledger=index.ledger)
    asked = asked_of(talk)
    by_word = weighed_by(asked, hits)
    top, shown = 0.0, 0
    for worth, section in nearest(asked, hits, cosines, heads_of(index)):
        top = max(top, worth)
        if shown == MOST or worth < top - BEHIND:
            return
        told = by_word.matter_of(normalise(f"{section.place}\n{section.text}"))
        said = [] if told < least or WHOM.search(section.heading) else _said(asked, section)
        shown += bool(said)
        yield from (Line("近", text, section.hit, section.heading) for text in said)


def asked_of(talk: Talk) -> Asked:
    """The question as the sections of pages are judged for it."""
    wanted = wanted_of(talk)
    meant = Meant.of(talk.office.index.lexicon.synonyms.meant(talk.query), talk.question.text)
    return asked_with(talk.query, wanted.focus.patterns, wanted.focus.plain, meant, wanted.today)


def weighed_by(asked: Asked, hits: Sequence[Hit]) -> Asked:
    """``asked`` with what its words tell among whole passages."""
    return weighed(asked, [f"{hit.document.title}\n{hit.passage.text}" for hit in hits])


def _said(asked: Asked, section: Section) -> list[str]:
    """The rows of which the question speaks with the names of their columns, else the first lines from the nearest on."""
    rows = rows_of(asked, section)
    return (rows or [line for line in lines_of(asked, section) if not is_row(line)])[:LINES]
