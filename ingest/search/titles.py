"""Documents and articles that a query names outright: 例規名, 例規番号, document titles, 第○条第○項. Knows nothing of scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Document
from ingest.law.reference import find_anchors
from ingest.search_key import normalise

SHORTEST = 4
"""Characters of a title that count as naming it; 「条例」 alone names nothing."""
AUTHORITY = re.compile(r"^[^\s]{1,8}?(?:市|町|村|区|県)立?(?=.{4})")
JOINED = re.compile(r"[一-龠ァ-ヶー々]")
"""What stands before a title in a longer word: 「健康手帳」 is not named in 「母子健康手帳」."""
NUMBER = re.compile(
    r"(?:明治|大正|昭和|平成|令和)(?:元|\d+)年[^\s\d]{0,12}?(?:条例|規則|規程|要綱|告示|訓令)第\d+号"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a query names: ``documents`` (ids, the longest title first) and ``anchors`` (a12p2), in query order."""

    documents: tuple[str, ...]
    anchors: tuple[str, ...]


class Titles:
    """The names of a tenant's documents, with and without the city's own name in front."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._names: list[tuple[str, str]] = []
        for document in documents:
            for name in _names(document):
                self._names.append((name, document.id))
        self._names.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def named_in(self, query: str) -> Named:
        """The documents and articles that ``query`` names; a title inside a longer matched one does not count."""
        text = normalise(query).replace(" ", "")
        rest, found = text, []
        matched: set[str] = set()
        for name, document_id in self._names:
            if name in matched or (name in rest and _stands_alone(name, rest)):
                matched.add(name)
                rest = rest.replace(name, "\n")
                found.append(document_id)
        return Named(tuple(dict.fromkeys(found)), tuple(find_anchors(rest.replace("\n", " "))))


def _stands_alone(name: str, text: str) -> bool:
    """Whether ``text`` has the name, and not only as the end of a longer word; the city's own name may stand before."""
    at = text.find(name)
    while at >= 0:
        before = text[:at]
        if not before or not JOINED.match(before[-1]) or re.search(r"(?:市|町|村|区|県)立?$", before):
            return True
        at = text.find(name, at + 1)
    return False


def _names(document: Document) -> Sequence[str]:
    title = normalise(document.title).replace(" ", "")
    names = {title, AUTHORITY.sub("", title)}
    names.update(NUMBER.findall(normalise(document.number).replace(" ", "")))
    return [name for name in names if len(name) >= SHORTEST]
