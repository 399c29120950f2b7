"""Every document of corpus/ as the product's loaders read it, with what sources.toml says of it. Knows nothing of what is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from ingest.document import Block
from ingest.errors import UnreadableFile
from ingest.law.numbers import find_wareki
from ingest.loaders import discover, load
from ingest.papers.sources import Source, read_sources

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
WIDE = str.maketrans("０１２３４５６７８９（），．：／", "0123456789(),.:/")
"""Digits and brackets of either width read alike; every character stays one character, so places stay places."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A place where a document and the city differ: ``words`` stand in the document as they are."""

    path: str
    check: str
    words: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}: {self.words}: {self.expected}（{self.check}）"


@dataclass(frozen=True)
class Paper:
    """One document. ``error`` is the loader's sentence where it cannot be read; its text is then empty."""

    path: str
    source: Source
    text: str
    blocks: tuple[Block, ...] = ()
    error: str = ""

    @property
    def issued(self) -> date | None:
        return self.source.issued

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @cached_property
    def is_regulation(self) -> bool:
        return self.path.startswith("reiki/")

    def violation(self, check: str, words: str, expected: str) -> Violation:
        return Violation(self.path, check, words.strip(), expected)


def paper(text: str, *, path: str = "a.txt", issued: date | None = None, **said: str) -> Paper:
    """A paper of one's own making, for the tests of the checks."""
    return Paper(path, Source(path, issued=issued, **said), text)


def read_papers(corpus: Path = CORPUS, *, unlisted: bool = False) -> list[Paper]:
    """All that sources.toml lists, in its order, and with ``unlisted`` what lies beside it and is not listed yet.

    Members of an archive come under the archive's path.

    Pictures of pages are read from the text that they were drawn from: that recognition reads them is the business
    of the loaders' own tests (a page takes 8 seconds).
    """
    papers: list[Paper] = []
    listed = read_sources(corpus)
    sources = list(listed.entries.values())
    for path in sorted(corpus.rglob("*")) if unlisted else ():
        name = path.relative_to(corpus).as_posix()
        if path.is_file() and "/" in name and name not in listed.entries and not listed.ignores(name):
            sources.append(Source(name))
    for source in sources:
        path = corpus / source.path
        drawn = corpus / "texts" / Path(source.path).with_suffix(".txt")
        if "/scan/" in source.path and drawn.is_file():
            papers.append(Paper(source.path, source, drawn.read_text(encoding="utf-8")))
            continue
        for found in discover(path) if path.exists() else ():
            papers.append(_read(source, found.path, found.error))
    return papers


def _read(source: Source, path: Path | None, error: UnreadableFile | None) -> Paper:
    if path is None or error is not None:
        return Paper(source.path, source, "", error=error.reason if error else "読めません。")
    try:
        loaded = load(path, name=source.path if path.suffix == Path(source.path).suffix else path.name)
    except UnreadableFile as failed:
        return Paper(source.path, source, "", error=failed.reason)
    if not source.title:
        first = find_wareki(loaded.text[:600])
        whole = next((w for w in first if w.month and w.day and w.valid), None)
        issued = date(whole.year, whole.month or 1, whole.day or 1) if whole else None
        source = replace(source, title=loaded.title, issued=issued)
    return Paper(source.path, source, loaded.text, loaded.blocks)
