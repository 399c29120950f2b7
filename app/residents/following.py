"""A question that follows others: what it is about, taken from the last one that stood by itself. Of documents it knows
only whether one is titled or headed as what is asked now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.residents.focus import place
from app.residents.phrases import Phrases
from app.text.wording import overlaps
from ingest.search.coverage import nouns_of, read_terms, sound_of
from ingest.search_key import normalise

if TYPE_CHECKING:
    from app.residents.answering import Talk, Turn

_SHORT = 16
"""Characters of a reply that is read with the question before it."""
_HEADED = 5
"""Hits of a question by itself of which one may be titled or headed as it."""
_TURNS = 4
"""Questions back that the subject may have been named in."""
_ENDS = re.compile(
    r"(?:(?:は|を|の|が|って|で|とは)?(?:何|なに|どう|教え|知り|お願い|です|ます|でしょう|ください|下さい|たい|か|て|の))+[。？?！! 　]*$"
)

_LOOSE = re.compile(r"(?:まで|から|[のはがをに、 　？?])+$")
"""What the words that asked leave behind at the end: 「図書館の開館時間は」 → 図書館."""
_BARE = re.compile(r"(?:は|も|って|なら|だと|の場合は?)[？?。 　]*$|^[一-龠々ァ-ヶー0-9０-９]+[？?。]*$")
"""A thing and nothing said of it, 「印鑑証明は？」: what was asked before is asked of it too."""


def follows(text: str, before: str, said: str, phrases: Phrases) -> bool:
    """Whether ``text`` is to be read with the question ``before`` and its answer ``said``: it begins so (「それは」), or it
    is short and names one thing at most, or something of what was spoken of."""
    if phrases.route(text) or not before:
        return False
    if text.startswith(phrases.words["follows"]):
        return True
    terms = [normalise(term.written) for term in read_terms(text)]
    spoken = normalise(f"{before}\n{said}")
    return len(text) < _SHORT and (len(terms) < 2 or any(term in spoken for term in terms))


def read_on(talk: Talk, text: str) -> str:
    """``text`` as it is to be searched for: with the subject of the talk before it, or alone where it names a new matter."""
    history = talk.question.history
    return text if history and _is_new(talk, text, history[-1]) else continued(text, history, talk.phrases)


def _is_new(talk: Talk, text: str, last: Turn) -> bool:
    """Whether ``text`` asks of something that a page is titled or headed as, and that the pages of the last answer do not
    speak of: 「ゴミ袋いくら」 after the nursery; not 「大人はいくら」, which heads nothing."""
    asked = [one for one in talk.phrases.asks if one.asked_in(text)]
    words = [word for one in asked for word in one.words]
    nouns = [sound_of(noun) for noun in nouns_of(text) if not overlaps(noun, words)]
    if not asked or not nouns or text.startswith(talk.phrases.words["follows"]):
        return False
    index, viewer = talk.office.index, talk.office.viewer
    pages = [index.document(name, viewer) for name in {one.partition("#")[0] for one in last.passages}]
    # Each apart: how a page is read is kept, so the next question on it is quick.
    said = (last.question, last.answer, *(page.text for page in pages if page))
    if any(noun in sound_of(text) for text in said for noun in nouns):
        return False
    hits = index.search(text, viewer=viewer, k=_HEADED, current=True).hits
    return any(all(noun in sound_of(place(hit)) for noun in nouns) for hit in hits)


def continued(text: str, history: Sequence[Turn], phrases: Phrases) -> str:
    """``text`` with its subject before it: 「それはいくらですか」 after 粗大ごみ is read as 「粗大ごみ　いくらですか」.

    What the earlier question asked of the subject is left out where this one asks something of its own.
    """
    subject = ""
    for at in range(len(history) - 1, max(-1, len(history) - 1 - _TURNS), -1):
        before = history[at - 1] if at else None
        subject = history[at].question
        if before is None or not follows(subject, before.question, before.answer, phrases):
            break
    last = history[-1] if history else None
    if last is None or not follows(text, last.question, last.answer, phrases):
        return text
    own = any(one.asked_in(text) for one in phrases.asks) or not _BARE.search(text)
    spoken = bare(subject, phrases) if own else subject
    # Asked again, perhaps since the page is another by now, it needs no subject.
    return text if spoken in text else f"{spoken}　{text}"


def bare(question: str, phrases: Phrases) -> str:
    """``question`` without the words that ask; the whole where nothing else is in it."""
    left = question
    for word in sorted(
        {word for one in phrases.asks if one.asked_in(question) for word in one.words}, key=len
    ):
        left = left.replace(word, "")
    left = _LOOSE.sub("", _ENDS.sub("", left))
    return left if len(left.strip(" 　はのがをで、。？?")) > 1 else question
