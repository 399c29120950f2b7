"""What a passage of a regulation is read with: the 項 it belongs under, the 条 and 別表 it refers to. Knows no queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Document, Passage
from ingest.law.graph import Graph
from ingest.law.link import Link
from ingest.law.standing import Standing

NEIGHBOUR, REFERENCE = "neighbour", "reference"
_BELOW_FIRST = re.compile(r"((?:s\d+)?a[\d_]+)p(?!1(?!\d))\d")
_MOST_ANCHORS = 3
"""「第5条から第12条まで」 names a chapter, not what must be read now."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A passage to be read beside another. ``how`` is NEIGHBOUR or REFERENCE; ``words`` are the reference as written."""

    how: str
    passage: Passage
    document: Document
    words: str = ""


def find_companions(
    passage: Passage,
    document: Document,
    *,
    graph: Graph,
    day: date,
    read: Callable[[str], Document | None],
    passages: Callable[[str], Sequence[Passage]],
) -> tuple[Companion, ...]:
    """First the neighbour, then what the passage refers to in the order of its text; each passage once.

    ``read`` gives a document with its text, None where there is none or it may not be read. A text that is not in
    force on ``day``, and a 条 that is deleted, are no help. The stem of a 号 is in the passage's context already.
    """
    if document.id not in graph.regulations:
        return ()
    found: dict[str, Companion] = {}
    below = _BELOW_FIRST.match(passage.id.partition("#")[2])
    if below and not passage.context:
        _add(found, NEIGHBOUR, _holding(graph, document, below[1], passages), document)
    for link in graph.look_up(document.id, day):
        if link.state != "found" or not passage.start <= link.start < passage.end:
            continue
        target = _target(link, document, graph, day, read)
        for anchor in link.anchors if target and len(link.anchors) <= _MOST_ANCHORS else ():
            assert target is not None
            _add(found, REFERENCE, _holding(graph, target, anchor, passages), target, link.text)
    found.pop(passage.id, None)
    return tuple(found.values())


def _add(
    found: dict[str, Companion], how: str, passage: Passage | None, document: Document, words: str = ""
) -> None:
    if passage is not None:
        found.setdefault(passage.id, Companion(how, passage, document, words))


def _target(
    link: Link, document: Document, graph: Graph, day: date, read: Callable[[str], Document | None]
) -> Document | None:
    """The document that a link leads to, if it is in force. 「前条」 of words that a part of an amendment has not reached yet is
    that of the text in force, not of the one before."""
    own = graph.regulations[document.id]
    if not link.law and own.in_force(day):
        return document
    regulation = graph.find(link.law or own.title, link.number if link.law else own.number, day)
    return read(regulation.id) if regulation is not None and regulation.in_force(day) else None


def _holding(
    graph: Graph, document: Document, anchor: str, passages: Callable[[str], Sequence[Passage]]
) -> Passage | None:
    """The passage in which a place begins; None for the whole text, a 様式 (a blank to fill in explains nothing), an
    unknown and a deleted place."""
    node = Standing(graph.read(document.id)).node(anchor) if anchor else None
    if node is None or node.deleted or node.kind == "form":
        return None
    return next(
        (each for each in _searched(passages(document.id)) if each.start <= node.start < each.end), None
    )


def _searched(passages: Sequence[Passage]) -> Iterator[Passage]:
    return (each for each in passages if each.kind not in ("title", "toc", "front"))
