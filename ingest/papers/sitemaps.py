"""The list of a site's pages, ``sitemap.xml``: the address of each file of an export, and the day on which it last changed.

Knows nothing of what the pages say, and takes nothing for public: that is for the office to say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from ingest.loaders import Found
from ingest.loaders.kinds import SITEMAP
from ingest.loaders.markup import children, local, parse_xml, plain_text
from ingest.papers.sources import is_address

NAME = "sitemap.xml"
NO_PAGES = (
    "サイトマップにあるページ（{count}件、例：{url}）のファイルが、このフォルダに一つもありません。"
    "サイトの書き出しを、アドレスと同じ並び（…/a/b.html なら a/b.html）のまま、サイトマップと同じフォルダに置いてください。"
)
NO_LIST = (
    "サイトマップが指す「{name}」が、このフォルダにありません。一緒に置いて、もう一度取り込んでください。"
)
BROKEN = "サイトマップをXMLとして読めません。サイトから取り直してください。"
_JAPAN = timezone(timedelta(hours=9))
_INDEX = ("index.html", "index.htm", "index.shtml", "index.php", "default.html", "default.htm")
_BUILT = 5
"""From so many pages on, one day for all of them is the day of the export and tells nothing of the pages."""
_FIRST = date(1995, 1, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site, and the day on which it last changed, where the list tells it."""

    url: str
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """The page that each file is, by the file's name; and why a list was of no use, by the list's name."""

    of: Mapping[str, Page] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)


def sort_out(found: Sequence[Found], root: Path) -> tuple[list[Found], Pages]:
    """The documents among the files at ``root``, and the pages that they are by the lists among them or the one above."""
    lists = [one for one in found if _is_list(one)]
    documents = [one for one in found if one not in lists]
    above = [] if lists else _above(root)
    if not lists and not above:
        return documents, Pages()
    top = unicodedata.normalize("NFC", str(root))
    pages = _read_all(lists or above, {one.name for one in documents}, top)
    return documents, pages if lists else Pages(pages.of)


def _is_list(found: Found) -> bool:
    """Whether a file is a list of pages or a list of such lists, by its first tag."""
    if found.path is None or not found.name.lower().endswith(".xml"):
        return False
    with found.path.open("rb") as file:
        return bool(SITEMAP.search(file.read(4096)))


def _above(root: Path) -> list[Found]:
    """The list of the site of which ``root`` is a part: in the nearest folder above it."""
    lists = (above / NAME for above in root.parents)
    found = next((one for one in lists if one.is_file()), None)
    return [Found(unicodedata.normalize("NFC", str(found)), found)] if found else []


def _read_all(lists: Sequence[Found], here: Collection[str], root: str) -> Pages:
    """Which of the files ``here`` is which page, by the path of its address."""
    of: dict[str, Page] = {}
    failed: dict[str, str] = {}
    told: dict[str, list[Page]] = {}
    known = {PurePosixPath(one.name).name for one in lists}
    for one in lists:
        try:
            pages, below = _read(one)
        except (OSError, SyntaxError, ValueError):
            failed[one.name] = BROKEN
            continue
        if missing := next((each for each in below if each not in known), ""):
            failed[one.name] = NO_LIST.format(name=missing)
        told[one.name] = pages
        of = {**_matched(one.name, pages, here, root), **of}
    unused = next((name for name, pages in told.items() if pages and not of), "")
    if unused:
        pages = told[unused]
        failed[unused] = NO_PAGES.format(count=f"{len(pages):,}", url=pages[0].url)
    return Pages(of, failed)


def _read(found: Found) -> tuple[list[Page], list[str]]:
    """The pages of a list, and the file names of the lists that it names."""
    assert found.path is not None
    top = parse_xml(found.path.read_bytes())
    pages: list[Page] = []
    below: list[str] = []
    for entry in top:
        where = _address(_said(entry, "loc"))
        if local(entry) == "sitemap" and where:
            below.append(PurePosixPath(unquote(urlsplit(where).path)).name)
        elif local(entry) == "url" and where:
            pages.append(Page(where, _day(_said(entry, "lastmod"))))
    days = {page.changed for page in pages}
    if len(pages) >= _BUILT and len(days) == 1:
        pages = [replace(page, changed=None) for page in pages]
    return pages, below


def _said(entry: etree._Element, name: str) -> str:
    return next((plain_text(each).strip() for each in children(entry, name)), "")


def _address(said: str) -> str:
    """The address as it may stand in a link, "" when it is none; Japanese letters are written as browsers send them."""
    url = quote(said, safe="!#$%&'()*+,/:;=?@[]~")
    return url if is_address(url) else ""


def _day(said: str) -> date | None:
    """The day in Japan of 「2025-03-31」 or 「2025-03-31T16:00:00Z」; None for a month, a day to come, anything else."""
    try:
        if len(said) <= len("2025-03-31"):
            day = date.fromisoformat(said)
        else:
            moment = datetime.fromisoformat(said)
            day = (moment.astimezone(_JAPAN) if moment.tzinfo else moment).date()
    except ValueError:
        return None
    return day if _FIRST <= day <= date.today() else None


def _matched(name: str, pages: Sequence[Page], here: Collection[str], root: str) -> dict[str, Page]:
    """The files under the folder of the list, or of one above it within ``root``: laid out as the addresses are, below a
    folder named like the host, or without the first folders that all addresses share; whichever names most files."""
    split = [(page, *_steps(page.url)) for page in pages]
    shared = _shared([steps if closed else steps[:-1] for _, _, steps, closed in split])
    folders = [str(PurePosixPath(name).parent)]
    folders += [str(each) for each in PurePosixPath(name).parents if f"{each}/".startswith(f"{root}/")]
    best: dict[str, Page] = {}
    for folder in dict.fromkeys(folders):
        for left_out in range(-1, shared + 1):
            found: dict[str, Page] = {}
            for page, host, steps, closed in split:
                place = "/".join((folder, *([host, *steps] if left_out < 0 else steps[left_out:])))
                bare = closed or len(steps) == max(0, left_out)
                file = next((one for one in _files(place, urlsplit(page.url).query, bare) if one in here), "")
                if file:
                    found.setdefault(file, page)
            if len(found) > len(best):
                best = found
    return best


def _steps(url: str) -> tuple[str, list[str], bool]:
    """The host, the steps of the path, and whether the address is that of a folder."""
    parts = urlsplit(url)
    path = unicodedata.normalize("NFC", unquote(parts.path))
    return parts.netloc, [step for step in path.split("/") if step not in ("", ".", "..")], path.endswith("/")


def _shared(folders: Sequence[Sequence[str]]) -> int:
    """How many first folders are the same everywhere."""
    count = 0
    for steps in zip(*folders, strict=False):
        if len(set(steps)) > 1:
            break
        count += 1
    return count


def _files(place: str, query: str, bare: bool) -> Iterator[str]:
    """Where the file of an address may be: a program's page (``query``) as wget names it, else a file or a folder's."""
    if query:
        yield from (f"{place}{mark}{unquote(query)}{end}" for mark in "?@" for end in ("", ".html"))
        return
    if not bare:
        yield from (place, f"{place}.html", f"{place}.htm")
    yield from (f"{place}/{each}" for each in _INDEX)
