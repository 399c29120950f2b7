"""A name that is no paper's, half of it changed: 「有限会社滝口設備」 for 「株式会社滝口設備」. Knows no figures.

Only names with a legal form, and names of bodies and grants that lack or double a part of the one that the papers have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from unicodedata import normalize

from app.checks.library.generations import Generations, told_before
from app.result import Finding
from app.retrieval import Evidence

_FORMS = "株式会社|有限会社|合同会社|合資会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|社会福祉法人|特定非営利活動法人|医療法人社団|医療法人|学校法人|農事組合法人"
_FIRM = re.compile(
    rf"(?P<form>{_FORMS})[ 　]?(?P<own>[一-龠々ァ-ヶーA-Za-zＡ-Ｚａ-ｚぁ-ん・&＆]{{2,18}}?)(?=[ 　、。（()）「」\n|：:]|代表|理事長|支店|[0-9０-９]|の(?=[一-龠])|を|は|が|に|と(?=[一-龠])|様|殿|御中|$)"
)
_BODY = re.compile(
    r"(?P<own>[一-龠々ァ-ヶーぁ-ん・]{3,24}?(?:補助金|交付金|助成金|給付金|支援金|負担金|連絡協議会|連合会|協議会|振興会|実行委員会|組合|協会|連盟))(?![員長])"
)
_NAME = r"(?<![一-龠々ァ-ヶー])[一-龠々ァ-ヶー]{1,5}?[市町村]"
_TOWN = re.compile(rf"{_NAME}(?=[（(、。・の 　及と]|$)", re.M)
_TOWNS = re.compile(rf"{_NAME}(?=[（(、。・の 　及と役議道]|$)", re.M)
_LEAD = re.compile(r".*(?:[のをはがにと、]|及び|並びに|又は|ため|する|した)(?=[一-龠々ァ-ヶー])")
_GRANT = re.compile(r"[金]$")
_SHORTER = re.compile(r".*(?:費|事業|等|用|設置|購入)")
"""What is left out where a grant is called by a shorter name: 「雨水タンク補助金」 for 「雨水タンク設置費補助金」."""
_HEAD, _ALIKE, _LONG = 3, 0.6, 6
_OTHER = "「{text}」は、「{source}」では「{told}」です。名称を確かめてください。"


def misnamed(text: str, papers: Sequence[Evidence], generations: Generations) -> Iterator[Finding]:
    """A warning for each name that no paper of this year's matter has, where one has all but a part of it."""
    told = _plain("\n".join(one.words for one in papers))
    old = [(title, _plain(pool.text)) for title, pool in generations.before]
    done: set[str] = set()
    yield from _kept_towns(text, papers, told, generations)
    for pattern, close in ((_FIRM, _one_firm), (_BODY, _one_body)):
        known = {name: one for one in papers for name in _names(pattern, one.words)}
        for match in pattern.finditer(text) if known else ():
            words = match[0] if pattern is _FIRM else _LEAD.sub("", match[0])
            name = _plain(words)
            if name in told or name in done:
                continue
            near = [each for each in known if close(name, each)]
            if len(near) != 1:
                continue
            done.add(name)
            one = known[near[0]]
            older = next((title for title, each in old if name in each), "")
            label = one.citation.label
            message = (
                told_before(words, older, label, near[0])
                if older
                else _OTHER.format(text=words, source=label, told=near[0])
            )
            yield Finding(
                "fact.conflict", "warning", message, match.end() - len(words), match.end(), source=label
            )


def _kept_towns(
    text: str, papers: Sequence[Evidence], told: str, generations: Generations
) -> Iterator[Finding]:
    """A municipality that only last year's paper names, where this year's name just one that nobody else does."""
    before = {match[0]: title for title, pool in generations.before for match in _TOWN.finditer(pool.text)}
    new = {match[0]: one for one in papers for match in _TOWNS.finditer(one.words)}
    new = {name: one for name, one in new.items() if name not in text and name not in before}
    for match in _TOWN.finditer(text) if len(new) == 1 else ():
        if match[0] in before and match[0] not in told:
            name, one = next(iter(new.items()))
            label = one.citation.label
            words = told_before(match[0], before[match[0]], label, name)
            yield Finding("fact.conflict", "warning", words, match.start(), match.end(), source=label)


def _names(pattern: re.Pattern[str], words: str) -> Iterator[str]:
    for match in pattern.finditer(words):
        name = match[0] if pattern is _FIRM else _LEAD.sub("", match[0])
        if len(name) >= _LONG:
            yield _plain(name)


def _one_firm(one: str, other: str) -> bool:
    """The same own name with another legal form, or the same form and beginning and an end that is partly the same."""
    mine, theirs = (re.match(rf"({_FORMS})(.*)", each) for each in (one, other))
    if mine is None or theirs is None or one.startswith(other) or other.startswith(one):
        return False
    if mine[2] == theirs[2]:
        return mine[1] != theirs[1]
    same = mine[1] == theirs[1] and mine[2][:_HEAD] == theirs[2][:_HEAD] and mine[2][-2:] == theirs[2][-2:]
    return same and SequenceMatcher(None, mine[2], theirs[2], autojunk=False).ratio() >= _ALIKE


def _one_body(one: str, other: str) -> bool:
    """One lacks a part of the other, within it: 「民生児童委員協議会」 and 「民生委員児童委員協議会」."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long) or long.endswith(short) or long.startswith(short) or len(short) < _LONG:
        return False
    if short[0] != long[0] or short[-2:] != long[-2:] or len(short) < _ALIKE * len(long):
        return False
    head = next(at for at, letter in enumerate(long) if at >= len(short) or short[at] != letter)
    if _SHORTER.fullmatch(long[head : head + len(long) - len(short)]) and _GRANT.search(long):
        return False
    return long.endswith(short[head:]) and head >= 2


def _plain(words: str) -> str:
    return re.sub(r"[ 　]", "", normalize("NFKC", words))
