"""Pages of a 例規集 (the form of ぎょうせい) as plain 例規 text, in the same form as a regulation in a text file.

Knows nothing of laws' structure beyond the page's own lines; the splitter reads 条, 項 and 号 from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.loaders.builder import Loaded, TextBuilder
from ingest.loaders.html import add_table, collapse
from ingest.loaders.markup import descendants, local
from ingest.loaders.messages import note
from ingest.loaders.source import Source
from ingest.loaders.titles import find_title

_GROUP = re.compile("^第[0-9０-９一二三四五六七八九十百]+([編章節款目])")
_APPENDIX = re.compile("^(?:別表|別記|様式|別図|別紙|附属書)")
_LEVELS = {"編": 1, "章": 2, "節": 3, "款": 4, "目": 5}
_TITLES = ("title-irregular", "title-regular")
_ITEMS = ("item", "subitem", "subitem1", "subitem2", "subitem3")


def is_regulation(root: etree._Element) -> bool:
    """Whether a page has the lines (``div.eline``) of a 例規集."""
    return any(_has(each, "eline") for each in descendants(root, "div"))


def read(root: etree._Element, source: Source, builder: TextBuilder) -> Loaded:
    """The regulation's text: title, date, number, then 見出し, 条, 項 and 号 each on a line of its own.

    What stands beside it (contents, history) is left out; forms that are pictures are noted.
    """
    title = ""
    images = 0
    for line in (each for each in descendants(root, "div") if _has(each, "eline")):
        images += sum(1 for _ in descendants(line, "img"))
        table = next(descendants(line, "table"), None)
        inside = set() if table is None else set(table.iter())
        for paragraph in _paragraphs(line, inside):
            text = _text(paragraph)
            if not title and any(_has(paragraph, name) for name in _TITLES):
                title = text.lstrip("○◯〇 　")
            _add_line(builder, paragraph, text)
        if table is not None:
            add_table(builder, table)
    if images:
        builder.note(note("images", count=images))
    return builder.loaded(title or find_title(builder.first_lines(5), source.stem))


def _add_line(builder: TextBuilder, paragraph: etree._Element, text: str) -> None:
    if any(_has(paragraph, name) for name in _TITLES):
        builder.add("heading", text, level=1)
    elif _has(paragraph, "s-head"):
        builder.add("heading", re.sub("^附則", "附　則", text), level=2)
    elif found := _GROUP.match(text):
        inside_contents = any(_has(above, "toc") for above in paragraph.iterancestors("div"))
        kind = "paragraph" if inside_contents else "heading"
        builder.add(kind, text, level=0 if inside_contents else _LEVELS[found[1]])
    elif _APPENDIX.match(text):
        builder.add("heading", text, level=2)
    else:
        item = any(_has(above, name) for above in paragraph.iterancestors("div") for name in _ITEMS)
        builder.add("item" if item else "paragraph", text)


def _paragraphs(line: etree._Element, without: set[etree._Element]) -> Iterator[etree._Element]:
    """The <p> of a line; a line without any is one paragraph itself."""
    found = [each for each in descendants(line, "p") if each not in without]
    if not found and not without:
        yield line
    yield from found


def _text(element: etree._Element) -> str:
    return collapse("".join(_shown(element))).replace("\n", "").strip(" ")


def _shown(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        if local(each) not in ("rt", "rp", "script", "style", "img"):
            yield from _shown(each)
        yield each.tail or ""


def _has(element: etree._Element, name: str) -> bool:
    return name in (element.get("class") or "").split()
