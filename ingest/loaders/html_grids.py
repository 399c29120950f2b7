"""Tables of a web page that are tables, and those that only lay a page out, as old sites do. Knows nothing of text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.markup import children, descendants, local, plain_text

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "ul", "ol", "dl", "div", "table")
_LINKS, _LINKED = 3, 0.8
"""Links of a menu at least, and the share of its text that is in them."""
_BREAKS, _LONG = 4, 120
"""Breaks and characters of a cell that is a page's text, in a table of a few rows."""
_FRAME = 4


def own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in children(table, "tr", "thead", "tbody", "tfoot"):
        if each.tag == "tr":
            yield each
        else:
            yield from children(each, "tr")


def is_grid(table: etree._Element) -> bool:
    """A real table: no table inside it, more than one column, and no cell that is a text with headings of its own."""
    nested = any(each is not table for each in descendants(table, "table"))
    rows = [list(children(row, "td", "th")) for row in own_rows(table)]
    wide = max(map(len, rows), default=0) > 1
    named = any(local(cell) == "th" for row in rows for cell in row)
    broken = len(rows) <= _FRAME and not named and any(_is_broken_text(cell) for row in rows for cell in row)
    if broken:
        return False
    return wide and not nested and not any(_is_text(cell) for row in rows for cell in row)


def is_menu_list(element: etree._Element) -> bool:
    """Whether a list stands above the name of the page and has hardly anything but links."""
    links = [plain_text(each).strip() for each in descendants(element, "a")]
    whole = len("".join(plain_text(element).split()))
    linked = sum(len("".join(text.split())) for text in links)
    if sum(map(bool, links)) < _LINKS or linked < _LINKED * whole:
        return False
    root = element.getroottree().getroot()
    names = [each for each in descendants(root, "h1") if plain_text(each).strip()]
    order = {each: at for at, each in enumerate(root.iter())}
    return bool(names) and all(order[element] < order[each] for each in names)


def is_menu_cell(cell: etree._Element) -> bool:
    """Whether a cell beside the text of a page has hardly anything but links."""
    table = next(cell.iterancestors("table"), None)
    if table is None or is_grid(table) or any(True for _ in descendants(cell, *_HEADINGS)):
        return False
    links = [plain_text(each).strip() for each in descendants(cell, "a")]
    whole = len("".join(plain_text(cell).split()))
    linked = sum(len("".join(text.split())) for text in links)
    beside = any(True for _ in descendants(table, *_HEADINGS)) or any(
        _is_broken_text(each) for each in descendants(table, "td")
    )
    return beside and sum(map(bool, links)) >= _LINKS and linked >= _LINKED * whole


def _is_broken_text(cell: etree._Element) -> bool:
    """Whether a cell is a text parted by nothing but breaks, as pages without headings have it."""
    breaks = sum(1 for _ in descendants(cell, "br", "hr"))
    return breaks >= _BREAKS and len("".join(plain_text(cell).split())) >= _LONG


def _is_text(cell: etree._Element) -> bool:
    heads = any(True for _ in descendants(cell, *_HEADINGS))
    return heads and any(True for _ in descendants(cell, *_BLOCKS))
