"""Whether words that pages do not have are told there in others: 弁償 in 「補償は行っていません」. Knows no search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.answering import Talk
from app.residents.composing import Line
from app.text.likeness import likeness_of
from app.text.morphology import words as read_words
from ingest.patterns import made_of
from ingest.search_key import normalise

MEANT = 0.003
"""By how much less near a question is without a word to what tells what that word means: of 62
answers that lacked words, 10 of 11 that were this much less near told what was asked, the others mostly did not."""
_LOOSE = re.compile(r"^[のをはがにで、]+|[のをはがにで]+(?=[のをはがにで、。?]|$)")
"""Particles that stand alone when the word before them is gone."""
_JOINED = "[一-龠々ァ-ヺー]"
"""What makes a word part of a longer one: the 保育 of a 保育園 is no act, the 処分 of a 処分代 is."""
_END = re.compile(r"[ 　、。．.？?！!]+$")


def in_other_words(talk: Talk, words: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether ``lines``, with where they stand, tell what ``words`` of the question mean."""
    place = dict.fromkeys(f"{line.hit.document.title}　{line.heading}" for line in lines)
    return bool(lines) and tells_them(talk, words, "\n".join((*place, *(line.text for line in lines))))


def tells_them(talk: Talk, words: Sequence[str], told: str) -> bool:
    """Whether the question is nearer to ``told`` with each of ``words`` than without it, all of them acts that stand by
    themselves (a thing is told by its name) and none of them the last of it: what is asked for is not told by a page
    that only has the rest."""
    question = normalise(talk.question.text)
    acts = all("サ変可能" in one.parts for word in words for one in read_words(word))
    alone = all(
        made_of(rf"(?<!{_JOINED}){re.escape(word)}(?:(?=[代料費])|(?!{_JOINED}))").search(question)
        for word in words
    )
    if not (words and acts and alone) or _END.sub("", question).endswith(tuple(words)):
        return False
    near = likeness_of(talk.office.index.embedder)
    here = near.to_question(question, [told])[0]
    for word in words:
        rest = _LOOSE.sub("", question.replace(word, "", 1)).strip()
        if not rest or rest == question or near.to_question(rest, [told])[0] > here - MEANT:
            return False
    return True
