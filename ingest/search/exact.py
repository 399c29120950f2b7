"""Exact answers: 「手数料条例第2条の2第1項」 gives that text and nothing else; what is not there is said to be not there.

Knows trees and days; knows nothing of rankings. Questions in sentences are left to the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.document import Document, Hit, Passage
from ingest.law.numbers import to_wareki
from ingest.law.place import Placing
from ingest.law.reference import find_anchors, find_references, label_of
from ingest.law.standing import Standing
from ingest.law.tree import Node
from ingest.patterns import made_of
from ingest.search.missing import (
    as_written,
    elsewhere,
    mark_below,
    marked,
    nearest,
    node_of,
    other_supplements,
    out_of_force,
    tables_of,
    unnamed,
)
from ingest.search.naming import as_typed, which
from ingest.search.partly import before_part, begins_later, begun, notes
from ingest.search.placing import sentence_named
from ingest.search.shelf import Exact, Shelf, place_hit, sentence_of
from ingest.search.shorthand import spelled_out
from ingest.search.tablerows import Row, head_of, names_of, row_in, rows_of
from ingest.search_key import normalise

_FILLER = re.compile(
    r"(?:について|とは|って|教えて|おしえて|ください|下さい|知りたい|見せて|見たい|読みたい|出して|条文|全文|内容|本文|規定|"
    r"何が書いて|なに|何|書いて|ある|あり|いる|ます|です|か|どんな|どう|なって|現行|今の|現在)"
)
_MARKS = re.compile(r"[のはをにがとでへも、。,.?？!！「」『』（）()\s　・:：]")
_LOOKS_LEGAL = re.compile(
    r"第?[0-9０-９一二三四五六七八九十百]+条|別表|附則|様式|条例|規則|規程|規約|要綱|要領|細則|条[令列礼]|規定|じょうれい"
)


def looks_legal(query: str) -> bool:
    """Whether a query may name a regulation or a place in one."""
    return bool(_LOOKS_LEGAL.search(normalise(query)))


def answer(query: str, shelf: Shelf, day: date, *, today: bool = True) -> Exact:
    """The exact answer to a query, NOTHING where it names no regulation. ``day`` is the day whose law applies."""
    query = spelled_out(query)
    meant, stranger = shelf.names.meant_in(query), shelf.names.stranger_in(query)
    if meant is None:
        current = [each for each in shelf.documents if each.in_force(day)]
        return Exact(notice=unnamed(query, current, shelf.tree, stranger), stranger=stranger)
    rest = re.sub(r"\s", "", normalise(query)).replace(meant.words, " ", 1)
    row = row_in(rest)
    rest = rest.replace(row.words, "", 1) if row else rest
    places = find_references(rest)
    anchors = find_anchors(rest)
    sentence = sentence_named(rest)
    mark = mark_below(rest.removesuffix(sentence))
    pure = is_bare(rest.removesuffix(sentence).removesuffix(mark), [place.text for place in places])
    if meant.how in ("several", "near") and not (pure and anchors and len(meant.titles) == 1):
        return Exact(notice=which(meant, query) if pure else "", stranger=stranger)
    title = meant.titles[0]
    said = {
        "near": which(meant, query),
        "short": f"「{as_typed(meant.words, query)}」を「{title}」のこととして探しました。",
    }.get(meant.how, "")
    if not anchors or not pure:
        return Exact(notice=said if pure else _told_missing(title, anchors, shelf, day))
    revisions = [each for each in shelf.documents if each.title == title]
    current = [each for each in revisions if each.in_force(day)]
    if early := begun(revisions, anchors, day, shelf.tree):
        current, said = [early[0]], said + early[1]
    if not current:
        return Exact(notice=said + out_of_force(title, revisions, day, today), complete=True)
    if row and anchors[0][0] == "t":
        return _look_up_row(current[-1], anchors[0], row, shelf, said)
    found = _look_up(current[-1], anchors, shelf, said, day, revisions, mark)
    if sentence and found.found:
        found = sentence_of(found, shelf, sentence)
    return replace(found, found=False) if meant.how == "near" else found


def is_bare(rest: str, places: Sequence[str]) -> bool:
    """Whether nothing is asked but the place itself."""
    for place in places:
        rest = rest.replace(place, " ")
    rest = re.sub(r"(?:本文|ただし書|前段|後段|及び|並びに|又は|から|まで)", "", rest)
    return not _MARKS.sub("", _FILLER.sub("", rest))


def _look_up(
    document: Document,
    anchors: Sequence[str],
    shelf: Shelf,
    said: str,
    day: date,
    revisions: Sequence[Document],
    mark: str = "",
) -> Exact:
    tree = shelf.tree(document.id)
    standing = Standing(tree)
    placing = Placing(standing)
    hits: list[Hit] = []
    notices = [said] if said else []
    found = True
    for anchor in (anchors := as_written(standing, anchors)):
        node = node_of(standing, anchor)
        if node is not None:
            last = mark if anchor == anchors[-1] else ""
            shown, told = _shown(document, standing, node, anchor, last, shelf, day, revisions)
            hits += [replace(hit, rank=len(hits) + n) for n, hit in enumerate(shown, start=1)]
            notices += told
            continue
        if others := other_supplements(standing, anchor):
            notices.append(f"制定のときの{label_of(anchor)}はありません。改正の附則にあるものを示します。")
            for node, name in others:
                hits.append(place_hit(document, tree, node, node.anchor, shelf, len(hits) + 1, name))
            continue
        found = False
        notices.append(placing.why_missing(anchor) or f"{label_of(anchor)}はありません。")
        notices += elsewhere(anchor, document, revisions, shelf.tree)
        for near in nearest(standing, anchor):
            hits.append(place_hit(document, tree, near, near.anchor, shelf, len(hits) + 1))
    if not found and hits:
        notices.append("近い条を示します。")
    return Exact(tuple(hits), "".join(dict.fromkeys(notices)), True, found)


def _shown(
    document: Document,
    standing: Standing,
    node: Node,
    anchor: str,
    mark: str,
    shelf: Shelf,
    day: date,
    revisions: Sequence[Document],
) -> tuple[list[Hit], list[str]]:
    """The words of a place that is there, what else bears its number, and what a reader must know of it."""
    tree, hits, told = standing.tree, list[Hit](), list[str]()
    below = marked(tree, node, mark) if mark else None
    if mark and below is None:
        told.append(f"{label_of(anchor)}に{mark}はありません。")
    old = before_part(document, anchor, revisions, day, shelf.tree) if below is None else None
    if old:
        hits.append(place_hit(old[0], shelf.tree(old[0].id), old[1], anchor, shelf, 1))
        told.append(old[2])
    at, label = (below.anchor, label_of(anchor) + mark) if below else (anchor, "")
    if begins := begins_later(tree, anchor, day, sure=old is not None):
        label = f"{label or label_of(anchor)}（{to_wareki(begins)}から施行）"
    hits.append(place_hit(document, tree, below or node, at, shelf, 1, label))
    told += notes(tree, node, anchor, day)
    numbered = made_of(rf"{anchor}-\d+")
    twins = [each for name, each in standing.nodes.items() if numbered.fullmatch(name)]
    hits += [place_hit(document, tree, twin, twin.anchor, shelf, 1) for twin in twins]
    if twins:
        told.append(f"{label_of(anchor)}が{len(twins) + 1}か所にあります（番号が重複しています）。")
    return hits, told


def _look_up_row(document: Document, anchor: str, row: Row, shelf: Shelf, said: str) -> Exact:
    """The rows of that name, of every 別表 where the query says only 「別表」."""
    tree = shelf.tree(document.id)
    tables = tables_of(Standing(tree), anchor)
    whole, hits = shelf.load(document.id) or document, list[Hit]()
    for table in tables:
        name = label_of(table.anchor)
        for start, end in rows_of(tree, table, row):
            told = f"{name}の{row.part + 'の部' if row.part else ''}{row.name}の項"
            passage = Passage(
                f"{document.id}#{table.anchor}", document.id, told, (), start, end, "table", whole.text[start:end],
                "", head_of(tree, table),
            )  # fmt: skip
            hits.append(Hit(passage, whole, 1.0, len(hits) + 1, ("exact",)))
    if not tables:
        return Exact((), f"{said}{label_of(anchor)}はありません。", True, False)
    if not hits:
        names = "、".join(f"「{each}」" for each in names_of(tree, tables[0])[:8])
        told = f"{said}{label_of(anchor)}に「{row.name}の項」はありません。{label_of(tables[0].anchor)}の項は、{names}です。"
        shown = [place_hit(document, tree, each, each.anchor, shelf, n + 1) for n, each in enumerate(tables)]
        return Exact(tuple(shown), told, True, False)
    several = f"別表は{len(tables)}つあります。" if len(tables) > 1 else ""
    return Exact(tuple(hits), said + several, True, True)


def _told_missing(title: str, anchors: Sequence[str], shelf: Shelf, day: date) -> str:
    """For a question in a sentence: only that a 条 it names is not there."""
    current = [each for each in shelf.documents if each.title == title and each.in_force(day)]
    if not anchors or not current:
        return ""
    standing = Standing(shelf.tree(current[-1].id))
    placing = Placing(standing)
    missing = [placing.why_missing(anchor) for anchor in anchors if node_of(standing, anchor) is None]
    return "".join(f"{title}に、{reason}" for reason in missing if reason)
