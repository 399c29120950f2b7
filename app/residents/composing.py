"""Sentences of the sources put under 手順, 持ち物 and so on. Knows nothing of search, tables or models."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.residents.asking import DOING
from app.text.wording import is_row, pairs
from ingest.document import Hit
from ingest.search.coverage import read_terms
from ingest.search_key import normalise

_LINES = 3
_LABEL = 24
_NO_LABEL = re.compile(r"[。、：:|｜]|[0-9]{2,}")
_TERM = re.compile(r"^([^。、：:|｜　]{1,24})(?:：(?=.)|　(?=[0-9０-９第毎午平]))")
WHOM = re.compile(r"問い?合わ?せ|連絡先")
"""The heading of whom to ask, which stands at the end of every page."""
_CASE = re.compile(r"(?:とき|場合)は?(?:[（(].*[）)])?$")
Parts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: the part it belongs to, its words, the passage they stand in, and the ``heading`` above them
    where they are a conclusion."""

    kind: str
    text: str
    hit: Hit
    heading: str = ""


CONTACT = re.compile(
    r"^[・ 　]*(?:担当|お?問い?合わ?せ|連絡)(?:先|課|係|部署|窓口)?[ 　]*[：:　].*[0-9]{2,4}-[0-9]{2,4}"
)
_FOR_WHOM = re.compile(r"電話|連絡|問い?合わ?せ|番号|担当|どこ|窓口|[だ誰]れ|どなた|何課")


def without_contact(lines: list[Line], question: str) -> list[Line]:
    """The lines without 「担当：市民課　0999-22-1121」, which stands below every answer; all where ``question`` asks for it
    or nothing else would be told."""
    others = [line for line in lines if not CONTACT.match(line.text)]
    return others if others and not _FOR_WHOM.search(question) else lines


def begins_whom(line: str) -> bool:
    """Whether a line heads whom to ask, which stands last on a page: 「お問い合わせ」, not 「電話でお問い合わせください。」."""
    plain = line.strip("・ 　-■●")
    return (
        bool(WHOM.search(plain)) and len(plain) <= _LABEL and not plain.endswith("。") and "：" not in plain
    )


def term_of(line: str) -> str:
    """What a line of a list is about: 「休館日：毎週月曜日」, 「開館　9:00〜21:30」 → 休館日, 開館; "" for another line."""
    match = _TERM.match(line)
    return match[1] if match else ""


def labelled(
    hits: Sequence[Hit],
    parts: Parts,
    known: str = "",
    heads: frozenset[str] = frozenset(),
    own: Collection[str] = (),
) -> list[Line]:
    """The lines below a short line that names a part (「必要なもの」), or behind it (「持ち物：印鑑」), in the passages of the
    first hit's document. A heading that names a matter of its own (「市役所の開庁時間」 in a list of questions) names no
    part of this one: what it says beside the part must be in ``known`` or in the title. Nor is a line below a heading of
    another matter (``heads`` are those of the document, ``own`` the ones that the conclusion stands under): the 手数料 below
    「コンビニで取るとき」 is no part of 「郵送で請求するとき」."""
    lines: list[Line] = []
    title = hits[0].document.title if hits else ""
    words = "　".join(word for each in parts.values() for word in each)
    plain = pairs("　".join((title, known, words)))
    several = "・" in title  # a page of several matters: that it is titled so says nothing of one of them
    said = normalise("　".join((*([] if several else [title]), known, words, *own)))
    for hit in (one for one in hits if one.document.id == hits[0].document.id):
        if any(_is_other(name, said, own) for name in hit.passage.headings[:-1]):
            continue
        for line in _of_passage(hit, title, parts, plain, heads):
            if not _is_other(line.heading, said, own):
                lines.append(line)
    return lines


def _is_other(heading: str, said: str, own: Collection[str]) -> bool:
    """Whether a heading names something that ``said``, the question and the title and the words of parts, does not, or
    a case beside that of the conclusion."""
    if not heading or heading in own:
        return False
    if _CASE.search(heading) and any(map(_CASE.search, own)):
        return True
    words = read_terms(heading)
    return any(term.written not in said and not DOING.fullmatch(term.written) for term in words)


def _of_passage(
    hit: Hit, title: str, parts: Parts, plain: frozenset[str], heads: frozenset[str]
) -> Iterator[Line]:
    kind, taken, under = "", 0, ""
    names = {*heads, *hit.passage.headings, *hit.passage.label.split("・")}
    for line in (each.strip("・ 　-") for each in hit.passage.text.splitlines()):
        if line in names:
            under = "" if line == title else line
        if term := term_of(line):
            named = _part(term, parts, plain)
            kind, taken = "", 0
            if named:
                yield Line(named, line[len(term) + 1 :], hit, under)
            continue
        if begins_whom(line):
            return  # whom to ask, and when, stands last and is of no part
        if len(line) <= _LABEL and line != title and not _NO_LABEL.search(line):
            named = _part(line, parts, plain)
            if named or line != line.rstrip("。") or (kind and taken):
                kind, taken = named, 0
                continue
        if kind and line and taken < _LINES and not is_row(line):
            taken += 1
            yield Line(kind, line, hit, under)


def _part(heading: str, parts: Parts, plain: frozenset[str]) -> str:
    if WHOM.search(heading):
        return ""
    named = next((name for name, words in parts.items() if any(word in heading for word in words)), "")
    return named if pairs(heading) <= plain else ""


def asked_parts(question: str, parts: Parts) -> tuple[str, ...]:
    """The parts of which ``question`` speaks: 「いくらですか」 → 費用."""
    return tuple(name for name, words in parts.items() if any(word in question for word in words))
