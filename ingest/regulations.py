"""The regulations of one index as law: their trees, their links, the net between them. Knows nothing of queries or rights.

Links are read once per text and kept in a file beside the ledger; the file can be lost at any time.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ingest.document import Document
from ingest.law.definitions import find_definitions
from ingest.law.graph import Graph, Regulation
from ingest.law.lawname import Names
from ingest.law.link import Link
from ingest.law.resolution import find_links
from ingest.law.tree import LawTree, parse
from ingest.whole_file import write_whole

log = logging.getLogger(__name__)
KINDS = ("条例", "規則", "規程", "要綱", "要領", "訓令", "告示", "法律", "政令", "省令", "議案")
RECIPE = "4"
"""Raise when the reading of links changes: all are then read anew."""


class Regulations:
    """What is law among ``documents`` (without text), read through ``load`` (the document with its text)."""

    def __init__(
        self,
        documents: Sequence[Document],
        load: Callable[[str], Document | None],
        *,
        file: Path | None = None,
    ) -> None:
        self.documents = {each.id: each for each in documents if each.kind in KINDS}
        self._load, self._file = load, file
        self.tree = lru_cache(maxsize=256)(self._tree)

    def _tree(self, document_id: str) -> LawTree:
        document = self._load(document_id)
        return parse(document.text if document else "")

    @cached_property
    def graph(self) -> Graph:
        """The net of all of them; the first call may read every text (about 10 ms each), later ones a file."""
        return Graph([regulation_of(each) for each in self.documents.values()], self._links(), self.tree)

    @cached_property
    def names(self) -> Names:
        """Every law and regulation that has a name here, for reading references in papers that are no law."""
        return self._names(self._kept())

    def _links(self) -> Mapping[str, Sequence[Link]]:
        kept = self._kept()
        names = self._names(kept)
        stamp = hashlib.sha256(repr(sorted(names.numbers.items())).encode()).hexdigest()[:16]
        rows: dict[str, list[list[object]]] = kept["links"] if kept.get("stamp") == stamp else {}
        fresh = {each.digest for each in self.documents.values()} - rows.keys()
        for document in self.documents.values():
            if document.digest in fresh:
                found = find_links(
                    self.tree(document.id).text, tree=self.tree(document.id), title=document.title,
                    number=document.number, names=names,
                )  # fmt: skip
                rows[document.digest] = [list(astuple(link)) for link in found]
        if fresh or kept.get("stamp") != stamp:
            here = {each.digest for each in self.documents.values()}
            self._keep(
                {
                    "recipe": RECIPE,
                    "stamp": stamp,
                    "named": kept["named"],
                    "links": {d: rows[d] for d in here},
                }
            )
        return {each.id: [_link(row) for row in rows[each.digest]] for each in self.documents.values()}

    def _names(self, kept: dict[str, Any]) -> Names:
        """Titles, and every name that a text gives with its number (kept by digest)."""
        first = Names.of({each.title: each.number for each in self.documents.values()})
        named = kept["named"]
        here = {each.digest: each for each in self.documents.values()}
        for digest, document in here.items():
            if digest not in named:
                text = self.tree(document.id).text
                named[digest] = [[d.name, d.number] for d in find_definitions(text, first) if d.number]
        kept["named"] = {digest: named[digest] for digest in here}
        numbers = dict(first.numbers)
        for rows in kept["named"].values():
            for name, number in rows:
                numbers[name] = numbers.get(name) or number
        return Names.of(numbers)

    def _kept(self) -> dict[str, Any]:
        empty: dict[str, Any] = {"named": {}, "links": {}}
        if self._file is None:
            return empty
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return empty
        return kept if isinstance(kept, dict) and kept.get("recipe") == RECIPE else empty

    def _keep(self, value: dict[str, object]) -> None:
        if self._file is None:
            return
        try:
            write_whole(self._file, json.dumps(value, ensure_ascii=False))
        except OSError as error:  # a folder that may only be read: the links are read again next time
            log.warning("the links of the regulations could not be kept (%s)", type(error).__name__)


def regulation_of(document: Document) -> Regulation:
    return Regulation(
        document.id,
        document.title,
        document.number,
        document.kind,
        document.effective_from,
        document.effective_to,
    )


def _link(row: Sequence[object]) -> Link:
    values = list(row)
    values[6], values[11] = tuple(values[6]), tuple(values[11])  # type: ignore[arg-type]
    return Link(*values)  # type: ignore[arg-type]
