"""The office's own directory: what each 課 does, its telephone, and the number of the whole hall. Knows no answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.residents.office import PublicOffice
from app.residents.tables import read_tables
from app.text.telephones import WITH_AREA
from ingest.document import Document, Viewer
from ingest.index import Index
from ingest.loaders.encodings import decode
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

_FEWEST = 3
"""Sections with a telephone that make a table a directory."""
_READ = 60
"""Pages whose files are read for the number of the hall: it stands below every page, outside of the page's own text."""
_IS_PHONE = re.compile(rf"\D{{0,6}}{WITH_AREA}(?:\D.{{0,12}})?")
_TAG, _GAP = re.compile(r"<[^>]*>"), re.compile(r"[\s　]+|&nbsp;")
_WORK = re.compile(r"[、，,・/／|\n]|(?<=.)の(?=.)")
_HOURS = re.compile(
    r"開庁時間[：: 　]*((?:[平月][^0-9午。]{0,12})?午前[0-9]{1,2}時(?:[0-9]{1,2}分|半)?[ 　]?(?:から|[～〜~-])[ 　]?午後[0-9]{1,2}時(?:[0-9]{1,2}分|半)?(?:まで)?"
    r"|(?:[平月][^0-9。]{0,12})?[0-9]{1,2}:[0-9]{2}[ 　]?(?:から|[～〜~-])[ 　]?[0-9]{1,2}:[0-9]{2}(?:まで)?)"
)
_BEFORE = 90
"""Letters before a number of the hall in which the hall is named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the directory."""

    section: str
    work: str
    telephone: str
    page: str


@dataclass(frozen=True, slots=True)
class Directory:
    """``entries`` in their order; ``telephone`` is the hall's own number (代表電話), ``hours`` when it is open (開庁時間) as pages
    say it, "" where none tells it."""

    entries: tuple[Entry, ...] = ()
    telephone: str = ""
    hours: str = ""

    def in_charge(self, nouns: Sequence[str]) -> tuple[Entry | None, int]:
        """The one entry whose work has most of ``nouns``, with their letters; None where none has any or two as many."""
        worth = sorted(((_worth(one.work, nouns), at) for at, one in enumerate(self.entries)), reverse=True)
        if not worth or not worth[0][0] or (len(worth) > 1 and worth[0][0] == worth[1][0]):
            return None, 0
        return self.entries[worth[0][1]], worth[0][0]

    def of(self, section: str) -> Entry | None:
        return next((one for one in self.entries if one.section == section), None)


def letters_of(nouns: Sequence[str], text: str) -> int:
    """How many letters of ``nouns`` stand in ``text``."""
    return sum(len(noun) for noun in nouns if noun in text)


def _worth(work: str, nouns: Sequence[str]) -> int:
    """A noun of one letter has to be a work by itself; a work may also stand in a noun: 課税 in 非課税."""
    works = [normalise(one).strip() for one in _WORK.split(work)]
    parts = {part for one in works for part in nouns_of(one) if len(part) > 1}
    whole = [noun for noun in nouns if noun in works or (len(noun) > 1 and any(noun in one for one in works))]
    within = [part for part in parts for noun in nouns if part in noun and noun not in whole]
    return sum(map(len, whole)) + sum(map(len, within))


def directory_of(index: Index, viewer: Viewer, owners: Sequence[str], halls: Sequence[str]) -> Directory:
    """What the public documents tell; read again when the documents change."""
    return _read(index, viewer, tuple(owners), tuple(halls), index.ledger.generation)


def hall_of(office: PublicOffice) -> Directory:
    words = office.phrases.words
    return directory_of(office.index, office.viewer, words["owners"], words["halls"])


def page_of(office: PublicOffice) -> str:
    """The id of the page that tells which 課 does what, "" without one."""
    entries = hall_of(office).entries
    return entries[0].page if entries else ""


@lru_cache(maxsize=4)
def _read(
    index: Index, viewer: Viewer, owners: tuple[str, ...], halls: tuple[str, ...], generation: int
) -> Directory:
    pages = [one for one in index.documents(viewer) if one.kind in ("ウェブページ", "文書")]
    whole = [page for one in pages if (page := index.document(one.id, viewer))]
    tables = [[*_entries(page, owners)] for page in whole]
    tables.sort(key=lambda rows: -len({one.section for one in rows}))
    return Directory(tuple(chain.from_iterable(tables)), *_hall(index, whole, halls))


def _entries(page: Document, owners: tuple[str, ...]) -> Iterator[Entry]:
    """The rows of the tables of ``page`` that have a column of 課 and one of their telephones."""
    for table in read_tables(page.text) if re.search(WITH_AREA, page.text) else ():
        at = next((at for at, name in enumerate(table.header) if name.strip() in owners), None)
        told = [
            next((place for place, cell in enumerate(row) if _IS_PHONE.fullmatch(cell)), None)
            for row in table.rows
        ]
        if (
            at is None
            or len({row[at] for row, phone in zip(table.rows, told, strict=True) if phone}) < _FEWEST
        ):
            continue
        for row, phone in zip(table.rows, told, strict=True):
            if phone:
                work = "、".join(cell for place, cell in enumerate(row) if place not in (at, phone))
                yield Entry(row[at].strip(), work, re.findall(WITH_AREA, row[phone])[0], page.id)


def _hall(index: Index, pages: Sequence[Document], halls: tuple[str, ...]) -> tuple[str, str]:
    """The number that most pages tell as 代表 of the hall, in their text or below it, and its hours."""
    named = "|".join(map(re.escape, halls))
    sign = re.compile(rf"(?:{named})(?=[^\n]{{0,{_BEFORE}}}代表[^0-9\n]{{0,12}}({WITH_AREA}))")
    files = [_file(index, page) for page in pages if page.kind == "ウェブページ"][:_READ]
    texts = (*files, *(page.text for page in pages))
    most = (Counter(told for text in texts for told in {*form.findall(text)}) for form in (sign, _HOURS))
    phone, hours = (told.most_common(1)[0][0] if told else "" for told in most)
    return phone, hours.strip()


def _file(index: Index, page: Document) -> str:
    """The file of a page without its marks, in one line."""
    path = index.original(page)
    read = decode(path.read_bytes()) if path and path.suffix.lower() in (".html", ".htm") else None
    return _GAP.sub(" ", _TAG.sub(" ", read[0])) if read else ""
