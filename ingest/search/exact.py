"""Exact answers: 「手数料条例第2条の2第1項」 gives that text and nothing else; what is not there is said to be not there.

Knows trees and days; knows nothing of rankings. Questions in sentences are left to the search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.document import Document, Hit, Passage
from ingest.law.force import read_force
from ingest.law.lines import key
from ingest.law.numbers import to_wareki
from ingest.law.place import Placing
from ingest.law.reference import find_anchors, find_references, label_of
from ingest.law.standing import Standing
from ingest.law.tree import LawTree, Node
from ingest.search.naming import Meant, RegulationNames
from ingest.search_key import normalise

_FILLER = re.compile(
    r"(?:について|とは|って|教えて|おしえて|ください|下さい|知りたい|見せて|見たい|読みたい|出して|条文|全文|内容|本文|規定|"
    r"何が書いて|なに|何|書いて|ある|あり|いる|ます|です|か|どんな|どう|なって|現行|今の|現在)"
)
_MARKS = re.compile(r"[のはをにがとでへも、。,.?？!！「」『』（）()\s　・:：]")
_LOOKS_LEGAL = re.compile(
    r"第?[0-9０-９一二三四五六七八九十百]+条|別表|附則|様式|条例|規則|規程|要綱|要領|細則"
)
NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Exact:
    """``complete``: the query is answered by ``hits`` alone (or by the notice, when what it names is not there: ``found`` False).
    ``stranger``: the name of a regulation in the query that none here has."""

    hits: tuple[Hit, ...] = ()
    notice: str = ""
    complete: bool = False
    found: bool = False
    stranger: str = ""


NOTHING = Exact()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an exact answer may look at: documents the viewer may read (without text, any day), and how to read them."""

    documents: Sequence[Document]
    names: RegulationNames
    tree: Callable[[str], LawTree]
    load: Callable[[str], Document | None]
    passages: Callable[[str], Sequence[Passage]]


def looks_legal(query: str) -> bool:
    """Whether a query may name a regulation or a place in one."""
    return bool(_LOOKS_LEGAL.search(query))


def answer(query: str, shelf: Shelf, day: date, *, today: bool = True) -> Exact:
    """The exact answer to a query, NOTHING where it names no regulation. ``day`` is the day whose law applies."""
    meant, stranger = shelf.names.meant_in(query), shelf.names.stranger_in(query)
    if meant is None:
        return Exact(stranger=stranger)
    rest = re.sub(r"\s", "", normalise(query)).replace(meant.words, " ", 1)
    places = find_references(rest)
    anchors = find_anchors(rest)
    pure = _is_bare(rest, [place.text for place in places])
    if meant.how in ("several", "near") and not (pure and anchors and len(meant.titles) == 1):
        return Exact(notice=_which(meant, query) if pure else "", stranger=stranger)
    title = meant.titles[0]
    said = {
        "near": _which(meant, query),
        "short": f"「{_as_typed(meant.words, query)}」を「{title}」のこととして探しました。",
    }.get(meant.how, "")
    if not anchors or not pure:
        return Exact(notice=said if pure else _told_missing(title, anchors, shelf, day))
    revisions = [each for each in shelf.documents if each.title == title]
    current = [each for each in revisions if each.in_force(day)]
    if not current:
        return Exact(notice=said + _out_of_force(title, revisions, day, today), complete=True)
    found = _look_up(current[-1], anchors, shelf, said, day, revisions)
    return replace(found, found=False) if meant.how == "near" else found


def _is_bare(rest: str, places: Sequence[str]) -> bool:
    """Whether nothing is asked but the place itself."""
    for place in places:
        rest = rest.replace(place, " ")
    rest = re.sub(r"(?:本文|ただし書|前段|後段|及び|並びに|又は|から|まで)", "", rest)
    return not _MARKS.sub("", _FILLER.sub("", rest))


def _as_typed(words: str, query: str) -> str:
    """The name as the person wrote it (「生成AI要綱」, not 「生成ai要綱」)."""
    at = query.lower().find(words)
    return query[at : at + len(words)] if at >= 0 else words


def _which(meant: Meant, query: str) -> str:
    words = _as_typed(meant.words, query)
    names = "、".join(f"「{title}」" for title in meant.titles[:5])
    if meant.how == "several":
        return f"「{words}」に当たる例規がいくつかあります：{names}。正しい名前で探してください。"
    return f"「{words}」という例規はありません。{names}ではありませんか。"


def _look_up(
    document: Document,
    anchors: Sequence[str],
    shelf: Shelf,
    said: str,
    day: date,
    revisions: Sequence[Document],
) -> Exact:
    tree = shelf.tree(document.id)
    standing = Standing(tree)
    placing = Placing(standing)
    hits: list[Hit] = []
    notices = [said] if said else []
    found = True
    for anchor in anchors:
        node = _node(standing, anchor)
        if node is not None:
            hits.append(_hit(document, tree, node, anchor, shelf, len(hits) + 1))
            notices += _notes(tree, node, anchor, day)
            continue
        found = False
        notices.append(placing.why_missing(anchor) or f"{label_of(anchor)}はありません。")
        notices += _elsewhere(anchor, document, revisions, shelf)
        for near in _nearest(standing, anchor):
            hits.append(_hit(document, tree, near, near.anchor, shelf, len(hits) + 1))
    if not found and hits:
        notices.append("近い条を示します。")
    return Exact(tuple(hits), "".join(dict.fromkeys(notices)), True, found)


def _node(standing: Standing, anchor: str) -> Node | None:
    if anchor == "t" and "t" not in standing.nodes:
        tables = [node for node in standing.nodes.values() if node.kind == "appendix_table"]
        return tables[0] if len(tables) == 1 else None
    return standing.node(anchor)


def _hit(document: Document, tree: LawTree, node: Node, anchor: str, shelf: Shelf, rank: int) -> Hit:
    """The words of the place as a passage of its own, with the headings and the place of the stored one around it."""
    whole = shelf.load(document.id) or document
    stored = shelf.passages(document.id)
    around = next((each for each in stored if each.start <= node.start < each.end), None)
    same = next((each for each in stored if (each.start, each.end) == (node.start, node.end)), None)
    if same is not None and same.id == f"{document.id}#{anchor}":
        return Hit(same, whole, 1.0, rank, ("exact",))
    path = tree.path(node.anchor)
    stem = tree.head_of(path[-2]).strip() if len(path) > 1 and node.kind in ("item", "subitem") else ""
    passage = Passage(
        f"{document.id}#{anchor}",
        document.id,
        label_of(anchor) or (around.label if around else ""),
        around.headings if around else (),
        node.start,
        node.end,
        around.kind if around else "article",
        whole.text[node.start : node.end],
        around.place if around else "",
        " ".join(stem.split()),
    )
    return Hit(passage, whole, 1.0, rank, ("exact",))


def _notes(tree: LawTree, node: Node, anchor: str, day: date) -> list[str]:
    """What a reader of the place must know: that it is deleted, or that a part of an amendment begins later."""
    notes = []
    article = re.match(r"(?:s\d+)?a[\d_]+", anchor)
    if node.deleted:
        notes.append(f"{label_of(anchor)}は削除されています。")
    for enactment in read_force(tree).enactments:
        for part in enactment.parts:
            if (
                part.day
                and part.day > day
                and article
                and article[0] in {a.partition("p")[0] for a in find_anchors(part.what)}
            ):
                notes.append(f"附則によると、{part.what}は{to_wareki(part.day)}から施行されます。")
    return notes


def _elsewhere(anchor: str, document: Document, revisions: Sequence[Document], shelf: Shelf) -> list[str]:
    """Other revisions that have the place."""
    found = [
        each
        for each in revisions
        if each.id != document.id and _node(Standing(shelf.tree(each.id)), anchor) is not None
    ]
    days = [f"{to_wareki(each.effective_from)}からの版" for each in found if each.effective_from]
    return [f"{'、'.join(days)}にはあります。"] if days else []


def _nearest(standing: Standing, anchor: str) -> list[Node]:
    """The 条 itself where only its 項 or 号 is missing, else the 条 around the number."""
    match = re.match(r"((?:s\d+)?)a([\d_]+)", anchor)
    if match is None:
        return []
    if article := standing.node(match[0]):
        return [article]
    row = sorted(standing.articles(match[1]), key=lambda node: _distance(node.number, match[2]))
    return sorted(row[: NEIGHBOURS - 1], key=lambda node: node.start)


def _distance(number: str, wanted: str) -> tuple[int, int]:
    have, want = key(number), key(wanted)
    return abs(have[0] - want[0]), abs(sum(have[1:]) - sum(want[1:]))


def _told_missing(title: str, anchors: Sequence[str], shelf: Shelf, day: date) -> str:
    """For a question in a sentence: only that a 条 it names is not there."""
    current = [each for each in shelf.documents if each.title == title and each.in_force(day)]
    if not anchors or not current:
        return ""
    standing = Standing(shelf.tree(current[-1].id))
    placing = Placing(standing)
    missing = [placing.why_missing(anchor) for anchor in anchors if _node(standing, anchor) is None]
    return "".join(f"{title}に、{reason}" for reason in missing if reason)


def _out_of_force(title: str, revisions: Sequence[Document], day: date, today: bool) -> str:
    when = "今日" if today else f"{to_wareki(day)}に"
    ended = [each.effective_to for each in revisions if each.effective_to and each.effective_to < day]
    later = [each.effective_from for each in revisions if each.effective_from and each.effective_from > day]
    if ended and not later:
        end = to_wareki(max(ended) + timedelta(days=1))
        return f"{title}は、{end}に効力を失っています。その前の条文は、{to_wareki(max(ended))}以前の日を指定すると出ます。"
    if later:
        return f"{title}で{when}効力のある版がありません。{to_wareki(min(later))}から施行される版があります。"
    return f"{title}で{when}効力のある版がありません。"
