"""Regulations that are not as a 例規集 has them: a broken form, two texts for one day, one that is cited and not here. Knows no other papers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from app.hygiene.repealed import over
from app.hygiene.shelf import Issue, Shelf
from ingest.document import Document, Passage
from ingest.law.definitions import find_definitions
from ingest.law.findings import find_findings
from ingest.law.lawname import number_key

_FORMS = ("repeated", "gap", "disorder", "contents", "page")
_AUTHORITY = re.compile(r"^[○◯ 　]*([^\s]{1,8}?[市町村区])(?=.{2})")


def find_forms(shelf: Shelf) -> Iterator[Issue]:
    """Articles that stand twice or are left out, a 目次 that differs, page numbers among the words."""
    for document in shelf.current.values():
        if document.id not in shelf.graph.regulations or "改正する" in document.title:
            continue
        for each in find_findings(shelf.graph.read(document.id)):
            if each.rule in _FORMS:
                yield Issue(
                    "form", document, _holding(shelf, document, each.start), values={"message": each.message}
                )


def find_two_current(shelf: Shelf) -> Iterator[Issue]:
    """Two texts of one regulation that both pass for today's."""
    rows: dict[str, list[Document]] = defaultdict(list)
    for document in shelf.current.values():
        if regulation := shelf.graph.regulations.get(document.id):
            rows[regulation.key].append(document)
    for same in rows.values():
        for one, two in pairwise(sorted(same, key=lambda each: each.id)):
            if one.title == two.title and one.text != two.text:
                yield Issue("two_current", one, other=two, values={"source": two.source.rpartition("/")[2]})


def find_absent(shelf: Shelf) -> Iterator[Issue]:
    """The office's own regulations that another names by number and that are not in the library; what a 附則 repeals is gone."""
    gone = {number_key(each.number) for each in over(shelf).values() if each.number}
    for document in shelf.current.values():
        own = _AUTHORITY.match(document.title)
        if own is None or document.id not in shelf.graph.regulations:
            continue
        tree = shelf.graph.read(document.id)
        first = next((node.start for node in tree.root.children if node.kind == "suppl"), len(tree.text))
        told: set[str] = set()
        for each in find_definitions(tree.text[:first], shelf.regulations.names):
            named = each.number and each.name not in told and each.name.startswith(own[1])
            if (
                named
                and number_key(each.number) not in gone
                and shelf.graph.find(each.name, each.number, shelf.day) is None
            ):
                told.add(each.name)
                words = f"{each.name}（{each.number}）"
                yield Issue(
                    "absent", document, _holding(shelf, document, each.start), values={"words": words}
                )


def _holding(shelf: Shelf, document: Document, at: int) -> Passage | None:
    return next((each for each in shelf.passages[document.id] if each.start <= at < each.end), None)
