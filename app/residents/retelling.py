"""A message that tells a story before it asks: read whole, and where that tells nothing of what is asked, without the story.

Knows no search and no wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.events import Stage
from app.residents.answering import Talk
from app.residents.clause import POLITE, core_of, names, own_nouns
from app.residents.events import AnswerEvent, Sentence
from app.residents.inother import tells_them
from app.residents.several import TOLD, ask, said
from app.result import Answer
from app.text.wording import overlaps
from ingest.document import Document
from ingest.patterns import made_of
from ingest.search.coverage import squeezed
from ingest.search_key import normalise

SEVERAL = 2
"""Nouns of a story by which a page is known to be of it or not."""
_SHORT = re.compile(r"[一-龠々]{1,2}")
"""A name that is the end of many longer ones."""


def without_story(talk: Talk) -> Iterator[AnswerEvent]:
    """Answers a message whose last clause names what it asks of; says nothing of another."""
    text = talk.question.text
    core = core_of(text, talk.phrases)
    if core == text:
        return
    yield Stage("searching", talk.phrases.text["searching"])
    made = ask(talk, text, talk.question.history)
    if not (made.choices or _names_whole(talk, made, core)) and not talk.stop.is_set():
        other = ask(talk, core, talk.question.history)
        if _names_whole(talk, other, core) and _is_of_story(talk, other, core):
            made = other
        elif made.status in TOLD:
            made = talk.canned("no_sources", "no_sources")
    for part in made.parts:
        yield Sentence(part.text, part.citations, part.ruby, made.language)
    talk.finished = made


def _names_whole(talk: Talk, made: Answer, core: str) -> bool:
    """Whether the pages of an answer have a name of the last clause whole, as it is spelt there or called by the office: 健康手帳 is not the 手帳 of which a story tells more."""
    if made.status not in TOLD:
        return False
    text = _pages(talk, made)
    called = talk.office.index.lexicon.synonyms.explained(core)
    asked = tuple(map(normalise, names(core, talk.phrases)))
    for name in asked:
        bare = POLITE.sub("", name)
        other = (word for words, same in called if overlaps(bare, words) for word in same)
        spelt = (name, *other)
        if any(_stands(one, text) for one in spelt) or (squeezed(bare) != bare and squeezed(bare) in text):
            return True
    told = (*asked, *(noun for noun in own_nouns(talk.question.text, talk.phrases) if noun not in text))
    return not any(name in text for name in asked) and tells_them(talk, told, said(made))


def _is_of_story(talk: Talk, made: Answer, core: str) -> bool:
    """Whether the pages of an answer to the last clause have a word of the story, where that has several: 「畑の中でしか乗らんトラクターに
    ナンバーは要るか。税金はいくら」 is not answered with the 税金 of a page that speaks neither of a トラクター nor of a ナンバー; with one that is titled by what is asked it is."""
    nouns = [one for one in own_nouns(talk.question.text, talk.phrases) if len(one) > 1 and one not in core]
    called = talk.office.index.lexicon.synonyms.explained(talk.question.text)
    other = [word for words, same in called if not overlaps(core, words) for word in same]
    titles = normalise("　".join(page.title for page in _cited(talk, made)))
    if len(nouns) < SEVERAL or any(name in titles for name in names(core, talk.phrases)):
        return True
    text = _pages(talk, made)
    return any(squeezed(one) in text or one in text for one in (*nouns, *other))


def _pages(talk: Talk, made: Answer) -> str:
    """What is told, and the whole text of the pages that it is from."""
    return normalise("\n".join((said(made), *(page.text for page in _cited(talk, made)))))


def _cited(talk: Talk, made: Answer) -> list[Document]:
    names = {one.passage_id.partition("#")[0] for one in made.citations}
    return [page for name in names if (page := talk.office.index.document(name, talk.office.viewer))]


def _stands(name: str, text: str) -> bool:
    alone = "(?<![一-龠々])" if _SHORT.fullmatch(name) else ""
    return bool(made_of(alone + re.escape(name)).search(text))
