"""Whom to ask: the 課 in charge of what is answered, with its telephone and hours. Knows no wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.citation import source_url
from app.residents.directory import Directory, directory_of, letters_of
from app.residents.focus import place
from app.residents.tables import read_tables
from app.text.telephones import told_of
from app.text.wording import is_row
from ingest.document import Document, Hit, Viewer
from ingest.index import Index
from ingest.search_key import normalise

_FAX = re.compile(r"(?:ファッ?クス|ファクシミリ|(?i:fax)|ＦＡＸ)[^\n0-9]*$")
"""What stands before a number that nobody answers."""
_HOLDER = re.compile(r"(?<=[課室局係部署所館])長[ 　（(].*$")
"""Who holds the post, in minutes: 「財政課長　山本一郎」 is the 財政課."""
_BESIDE = 80
"""Letters around the telephone of a 課 where its hours stand; what else a page tells of hours is of something on it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Patterns of a telephone number and of hours, names of columns that hold the 課 in charge, words for the town hall, and
    what its own number is called (町役場（代表電話）)."""

    telephone: str
    hours: str
    owners: Sequence[str] = ()
    halls: Sequence[str] = ()
    hall: str = ""


def address_of(document: Document | None, passage_id: str = "") -> str:
    """The page of the city's own site where it is known, else our page of the document, at the passage."""
    if document is None or document.url.startswith("https://"):
        return document.url if document else ""
    return source_url(passage_id or document.id)


def contact(
    index: Index,
    used: Sequence[Hit],
    found: Sequence[Hit],
    viewer: Viewer,
    signs: Signs,
    told: str = "",
    asked: Sequence[str] = (),
) -> dict[str, str]:
    """The 課 of the page that answers (``used``), or the one that the row ``told`` names, with its telephone and the hours
    beside it. Where nothing answers, the 課 whose work in the office's directory has more of the nouns ``asked`` than the place
    of the nearest page of ``found``, else the 課 of that page; a page that answers and has no 課 borrows none of another page.
    Without a 課 the hall's own number, {} where no page tells it.
    """
    directory = directory_of(index, viewer, signs.owners, signs.halls)
    asked = tuple(map(normalise, asked))
    hit = next((hit for hit in used or _nearest(found, asked) if hit.document.section), None)
    named = next((owner for one in used or found[:1] if (owner := _owner(one, signs.owners, told))), "")
    if not used or not (hit or named):
        entry, worth = directory.in_charge(asked)
        if entry and worth > (letters_of(asked, _place(hit)) if hit else 0):
            hit, named = None, entry.section
    section = named or (hit.document.section if hit else "")
    if not section:
        return _whole(index, directory, viewer, signs)
    page, about = _pages(index, (*used, *found), hit, section, directory, viewer)
    document = index.document(about, viewer)
    text = document.text if document else ""
    phone = _phone(section, text, signs, directory)
    at = text.find(phone) if phone else -1
    around = text[max(0, at - _BESIDE) : at + len(phone) + _BESIDE] if at >= 0 else ""
    hours = re.findall(signs.hours, around)
    return {
        "section": section,
        "telephone": phone,
        "hours": hours[-1] if hours else "",
        "page": address_of(index.document(page, viewer)),
        "open": "",
    }


def _place(hit: Hit) -> str:
    return normalise(place(hit))


def _nearest(found: Sequence[Hit], asked: Sequence[str]) -> list[Hit]:
    """``found``, those before whose places have most of what is asked."""
    return sorted(found, key=lambda hit: -letters_of(asked, _place(hit)))


def _whole(index: Index, directory: Directory, viewer: Viewer, signs: Signs) -> dict[str, str]:
    """The number of the whole hall and the page that tells which 課 does what; {} without either."""
    page = index.document(directory.entries[0].page, viewer) if directory.entries else None
    name = signs.hall if directory.telephone else page.title if page else ""
    if not name:
        return {}
    told = {
        "section": "",
        "name": name,
        "telephone": directory.telephone,
        "hours": directory.hours,
        "open": "",
    }
    return {**told, "page": address_of(page) if page else ""}


def _pages(
    index: Index, hits: Sequence[Hit], hit: Hit | None, section: str, directory: Directory, viewer: Viewer
) -> tuple[str, str]:
    """The page that the question is about, and the one that tells the telephone of ``section``: the same where it is of that 課,
    else the directory, or any page of the 課."""
    own = hit if hit is not None and hit.document.section == section else None
    own = own or next((each for each in hits if each.document.section == section), None)
    if own is not None:
        return own.document.id, own.document.id
    entry = directory.of(section)
    about = next((each.id for each in index.documents(viewer) if each.section == section), "")
    about = entry.page if entry else about
    return (hits[0].document.id if hits else about), about


def _phone(section: str, text: str, signs: Signs, directory: Directory) -> str:
    """The telephone that ``text`` tells of the 課 last, else that of the directory, else the last one there."""
    phones = [one for one in re.finditer(signs.telephone, text) if not _FAX.search(text[: one.start()][-16:])]
    own = [one[0] for one in phones if told_of(section, text, one.start())]
    entry = directory.of(section)
    return own[-1] if own else entry.telephone if entry else phones[-1][0] if phones else ""


def _owner(hit: Hit, owners: Sequence[str], told: str) -> str:
    """The cell of the column of ``owners`` in a passage that is one row, or in the rows that are told; "" where there is none,
    or where they name several."""
    rows = [row for row in (*hit.passage.context.splitlines(), *hit.passage.text.splitlines()) if is_row(row)]
    tables = read_tables("\n".join(rows) if len(rows) == 2 else hit.passage.text)
    found: set[str] = set()
    for table in tables:
        at = next((at for at, name in enumerate(table.header) if name.strip() in owners), None)
        lines = told.splitlines()
        for row in table.rows if at is not None else ():
            if len(rows) == 2 or any(line.startswith(row[0]) for line in lines if row[0]):
                found.add(_HOLDER.sub("", row[at or 0]))
    return found.pop() if len(found) == 1 else ""
