"""One of a few ways told for another: 指名競争入札 for 一般競争入札, 先着順 for 抽選, 可決 for 継続審議. Knows no figures.

Only where the papers of the matter know one way alone, or the very sentence of the record ends otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.checks.grounds.pools import Said, read_sentences
from app.result import Finding
from app.retrieval import Evidence
from app.text.wording import pairs

_WAYS = (
    ("一般競争入札", "指名競争入札", "随意契約"),
    ("先着順", "抽選"),
    ("雨天決行", "雨天中止", "雨天順延", "小雨決行"),
    ("公開プレゼンテーション", "書類審査のみ"),
    ("口座振替のみ", "現金のみ"),
)
_OUTCOMES = re.compile(
    r"(可決|否決|承認|了承|不承認|継続(?:審議|審査|して審議|して審査)|廃案|撤回|採択|不採択)"
)
_KIN = {"承認": "可決", "了承": "可決"}
_LEAST, _SHARE = 4, 0.6
_WAY = "「{mine}」は、「{source}」では「{theirs}」です。どちらが正しいかを確かめてください。"
_END = "「{mine}」は、「{source}」の同じところでは「{theirs}」です。結論を確かめてください。"


def mischosen(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each way and each outcome that the papers tell otherwise."""
    told = "\n".join(one.words for one in papers)
    for ways in _WAYS:
        known = [way for way in ways if way in told]
        mine = [way for way in ways if way in text]
        if len(known) == len(mine) == 1 and known != mine:
            one = next(each for each in papers if known[0] in each.words)
            at = text.index(mine[0])
            yield _finding(_WAY, at, mine[0], known[0], one)
    records = [(said, one) for one in papers for said in _pairs_of(one.text)]
    for said in read_sentences(text) if records else ():
        yield from _outcome(said, records)


def _pairs_of(text: str) -> Iterator[tuple[frozenset[str], frozenset[str], str]]:
    """(its words, its outcomes, them as written) of each sentence of a record with the one behind it."""
    sentences = read_sentences(text)
    for at, said in enumerate(sentences):
        both = said.text + (sentences[at + 1].text if at + 1 < len(sentences) else "")
        found = _OUTCOMES.findall(both)
        yield pairs(said.text), frozenset(map(_plain, found)), "、".join(dict.fromkeys(found))


def _outcome(
    said: Said, records: Sequence[tuple[tuple[frozenset[str], frozenset[str], str], Evidence]]
) -> Iterator[Finding]:
    found = list(_OUTCOMES.finditer(said.text))
    words = pairs(_OUTCOMES.sub("", said.text))
    if len(found) != 1 or len(words) < _LEAST:
        return
    best = max(records, key=lambda row: len(row[0][0] & words), default=None)
    if best is None or len(best[0][0] & words) < max(_LEAST, _SHARE * len(words)):
        return
    (_, outcomes, written), one = best
    if outcomes and _plain(found[0][1]) not in outcomes:
        yield _finding(_END, said.start + found[0].start(), found[0][0], written, one)


def _plain(word: str) -> str:
    return "継続" if word.startswith("継続") else _KIN.get(word, word)


def _finding(shape: str, at: int, mine: str, theirs: str, one: Evidence) -> Finding:
    label = one.citation.label
    words = shape.format(mine=mine, theirs=theirs, source=label)
    return Finding("fact.conflict", "warning", words, at, at + len(mine), source=label)
