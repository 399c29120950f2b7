"""What the styles of a Word document say about a paragraph: heading level, list, table of contents.

Knows nothing of the paragraphs' text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.loaders.markup import attribute, child, children

_HEADING = re.compile(r"^(?:heading|見出し)[ 　]?([1-9１-９])$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|表題)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^(?:toc|目次)[ 　]?[0-9１-９]*$|^(?:toc heading|目次の見出し|table of figures|図表目次)$", re.IGNORECASE
)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """``level`` 1–6 for headings, else 0; ``list_id`` "" for paragraphs outside lists."""

    level: int = 0
    title: bool = False
    contents: bool = False
    list_id: str = ""
    depth: int = 0


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """The paragraph styles by their ids, with what they inherit."""
    elements = {attribute(style, "styleId"): style for style in children(root, "style")}
    return {key: _resolve(key, elements) for key in elements}


def paragraph_style(properties: etree._Element | None, styles: dict[str, Style]) -> Style:
    """The style of one paragraph: its named style, overruled by what the paragraph itself says."""
    named = styles.get(attribute(child(properties, "pStyle"), "val"), Style())
    outline = attribute(child(properties, "outlineLvl"), "val")
    level = _outline(outline) if outline else named.level
    numbers = child(properties, "numPr")
    if numbers is None:
        return Style(level, named.title, named.contents, named.list_id, named.depth)
    depth = attribute(child(numbers, "ilvl"), "val")
    list_id = attribute(child(numbers, "numId"), "val") or named.list_id
    return Style(level, named.title, named.contents, list_id, int(depth) if depth.isdigit() else named.depth)


def _resolve(key: str, elements: dict[str, etree._Element]) -> Style:
    level, title, contents, list_id, depth = 0, False, False, "", ""
    for _ in range(_DEEPEST):
        style = elements.get(key)
        if style is None:
            break
        name = attribute(child(style, "name"), "val").strip()
        found = _HEADING.match(name)
        outline = attribute(child(style, "pPr", "outlineLvl"), "val")
        level = level or (int(found[1]) if found else _outline(outline))
        title = title or bool(_TITLE.match(name))
        contents = contents or bool(_CONTENTS.match(name))
        list_id = list_id or attribute(child(style, "pPr", "numPr", "numId"), "val")
        depth = depth or attribute(child(style, "pPr", "numPr", "ilvl"), "val")
        key = attribute(child(style, "basedOn"), "val")
    return Style(min(level, 6), title, contents, list_id, int(depth) if depth.isdigit() else 0)


def _outline(value: str) -> int:
    """Word counts outline levels from 0; 9 is body text."""
    return min(int(value) + 1, 6) if value.isdigit() and int(value) < 9 else 0
