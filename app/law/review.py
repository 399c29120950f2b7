"""A new text of a regulation looked over in the office's own library. Knows nothing of commands, pages or 改め文."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from ingest.document import Viewer
from ingest.law.front import own_number
from ingest.law.graph import Regulation
from ingest.law.review import Review, review, without
from ingest.law.tree import LawTree
from ingest.lawdesk import LawDesk


def look_over(
    new: LawTree, *, old: LawTree | None, desk: LawDesk, viewer: Viewer, day: date, document: str = ""
) -> Review:
    """The findings on ``new``; ``document`` is the id of the revision that ``old`` is, where it is known.

    Places elsewhere are told only from regulations that ``viewer`` may read.
    """
    regulations = desk.regulations()
    graph = regulations.graph if regulations.documents else None
    known = regulation_in(desk, old or new, day, document)
    found = review(new, old=old, graph=graph, regulation=known, names=regulations.names, day=day)
    return without(found, {each.id for each in desk.readable(viewer)})


def regulation_in(desk: LawDesk, tree: LawTree, day: date, document: str = "") -> Regulation | None:
    """The revision that a text is of: by id, by its number, by its title."""
    graph = desk.regulations().graph
    if document in graph.regulations:
        return graph.regulations[document]
    return graph.find(tree.title.lstrip("○◯ 　"), own_number(tree), day)


def review_json(found: Review) -> dict[str, Any]:
    """A review as the page and other programs read it."""
    return {
        "findings": [asdict(each) for each in found.findings],
        "repercussions": [asdict(each) | {"told": each.told} for each in found.repercussions],
    }
