"""What of a question the pages of an answer do not speak of at all. Knows no search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.residents.answering import Talk
from app.residents.asking import DOING, WHO
from app.residents.composing import Line
from app.residents.matter import matter_of
from app.text.wording import overlaps
from ingest.document import Hit
from ingest.search.coverage import nouns_of, unspoken
from ingest.search_key import normalise

_AT = re.compile(
    r"[ぁ-ん一-龠]{1,3}に(?=行|来|いけ|いく|いっ)|(?:[一-龠々ァ-ヺーA-Za-z]+の)?お?[一-龠々ァ-ヺー]+[りし]?で(?![すきはもしあな])(?=.)"
)
"""Where or at what something is done: 「町内のお祭りで」 AED を借りる is no thing that a page has to speak of."""
_TOPIC = re.compile(r"([^、。？?ただのをがで]{2,16}?)(?:(?<![にと])は|(?<=[一-龠々ァ-ヺー])って)(?=.)")
"""What a question is about: 「紙おむつはどこのメーカーですか」 is not answered by a page that speaks of a メーカー of other things."""
_OWNER = re.compile(r"^([一-龠々ァ-ヺーA-Za-z]{2,12})の([一-龠々ァ-ヺー]{2,})")
"""Whose a thing is, and the thing: 「ペットの火葬」 is not answered by a page on 火葬 that speaks of no ペット, nor by one on ペット
where there is no word of 火葬."""
STEM = re.compile(r"(?<=[一-龠])[いきしちにひみりぎびえけせてねべめれ]$")
"""The end of a noun made of a verb: 持ち込み and 持ち込む are one."""


def unsaid(talk: Talk, lines: Sequence[Line]) -> tuple[str, ...]:
    """The nouns of the question beside the title of the page of ``lines``, where the page, as far as it was found, says none
    of them in any spelling: 薪 of 「キャンプ場の薪」 on the page of its fees. () where it says one, or nothing is asked beside."""
    hits = _pages(talk.sources.hits, lines)
    if not hits:
        return ()
    return _unsaid(talk, talk.query, hits) or _unsaid(talk, talk.question.text, hits)


def is_of_another(talk: Talk, lacking: Sequence[str]) -> bool:
    """Whether ``lacking`` is the owner or the thing of 「…の…」: what is told is then of something else that shares the other."""
    owner = _OWNER.search(normalise(talk.query))
    parts = [tuple(nouns_of(part)) for part in owner.groups()] if owner else []
    return bool(lacking) and any(set(lacking) <= set(part) for part in parts)


def unsaid_of(talk: Talk, words: Sequence[str], hits: Sequence[Hit], lines: Sequence[Line]) -> bool:
    """Whether the pages of ``lines`` say none of ``words``, what the first ones lacked; False where they lacked nothing."""
    told = _pages(hits, lines)
    return bool(words) and set(words) <= set(
        unspoken("、".join(words), told, synonyms=talk.office.index.lexicon.synonyms)
    )


def _pages(hits: Sequence[Hit], lines: Sequence[Line]) -> list[Hit]:
    """What was found of the pages of ``lines``; of a list of questions each is a page of its own."""
    told = {matter_of(line.hit) for line in lines}
    return [hit for hit in hits if matter_of(hit) in told]


def _unsaid(talk: Talk, question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """What of ``question`` is lacking, also when where and at what something is done is left out."""
    lacking, asked = _lacking(talk, question, hits), _AT.sub("", question)
    return _lacking(talk, asked, hits) if lacking and asked != question else lacking


def _lacking(talk: Talk, question: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    title = normalise("".join(hit.document.title for hit in hits))
    asked = [word for one in talk.phrases.asks if one.asked_in(question) for word in one.words]
    left = (noun for noun in nouns_of(question) if noun not in title and not WHO.fullmatch(noun))
    nouns = [noun for noun in left if not overlaps(noun, asked)]
    beside = tuple(noun for noun in nouns if not DOING.fullmatch(noun)) or tuple(nouns)
    words = unspoken(question, hits, synonyms=talk.office.index.lexicon.synonyms)
    said = normalise("\n".join(hit.passage.text for hit in hits))
    silent = {word for word in words if word == (stem := STEM.sub("", word)) or stem not in said}
    if silent.issuperset(beside):
        return beside
    if own := alone(question, beside, silent, said):
        return own
    topic = _TOPIC.match(question)
    own = tuple(noun for noun in nouns_of(topic[1] if topic else "") if noun in beside)
    return own if own and own[-1] in silent and len(own[-1]) > 1 else ()


def alone(question: str, beside: Sequence[str], silent: set[str], said: str) -> tuple[str, ...]:
    """The nouns of the owner or of the thing of 「…の…」, where of one of the two nothing is said."""
    for part in owner.groups() if (owner := _OWNER.search(question)) else ():
        own = tuple(noun for noun in nouns_of(part) if noun in beside)
        if own and silent.issuperset(own) and normalise(part) not in said:
            return own
    return ()
