"""A message of one bare word with which the names of several pages end (手当): which of them is meant. Knows no passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.residents.events import AnswerEvent
from app.residents.refusing import JAPANESE
from app.result import Answer, Choice
from ingest.search.coverage import nouns_of

if TYPE_CHECKING:
    from app.residents.answering import Talk

MOST = 6
"""Pages that are asked back: of more the word tells too little to choose from."""
_ENDS = re.compile(r"(?:について|って|は)?[。．？?！! 　]*$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|[ 　].*$")
"""What a title has beside the name: its year, for whom it is."""


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
