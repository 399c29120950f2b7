"""A question that follows others: what it is about, taken from the last one that stood by itself. Knows no documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.residents.phrases import Phrases
from ingest.search.coverage import read_terms
from ingest.search_key import normalise

if TYPE_CHECKING:
    from app.residents.answering import Turn

_SHORT = 16
"""Characters of a reply that is read with the question before it."""
_TURNS = 4
"""Questions back that the subject may have been named in."""
_ENDS = re.compile(
    r"(?:(?:は|を|の|が|って|で|とは)?(?:何|なに|どう|教え|知り|お願い|です|ます|でしょう|ください|下さい|たい|か|て|の))+[。？?！! 　]*$"
)

_LOOSE = re.compile(r"[のはがをに、 　？?]+$")
"""What the words that asked leave behind at the end: 「図書館の開館時間は」 → 図書館."""


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
    own = any(one.asked_in(text) for one in phrases.asks)
    return f"{bare(subject, phrases) if own else subject}　{text}"


def bare(question: str, phrases: Phrases) -> str:
    """``question`` without the words that ask; the whole where nothing else is in it."""
    left = question
    for word in sorted(
        {word for one in phrases.asks if one.asked_in(question) for word in one.words}, key=len
    ):
        left = left.replace(word, "")
    left = _LOOSE.sub("", _ENDS.sub("", left))
    return left if len(left.strip(" 　はのがをで、。？?")) > 1 else question
