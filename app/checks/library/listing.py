"""A telephone, or the holder of a post, that the papers of now give otherwise: whatever the text's matter is, the office
has one telephone for a 課 and one 部長. Knows no papers of the matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.checks.grounds.holders import holders
from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import calendar_day
from app.checks.library.clues import slip
from app.library import Library
from app.result import Finding
from app.text.spans import Span
from ingest.document import Hit, Viewer
from ingest.law.numbers import fiscal_year

_UNIT = re.compile(
    r"(?:[一-龠々ァ-ヶーぁ-ん]{1,12}?(?:課|室|支所|センター|公民館|図書館|体育館|会館)|公民館|図書館|体育館)(?![長員])"
)
_CUT = re.compile(r"^[一-龠々ァ-ヶーぁ-ん]+")
"""What stands at a place that was cut by counting: a name that begins before it."""
_LEAD = re.compile(
    r"^.*(?:(?:までに|から|または|又は|及び|詳しくは|ときは|場合は)(?=.{3})|[にはをがへで](?=[一-龠]{2,8}[課室]$))"
)
_PHONE_NUMBER = re.compile(r"[0-9０-９]{2,5}[-－(（][0-9０-９]{1,4}[-－)）][0-9０-９]{3,4}")
_LEAST, _AGREE = 3, 2
"""Characters of a section's name; papers that have to give one and the same telephone before another one is wrong."""
_REACH, _HITS, _MOST = 60, 8, 8
"""Characters between a section and its telephone, passages per question, questions of a kind per text."""
_POST = re.compile(
    r"(?:^|.*[市町村会])?(?P<post>[一-龠々ァ-ヶー]{2,12}?(?:部長|課長|局長|室長)|副市長|副町長|副村長|教育長|会計管理者|消防長)$"
)
_PHONE = "「{text}」は、「{source}」では{unit}の電話が「{told}」です。番号を確かめてください。"
_UNIT_OF = "「{text}」は、「{source}」では{told}の電話です。課の名前（{unit}）と番号を確かめてください。"
_HOLDER = "「{text}」とありますが、「{source}」では、{post}は{told}です。氏名を確かめてください。"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the papers say: findings, and the places of telephones that they have for the very section."""

    findings: tuple[Finding, ...]
    proved: frozenset[tuple[int, int]]


def listed(text: str, library: Library, viewer: Viewer, today: date) -> Listed:
    """The telephones and posts of ``text`` held against what the library says of each by its name."""
    findings: list[Finding] = []
    proved: set[tuple[int, int]] = set()
    for unit, span in [each for said in read_sentences(text) for each in _telephones(text, said)][:_MOST]:
        hits = library.search(f"{unit} 電話 {span.text}", viewer=viewer, k=_HITS, current=True).hits
        told = _phone(unit, span, hits)
        if told is None:
            proved.add((span.start, span.end))
        elif told:
            findings.append(Finding("fact.conflict", "warning", told, span.start, span.end))
    if _of_now(text, today):
        people = [each for said in read_sentences(text) for each in holders(said)]
        findings += (
            one for post, span in people[:_MOST] if (one := _holder(post, span, library, viewer, today))
        )
    return Listed(tuple(findings), frozenset(proved))


def _telephones(text: str, said: Said) -> Iterator[tuple[str, Span]]:
    """(section, telephone): the section named last before it, with no other telephone between them."""
    for span in said.spans:
        if span.kind == "電話" and (unit := _before(text, span.start)):
            yield unit, span


def _before(text: str, at: int) -> str:
    """The section named last before a place; it may have more words before its name: 「詳しくは健康づくり課」."""
    near = _PHONE_NUMBER.split(
        _CUT.sub("", text[max(0, at - _REACH - 1) : at]) if at > _REACH else text[:at]
    )[-1]
    named = _UNIT.findall(near)
    return _LEAD.sub("", named[-1]) if named else ""


def _one_unit(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST and long.endswith(short)


def _phone(unit: str, span: Span, hits: tuple[Hit, ...]) -> str | None:
    """What is wrong with the telephone, "" where nobody says; None where the papers have it for the section, and none that
    is newer has another one for it."""
    of_unit: dict[str, tuple[Span, str]] = {}
    papers: set[str] = set()
    of_phone: dict[str, str] = {}
    same, other = date.min, date.min
    for hit in hits:
        words, day = hit.passage.text, hit.document.issued or hit.document.effective_from or date.min
        for said in read_sentences(words):
            for name, each in _telephones(words, said):
                if _one_unit(name, unit):
                    of_unit.setdefault(str(each.value), (each, hit.document.title))
                    papers.add(hit.document.id)
                    same = max(same, day) if each.value == span.value else same
                    other = max(other, day) if each.value != span.value else other
                if each.value == span.value:
                    of_phone.setdefault(name, hit.document.title)
    if any(_one_unit(name, unit) for name in of_phone):
        return None if same >= other else ""
    near = [(each, title) for each, title in of_unit.values() if slip(span, each)]
    if not near and len(of_unit) == 1 and len(papers) >= _AGREE and unit[-1] in "課室":
        near = list(of_unit.values())
    if len(near) == 1 and not of_phone:
        return _PHONE.format(text=span.text, source=near[0][1], unit=unit, told=near[0][0].text)
    names = [one for one in of_phone if not any(one != each and one.endswith(each) for each in of_phone)]
    if len(names) == 1 and unit[-1] in "課室":
        told, title = names[0], of_phone[names[0]]
        if told[-1] in "課室":
            return _UNIT_OF.format(text=span.text, source=title, told=told, unit=unit)
    return ""


def _of_now(text: str, today: date) -> bool:
    """Whether the text names no day, or first one of this year or later: posts change hands each April."""
    days = (calendar_day(each) for said in read_sentences(text) for each in said.spans if each.kind == "日付")
    first = next((each for each in days if each), None)
    return first is None or fiscal_year(first) >= fiscal_year(today)


def _holder(post: str, span: Span, library: Library, viewer: Viewer, today: date) -> Finding | None:
    """A finding where the papers of this year have one other holder, and this name with another post or of before."""
    named = _POST.match(post)
    if named is None:
        return None
    own = named["post"]
    now: dict[str, str] = {}
    elsewhere: Mapping[str, set[str]] = defaultdict(set)
    mine = str(span.value)
    for query in (own, f"{own} {span.text}"):
        for hit in library.search(query, viewer=viewer, k=_HITS, current=True).hits:
            day = hit.document.issued
            for said in read_sentences(hit.passage.text):
                for title, each in holders(said):
                    held = _POST.match(title)
                    if held and _one_person(each, span):
                        elsewhere[held["post"]].add(hit.document.title)
                    if held and held["post"] == own and day and fiscal_year(day) == fiscal_year(today):
                        now.setdefault(str(each.value), hit.document.title)
        if _is_among(mine, now):
            return None
    if len(now) != 1 or not elsewhere:
        return None
    name, source = next(iter(now.items()))
    told = _HOLDER.format(text=span.text, source=source, post=own, told=name)
    return Finding("fact.conflict", "warning", told, span.start, span.end, source=source)


def _is_among(mine: str, names: Mapping[str, str]) -> bool:
    return any(each.startswith(mine) or mine.startswith(each) for each in names)


def _one_person(one: Span, other: Span) -> bool:
    mine, theirs = str(one.value), str(other.value)
    return mine.startswith(theirs) or theirs.startswith(mine)
