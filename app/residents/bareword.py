"""A message that does not say what it is about: one bare word with which the names of several pages end (手当), or a question
that names nothing (「いくらですか」). Which is meant is asked back. Knows no passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.residents.asking import DOING, GIVEN
from app.residents.events import AnswerEvent
from app.residents.nearby import near_questions
from app.residents.refusing import JAPANESE
from app.result import Answer, Choice
from app.text.wording import overlaps
from ingest.search.coverage import nouns_of, read_terms

if TYPE_CHECKING:
    from app.residents.answering import Talk
    from app.residents.phrases import Phrases

MOST = 6
"""Pages that are asked back: of more the word tells too little to choose from."""
_ENDS = re.compile(r"(?:について|って|は)?[。．？?！! 　]*$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[ 　].*$")
"""What a title has beside the name: its year, for whom it is."""


def ask_which(talk: Talk) -> Iterator[AnswerEvent]:
    """The step of answering: ends the talk where the message does not say what it is about."""
    for step in (which_page, which_matter):
        yield from step(talk) if talk.finished is None else ()


def which_page(talk: Talk) -> Iterator[AnswerEvent]:
    """どのページのことかを聞き返す. Nothing where a page has the very word as its name."""
    word = _ENDS.sub("", talk.question.text)
    if talk.language in JAPANESE and not talk.question.history and nouns_of(word) == (word,):
        office = talk.office
        pages = (one for one in office.index.documents(office.viewer) if one.kind in ("ウェブページ", "文書"))
        names = {_ASIDE.sub("", one.title): one.title for one in pages}
        found = [title for name, title in names.items() if name.endswith(word)]
        if 1 < len(found) <= MOST and word not in names:
            text = talk.phrases.text["which"].format(word=word)
            choices = tuple(Choice(one, talk.phrases.text["near"].format(title=one)) for one in found)
            talk.finished = Answer(text, (), "clarify", {}, talk.trace(), talk.language, choices=choices)
    yield from ()


def which_matter(talk: Talk) -> Iterator[AnswerEvent]:
    """何についてのことかを聞き返す, with the pages that were found to choose from; what goes on with a question before it has its
    matter there."""
    text, phrases = talk.question.text, talk.phrases
    if talk.language in JAPANESE and not talk.question.history and names_nothing(text, phrases):
        from app.residents.answering import seek

        yield from seek(talk)
        found = (hit.document for hit in talk.sources.hits)
        offered = near_questions(found, set(), phrases, talk.language) or tuple(phrases.queries)[:MOST]
        choices = tuple(Choice(one, one) for one in offered)
        told = phrases.text["matter"]
        talk.finished = Answer(told, (), "clarify", {}, talk.trace(), talk.language, choices=choices)


def names_nothing(text: str, phrases: Phrases) -> bool:
    """Whether ``text`` asks for an amount, a term or papers, and says of what by no word: 「手数料はいくらですか」, 「申し込みはいつまで」."""
    if not any(one.of and one.asked_in(text) for one in phrases.asks):
        return False
    left = (one.written for one in read_terms(text) if not overlaps(one.written, phrases.words["bare"]))
    return all(DOING.fullmatch(one) or GIVEN.fullmatch(one) for one in left)
