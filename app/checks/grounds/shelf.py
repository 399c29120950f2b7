"""The library as checks need it: a 例規 by its name, the newer documents of a series, the places a 例規 has. Knows no drafts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache

from app.library import Library
from app.text.named import plain_name
from ingest.document import Document, Viewer
from ingest.law.reference import find_anchors
from ingest.law.tree import parse

_DATED = re.compile(
    r"令和|平成|昭和|元年度?|[0-9]+|(?<=第)[一二三四五六七八九十]+(?=[回期次])|年度|第|[年月日回期次号版]|定例会|臨時会|市長(?:挨拶|式辞)|[（(][^）)]*[）)]|[\s　・]"
)
_SHORTEST = 4


class Shelf:
    """What ``viewer`` may read of a library, by name and by series. Texts are read when they are asked for."""

    def __init__(self, library: Library, viewer: Viewer) -> None:
        self._library, self._viewer = library, viewer

    @cached_property
    def _by_name(self) -> dict[str, list[Document]]:
        found = defaultdict(list)
        for document in self._library.documents(self._viewer):
            found[plain_name(document.title)].append(document)
        return found

    @cached_property
    def _by_series(self) -> dict[tuple[str, str], list[Document]]:
        found = defaultdict(list)
        for document in self._library.documents(self._viewer):
            found[series(document)].append(document)
        return found

    def law(self, name: str, day: date) -> Document | None:
        """The 例規 of that name as it is in force on ``day``; the newest where none is."""
        same = self._by_name.get(plain_name(name), [])
        ordered = sorted(same, key=lambda each: (each.in_force(day), each.effective_from or date.min))
        return ordered[-1] if ordered else None

    def newer(self, document: Document, day: date) -> Iterator[Document]:
        """Documents of the same series (last year's and this year's report) that are newer, newest first.

        Of a 例規 that is no longer in force, the revision that is.
        """
        name = series(document)
        if len(name[0]) < _SHORTEST:
            return
        others = [
            each for each in self._by_series.get(name, ()) if each.id != document.id and each.in_force(day)
        ]
        if document.effective_to is not None and document.effective_to < day:
            yield from (each for each in others if each.title == document.title)
            return
        dated = [each for each in others if each.issued and document.issued and each.issued > document.issued]
        yield from sorted(dated, key=lambda each: each.issued or date.min, reverse=True)

    def older(self, document: Document) -> tuple[Document, ...]:
        """Documents of the same series that came before, newest first; of a 例規 its earlier revisions."""
        day = document.issued or document.effective_from
        others = [each for each in self._by_series.get(series(document), ()) if each.id != document.id]
        if document.effective_from is not None:
            before = [
                each
                for each in others
                if each.effective_from and each.effective_from < document.effective_from
            ]
        else:
            before = [each for each in others if day and each.issued and each.issued < day]
        return tuple(
            sorted(before, key=lambda each: each.effective_from or each.issued or date.min, reverse=True)
        )

    def text(self, document: Document) -> str:
        """The whole text, "" when it has gone meanwhile."""
        whole = self._library.document(document.id, self._viewer)
        return whole.text if whole else ""

    def lacks(self, document: Document, place: str) -> bool:
        """Whether the 例規 certainly has no such 条, 項, 号, 別表 or 様式; an unreadable place is not lacking."""
        wanted = find_anchors(place)
        known = _places(self.text(document))
        if not wanted or not known:
            return False
        return any(not _has(known, anchor) for anchor in wanted)

    def last(self, document: Document) -> str:
        """The last 条 of a 例規 (「第31条」), "" where it has none."""
        numbers = [int(each[1:]) for each in _places(self.text(document)) if re.fullmatch(r"a[0-9]+", each)]
        return f"第{max(numbers)}条" if numbers else ""


def series(document: Document) -> tuple[str, str]:
    """Title without years and counts, and kind: what last year's and this year's paper have in common."""
    return _DATED.sub("", plain_name(document.title)), document.kind


@lru_cache(maxsize=8)
def open_shelf(library: Library, viewer: Viewer, digest: str) -> Shelf:
    """One shelf for each state (``digest``) of a library: its lists are made once."""
    return Shelf(library, viewer)


@lru_cache(maxsize=128)
def _places(text: str) -> frozenset[str]:
    """Every anchor that a 例規 has; empty for a text that is not written in 条."""
    tree = parse(text)
    if not tree.articles():
        return frozenset()
    anchors = {node.anchor for node in tree.walk()}
    for node in tree.articles():  # an article named by a range or 「削除」 stands for its numbers
        if node.last and node.last != node.number and node.last.isdigit() and node.number.isdigit():
            anchors.update(f"a{number}" for number in range(int(node.number), int(node.last) + 1))
    return frozenset(anchors | {anchor for anchor in find_anchors(text) if anchor[0] in "ft"})


def _has(known: frozenset[str], anchor: str) -> bool:
    """Whether a place exists; 第1項 of an article without numbered 項 is the article itself."""
    if anchor in known or any(
        one.startswith(anchor) and not one[len(anchor)].isdigit() for one in known if len(one) > len(anchor)
    ):
        return True
    plain = re.sub(r"p1(?=i|$)", "", anchor)
    with_first = re.sub(r"^(a[\d_]+)(i)", r"\1p1\2", anchor)
    return plain in known or with_first in known
