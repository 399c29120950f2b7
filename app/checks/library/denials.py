"""A clause that denies what a paper of the matter affirms of the very same thing, or affirms what it denies. Knows no figures.

「駐車場も利用できます」 where the plan has 「駐車場は利用できない」: the same things, the same verb, the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checks.grounds.polarity import clauses, denials
from app.checks.grounds.pools import read_sentences
from app.result import Finding
from app.retrieval import Evidence
from app.text.wording import pairs

_WORDS, _FEW, _ALIKE, _SAME = 3, 2, 0.75, 4
_END = 9
"""Characters at the end of a clause in which its verb stands."""
_BEGIN = 8
_MARK = re.compile(r"^[ 　・○●0-9０-９()（）.．]+")
_BRACKETS = re.compile(r"[（(][^（）()]*(?:[）)]|$)")
_KANJI = re.compile(r"[一-龠々]")
_VERB = re.compile(r"[一-龠々][ぁ-ん]*$")
_DUTY = re.compile(r"なければな(?:らない|りません)|ねばなら|義務(?:とする|がある)")
_MAY = re.compile(r"ことができ(?:る|ます)(?![一-龠]|が|よう)")
_MODAL = re.compile(
    r"(?:ら?なければな(?:らない|りません)|(?:こと|する)?(?:が|は)?でき(?:る|ます|ない|ません)|ものとする|こととする)$"
)
_IF = re.compile(r"(?:とき|場合|ば|たら|限り)(?:は|に|には)?$|^ただし|この限りでない|を除き|以外")
_SAID = (
    "この文の「{mine}」は、「{source}」の「{theirs}」と、意味が逆です。どちらが正しいかを確かめてください。"
)
_MUST = "「{mine}」は、「{source}」では「{theirs}」です。しなければならないことか、できることかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    text: str
    words: frozenset[str]
    verb: frozenset[str]
    denied: bool


def reversed_clauses(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each clause that says the reverse of one of the papers', and the like of none."""
    theirs = [(each, one) for one in papers for each in _clauses(one.text)]
    for mine in _clauses(text):
        near = [(each, one) for each, one in theirs if _about_the_same(mine, each)]
        if not near:
            continue
        same = [pair for pair in near if pair[0].denied == mine.denied]
        apart = [pair for pair in near if pair[0].denied != mine.denied]
        if apart and not same:
            yield _finding("fact.negation", _SAID, mine, *apart[0])
        elif same and _duty(mine) and not any(_duty(each) == _duty(mine) for each, _ in same):
            other = next((pair for pair in same if _duty(pair[0])), None)
            if other:
                yield _finding("fact.strength", _MUST, mine, *other)


def _clauses(text: str) -> Iterator[_Clause]:
    for said in read_sentences(text):
        if " | " in said.text or not re.search(r"[るいすんずだ](?:。|$|、)", _BRACKETS.sub("", said.text)):
            continue
        for clause in clauses(_BRACKETS.sub("", said.text)):
            words, end = pairs(_MARK.sub("", clause)), _MODAL.sub("", clause.rstrip("。"))[-_END:]
            if len(words) >= _FEW and not _IF.search(clause) and _VERB.search(clause):
                at = said.start + max(said.text.find(clause[:_BEGIN]), 0)
                yield _Clause(at, clause, words, frozenset(_KANJI.findall(end)), denials(clause) % 2 == 1)


def _about_the_same(mine: _Clause, theirs: _Clause) -> bool:
    if len(mine.verb & theirs.verb) < max(1, min(2, len(mine.verb), len(theirs.verb))):
        return False
    shared = len(mine.words & theirs.words)
    if mine.words == theirs.words and shared < _WORDS:
        return _MARK.sub("", mine.text)[:_SAME] == _MARK.sub("", theirs.text)[:_SAME]
    return (
        shared >= _WORDS
        and shared >= _ALIKE * min(len(mine.words), len(theirs.words))
        and (shared >= 0.5 * max(len(mine.words), len(theirs.words)))
    )


def _duty(clause: _Clause) -> str:
    return "must" if _DUTY.search(clause.text) else "may" if _MAY.search(clause.text) else ""


def _finding(rule: str, shape: str, mine: _Clause, theirs: _Clause, one: Evidence) -> Finding:
    words = shape.format(mine=_short(mine.text), theirs=_short(theirs.text), source=one.citation.label)
    return Finding(rule, "warning", words, mine.start, mine.start + len(mine.text), source=one.citation.label)


def _short(clause: str) -> str:
    clause = clause.strip("。 　")
    return clause if len(clause) <= 24 else f"…{clause[-24:]}"
