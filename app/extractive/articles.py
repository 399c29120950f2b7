"""The articles of a contract: last time's in their own order, what is missing added, everything numbered anew.

Knows nothing of models. A reference inside the contract (「第7条第2項」) follows its article to the new number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.extractive.filler import Filler
from app.extractive.quoting import with_sources
from app.extractive.terms import with_terms
from app.material import Material, Piece
from app.tasks.template import Section
from app.text.wording import pairs, share

_CAPTION = re.compile(r"^[　 ]*（(?P<title>[^（）]{1,30})）[　 ]*$")
_ARTICLE = re.compile(r"^[　 ]*第(?P<number>[0-9０-９]+)条[　 ]+")
_INSIDE = re.compile(r"(?<![法則例令号程綱律約）)])第(?P<number>[0-9]+)条")
_AFTER = re.compile(
    r"^[　 ]*(?:令和|平成)[元0-9０-９]{1,2}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日[　 ]*$|^[　 ]*(?:この契約の(?:締結|成立)(?:を証|の証)|上記の契約)|^別記"
)
_LAST = ("管轄", "協議", "疑義")
_NAMED, _ALIKE = 3, 0.75
"""Pairs of a caption, and the share of them, that make another caption the same."""
ADDED = "【要確認：前回の契約書にない条。標準の案】"
_ALL_ADDED = "【要確認：この条から第{last}条までは、前回の契約書にない条。標準の案】"
_UNKNOWN = "【要確認：この条の文】"


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its caption, the number it had, and its text without 「第n条」."""

    title: str
    number: int
    body: str
    added: bool = False


def make_articles(section: Section, material: Material) -> Iterator[Piece]:
    """All the articles, or the one that ``about`` names (「3　再委託」), numbered as they stand in the whole."""
    made = all_articles(section, material)
    wanted = _wanted(section.about, made)
    if section.about:
        lines = [f"第{new}条　{ADDED if each.added else ''}{each.body}" for new, each in wanted]
        yield Piece("\n".join(lines) or _UNKNOWN, section)
        return
    marks = _marks(made)
    lines = [f"（{each.title}）{marks.get(new, '')}\n第{new}条　{each.body}" for new, each in wanted]
    yield Piece("\n".join(lines), section)


def _marks(made: list[Article]) -> dict[int, str]:
    """The mark of each article that is the first of those added in a row: one for all of them."""
    marks, first = dict[int, str](), 0
    for new, each in enumerate(made, start=1):
        first = (first or new) if each.added else 0
        if first:
            marks[first] = ADDED if first == new else _ALL_ADDED.format(last=new)
    return marks


def _wanted(about: str, made: list[Article]) -> list[tuple[int, Article]]:
    numbered = list(enumerate(made, start=1))
    if not about:
        return numbered
    number, _, title = about.partition("　")
    same = [each for each in numbered if each[1].title == title]
    exact = [each for each in same if str(each[0]) == number]
    return (exact or same or [each for each in numbered if str(each[0]) == number])[:1]


def all_articles(section: Section, material: Material) -> list[Article]:
    """The articles of the past contract with its slots settled, and those of ``text`` that it does not have.

    ``aliases`` are captions that mean the same, 「契約不適合責任｜瑕疵担保責任」.
    """
    standard = split_articles(material.fill(section.text))
    past = material.past.document.text if material.past and material.past.same else ""
    old = split_articles(past)
    if old:
        filler = Filler(material)
        kept = [Article(each.title, each.number, filler.settle(each.body).text) for each in old]
        missing = [
            Article(each.title, 0, each.body, added=True)
            for each in standard
            if not any(_same(each.title, other.title, section.aliases) for other in old)
        ]
        at = next((n for n, each in enumerate(kept) if each.title.startswith(_LAST)), len(kept))
        standard = [*kept[:at], *missing, *kept[at:]]
    moved = {each.number: new for new, each in enumerate(standard, start=1) if each.number}
    kinds = material.template.sources.kinds
    rules = tuple(one for one in material.evidence if one.document.kind in kinds or not kinds)  # no letter
    return [
        replace(each, body=with_sources(with_terms(_renumbered(each.body, moved), material.evidence), rules))
        for each in standard
    ]


def split_articles(text: str) -> list[Article]:
    """The articles of a contract; what stands above the first and below the last is left out."""
    found: list[tuple[str, int, list[str]]] = []
    title = ""
    for line in text.split("\n"):
        if found and _AFTER.match(line):
            break
        caption, article = _CAPTION.match(line), _ARTICLE.match(line)
        if caption:
            title = caption["title"]
        elif article and title:
            found.append((title, int(article["number"]), [line[article.end() :]]))
            title = ""
        elif found and not title and line.strip():
            found[-1][2].append(line.strip(" "))
    return [Article(title, number, "\n".join(lines)) for title, number, lines in found]


def _same(one: str, other: str, groups: tuple[str, ...]) -> bool:
    if one == other or one.startswith(other) or other.startswith(one) or one in other:
        return True
    if (
        len(pairs(one)) >= _NAMED and share(pairs(one), other) >= _ALIKE
    ):  # 権利義務の譲渡の禁止, 権利義務の譲渡等の禁止
        return True
    return any(
        any(each in one for each in group.split("｜")) and any(each in other for each in group.split("｜"))
        for group in groups
    )


def _renumbered(text: str, moved: dict[int, int]) -> str:
    return _INSIDE.sub(lambda match: f"第{moved.get(int(match['number']), int(match['number']))}条", text)
