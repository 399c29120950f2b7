"""Whom to ask: the 課 in charge of what is answered, with its telephone and hours. Knows no wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.citation import source_url
from app.residents.tables import read_tables
from app.text.wording import is_row
from ingest.document import Document, Hit, Viewer
from ingest.index import Index

_FAX = re.compile(r"(?:ファッ?クス|ファクシミリ|(?i:fax)|ＦＡＸ)[^\n0-9]*$")
"""What stands before a number that nobody answers."""
_HOLDER = re.compile(r"(?<=[課室局係部署所館])長[ 　（(].*$")
"""Who holds the post, in minutes: 「財政課長　山本一郎」 is the 財政課."""
_BESIDE = 80
"""Letters around the telephone of a 課 where its hours stand; what else a page tells of hours is of something on it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Patterns of a telephone number and of hours, and names of columns that hold the 課 in charge."""

    telephone: str
    hours: str
    owners: Sequence[str] = ()


def address_of(document: Document | None, passage_id: str = "") -> str:
    """The page of the city's own site where it is known, else our page of the document, at the passage."""
    if document is None or document.url.startswith("https://"):
        return document.url if document else ""
    return source_url(passage_id or document.id)


def contact(
    index: Index, used: Sequence[Hit], found: Sequence[Hit], viewer: Viewer, signs: Signs, told: str = ""
) -> dict[str, str]:
    """The 課 of the page that answers (``used``), or the one that the row ``told`` names, with the telephone that stands
    last in a page of that 課 and the hours beside it. Where nothing answers, the 課 of the best page ``found``; a page that answers and has no
    課 borrows none. {} without one.
    """
    hit = next((hit for hit in used or found if hit.document.section), None)
    named = next((owner for one in used or found[:1] if (owner := _owner(one, signs.owners, told))), "")
    section = named or (hit.document.section if hit else "")
    if not section:
        return {}
    hits = (*used, *found)
    own = hit if hit is not None and hit.document.section == section else None
    page = about = (
        own or next((each for each in hits if each.document.section == section), hits[0])
    ).document.id
    if own is None and not any(each.document.section == section for each in hits):
        # Any page of the 課 has its telephone; which page the question is about, only what was found tells.
        about = next((each.id for each in index.documents(viewer) if each.section == section), page)
    document = index.document(about, viewer)
    text = document.text if document else ""
    phones = [one for one in re.finditer(signs.telephone, text) if not _FAX.search(text[: one.start()][-16:])]
    around = text[max(0, phones[-1].start() - _BESIDE) : phones[-1].end() + _BESIDE] if phones else ""
    hours = re.findall(signs.hours, around)
    return {
        "section": section,
        "telephone": phones[-1][0] if phones else "",
        "hours": hours[-1] if hours else "",
        "page": address_of(index.document(page, viewer)),
        "open": "",
    }


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
