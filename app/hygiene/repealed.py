"""Regulations and papers that name a regulation which is no longer in force. Knows nothing of places that are missing in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from app.hygiene.shelf import OF_CHANGES, STANDING, Issue, Shelf
from ingest.document import Document
from ingest.ended import Ended
from ingest.law.graph import bare_title
from ingest.law.numbers import to_wareki

_FORMERLY = re.compile(
    r"(?:旧|(?:廃止|失効|改正|統合|全部改正)(?:する)?前の|かつての|廃止された|失効した)[「『]?$"
)
_ENDED = re.compile(
    r"[」』]?(?:（[^（）]*）)?(?:施行(?:規則|規程|細則|令)|の?(?:一部を改正|廃止)|（[^（）]*(?:廃止|失効)|(?:は、|を|が|の)[^。\n]{0,40}(?:廃止|失効|効力を失))"
)
_OWN = re.compile(r"^[^\s]{1,8}?[市町村区](?=.{2})")


def over(shelf: Shelf) -> Mapping[str, Ended]:
    """Each regulation that is over, by its title; those whose title another bears today are left out."""
    held = {bare_title(each.title) for each in shelf.graph.regulations.values() if each.in_force(shelf.day)}
    rows = {bare_title(each.name): each for each in shelf.ended if each.last < shelf.day}
    return {title: one for title, one in rows.items() if title not in held}


def find_repealed(shelf: Shelf) -> Iterator[Issue]:
    """Regulations, manuals, pages and what was written since that name one as if it were in force; each once in a paper."""
    gone = dict(over(shelf))
    short = {_OWN.sub("", title): each for title, each in gone.items()}
    if not gone:
        return
    named = re.compile(f"{_any(gone)}|(?<![一-龠々]){_any(short)}")
    for document in shelf.current.values():
        if document.kind in OF_CHANGES:
            continue
        law, told = document.id in shelf.graph.regulations, set[Ended]()
        text = _main_of(shelf, document) if law else document.text
        for found in named.finditer(text):
            one = gone.get(found[0]) or short[found[0]]
            if one in told or not (law or _speaks_of_now(document, one)) or _of_the_past(text, found):
                continue
            told.add(one)
            passage = next((p for p in shelf.passages[document.id] if p.start <= found.start() < p.end), None)
            words = f"{one.name}（{one.number}）" if one.number else one.name
            values = {"words": words, "since": to_wareki(one.last + timedelta(days=1))}
            yield Issue("repealed", document, passage, values=values)


def _any(titles: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, titles), key=len, reverse=True))})"


def _main_of(shelf: Shelf, document: Document) -> str:
    """A regulation without its 附則: they tell how it was on their day."""
    tree = shelf.graph.read(document.id)
    return tree.text[: next((node.start for node in tree.root.children if node.kind == "suppl"), None)]


def _speaks_of_now(document: Document, gone: Ended) -> bool:
    """Whether a paper is read as valid today, or was written after the regulation had ended."""
    written = document.issued or document.effective_from
    return document.kind in STANDING or bool(written and written > gone.last)


def _of_the_past(text: str, found: re.Match[str]) -> bool:
    """「旧○○条例」, 「廃止前の○○条例」, 「○○条例（令和6年廃止）」 speak of what is over; 「○○条例施行規則」 is another."""
    before = text[max(0, found.start() - 12) : found.start()]
    return bool(_FORMERLY.search(before) or _ENDED.match(text, found.end()))
