"""What a document lacks: text that was not read, a section, a day; and references that lead nowhere. Knows no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.hygiene.shelf import OF_CHANGES, Issue, Shelf
from ingest.document import Document, Passage
from ingest.law.link import Link
from ingest.law.resolution import find_links
from ingest.law.standing import Standing

_OF_SCANS = (
    ("scan_read", re.compile(r"OCR）。数字")),
    ("scan_unread", re.compile(r"画像.*(?:読み取れません|見つかりません|読み取っていません)")),
)
_GENERIC_TABLE = re.compile(r"(?:別表|様式)(?!のとおり|に(?:定|掲|規定)|で定)")


def find_losses(shelf: Shelf) -> Iterator[Issue]:
    """What the loaders could not read, as they noted it."""
    for key, notes in shelf.notes.items():
        for note in notes:
            kind = next((kind for kind, words in _OF_SCANS if words.search(note)), "lost")
            yield Issue(kind, shelf.documents[key], values={"note": note})


def find_gaps(shelf: Shelf) -> Iterator[Issue]:
    """Documents that nobody owns, or that say nothing of their time."""
    for document in shelf.documents.values():
        owned, dated = bool(document.section), bool(document.issued or document.effective_from)
        if not (owned and dated):
            yield Issue("no_date" if owned else "no_section" if dated else "no_section_no_date", document)


def find_dangling(shelf: Shelf) -> Iterator[Issue]:
    """References to a 条, 項 or 号 that is not there, or is deleted: of regulations, and of papers that name one."""
    names = shelf.regulations.names
    for document in shelf.current.values():
        if document.kind in OF_CHANGES:
            continue
        if document.id in shelf.graph.regulations:
            links = shelf.graph.look_up(document.id, shelf.day)
            found = [link for link in links if link.state == "dangling"]
        elif re.search(r"[条項]|附則|別表", document.text):
            read = find_links(document.text, title="　", names=names)
            found = [
                shelf.graph.checked(link, shelf.day) for link in read if link.law and link.state == "outside"
            ]
            found = [link for link in found if link.state == "dangling" or _deleted(shelf, link)]
        else:
            continue
        for link in found:
            if _GENERIC_TABLE.match(document.text, link.start) and link.anchors in (("t",), ("f",)):
                continue  # 「別表を改める場合」 speaks of tables in general
            reason = link.reason or "削除された規定です。"
            passage = _holding(shelf, document, link.start)
            yield Issue("dangling", document, passage, values={"words": link.text, "reason": reason})


def _deleted(shelf: Shelf, link: Link) -> bool:
    target = shelf.graph.find(link.law, link.number, shelf.day)
    if target is None:
        return False
    standing = Standing(shelf.graph.read(target.id))
    nodes = [standing.node(anchor) for anchor in link.anchors]
    return any(node is not None and node.deleted for node in nodes)


def _holding(shelf: Shelf, document: Document, at: int) -> Passage | None:
    return next((each for each in shelf.passages[document.id] if each.start <= at < each.end), None)
