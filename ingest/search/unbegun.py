"""Which places of a regulation a part of a 附則 is about: 「第2条の改正規定は、令和9年4月1日から施行する」. Knows one text.

The 附則 of an amendment calls its own articles 第2条 too: only what names a 改正規定 is about the text that was amended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.commencement import Start
from ingest.law.force import Enactment, read_force
from ingest.law.lines import key
from ingest.law.numbers import BRANCHES, NUMERAL, kanji_number
from ingest.law.reference import find_anchors
from ingest.law.tree import LawTree, Node
from ingest.law.width import narrow

_CHANGES = re.compile(r"改正規定|(?:改める|加える|削る)規定|改正後の")
_OWN = re.compile(
    rf"^第{NUMERAL}条{BRANCHES}(?:の規定)?(?:中|のうち)、?(?=.*第{NUMERAL}条|.*(?:附則|別表|様式))"
)
_QUOTED = re.compile(r"「[^「」]*」")
_RANGE = re.compile(rf"(第{NUMERAL}条{BRANCHES})から(第{NUMERAL}条{BRANCHES})まで")
_ADDED = re.compile(rf"(第{NUMERAL}条{BRANCHES})の次に、?(?:次の)?({NUMERAL})条を加える")
_NUMBER = re.compile(
    rf"(?P<era>明治|大正|昭和|平成|令和)(?P<year>元|{NUMERAL})年.*?(?P<kind>条例|規則|規程|告示|訓令|要綱)第(?P<count>{NUMERAL})号"
)
_NAME = re.compile(
    r"([^\s、。「」（）()]{2,}?(?:条例|規則|規程|要綱))(?:（[^（）]*）)?(?=第|附則|別表|様式|の)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a 附則 (``enactment``) with a day of its own: ``anchors`` are the places of the text that it names, ``added``
    those of them that were not there before."""

    start: Start
    anchors: frozenset[str]
    added: frozenset[str]
    enactment: Enactment


def read_parts(tree: LawTree) -> tuple[Part, ...]:
    """The parts of every 附則 that name a place of the text and have a day."""
    found = []
    for enactment in read_force(tree).enactments:
        for start in enactment.parts:
            words = _words(tree, start.what, amending=bool(enactment.number)) if start.day else ""
            added = frozenset(_added(tree, words))
            rest = _ADDED.sub("", words)
            named = {each for each in (*find_anchors(rest), *_between(tree, rest)) if tree.path(each)}
            if added or named:
                found.append(Part(start, added | named, added, enactment))
    return tuple(found)


def concerns(tree: LawTree, part: Part, place: str) -> bool:
    """Whether a part is about a place: names it, what it stands in (a chapter), or what stands in it (its 項)."""
    return bool(_around(tree, place) & part.anchors)


def is_in(tree: LawTree, part: Part, place: str) -> bool:
    """Whether the words of a place that a part is about surely have that part already: they are of the first text, or were
    added by it, or the note below the 条 tells of the amendment. A 例規集 writes an amendment in when it begins, other offices
    when it was made; nothing tells those apart where one text alone is here and without notes."""
    if not part.enactment.number or _around(tree, place) & part.added:
        return True
    number = _NUMBER.search(part.enactment.number)
    article = next((node for node in tree.path(place) if node.kind == "article"), None)
    if number is None or article is None:
        return False
    mark = re.compile(
        rf"{number['era'][0]}{_count(number['year'])}(?:[^\d（）()]*?){number['kind']}{_count(number['count'])}(?!\d)"
    )
    notes = (node for node in article.children if node.kind == "note")
    return any(mark.search(narrow(re.sub(r"\s|第|年|号", "", tree.text_of(node)))) for node in notes)


def _around(tree: LawTree, place: str) -> frozenset[str]:
    path = tree.path(place)
    below = path[-1].walk() if path else ()
    return frozenset((place, *(node.anchor for node in path), *(node.anchor for node in below)))


def _count(numeral: str) -> str:
    return "元" if numeral == "元" else str(kanji_number(numeral))


def _words(tree: LawTree, what: str, *, amending: bool) -> str:
    """The words of a part in which places of this text are named; "" where they are of another one."""
    words = _QUOTED.sub("", what)
    if not amending:
        return words
    words = _OWN.sub("", words)
    other = _NAME.search(words)
    elsewhere = other and not tree.title.endswith(other[1]) and not re.match(r"[新同旧この]", other[1])
    return "" if elsewhere or not _CHANGES.search(words) else words


def _added(tree: LawTree, words: str) -> Iterator[str]:
    """第5条の2 for 「第5条の次に1条を加える」: the article itself stays as it is."""
    articles = [node.anchor for node in tree.articles()]
    for match in _ADDED.finditer(words):
        after = next(iter(find_anchors(match[1])), "")
        at = articles.index(after) + 1 if after in articles else len(articles)
        yield from articles[at : at + (kanji_number(match[2]) or 0)]


def _between(tree: LawTree, words: str) -> Iterator[str]:
    for match in _RANGE.finditer(words):
        first, last = (next(iter(find_anchors(match[at])), "a0") for at in (1, 2))
        yield from (node.anchor for node in tree.articles() if _within(first, node, last))


def _within(first: str, node: Node, last: str) -> bool:
    return bool(node.number) and key(first[1:]) <= key(node.number) <= key(last[1:])
