"""What the styles of an OpenDocument file say: what is a title, what nobody sees, how lists are numbered.

Knows nothing of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.loaders.markup import attribute, child, children, local, parse_xml
from ingest.loaders.office.docx_numbers import Level, Numbering
from ingest.loaders.source import Source
from ingest.loaders.zips import open_zip, read_part

_DEEPEST = 20
_TINY = 3.0
"""Points up to which a letter is no letter for a reader."""
_TITLES = ("Title", "表題", "タイトル")
_PAPER = ("", "transparent", "#ffffff")
_FORMATS = {
    "1": "decimal",
    "１, ２, ３, ...": "decimalFullWidth",
    "一, 二, 三, ...": "japaneseCounting",
    "ア, イ, ウ, ...": "aiueoFullWidth",
    "ｱ, ｲ, ｳ, ...": "aiueo",
    "イ, ロ, ハ, ...": "irohaFullWidth",
    "ｲ, ﾛ, ﾊ, ...": "iroha",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}
"""How OpenDocument names the ways to write a number, in Word's names."""
OUTLINE = "#outline"
"""The list that numbers the headings."""


@dataclass(slots=True)
class Styles:
    """The styles by family and name, and the lists; ``hide`` says how what has a style is kept from the reader."""

    elements: dict[tuple[str, str], etree._Element]
    numbering: Numbering
    _last: dict[str, str] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def hide(self, family: str, name: str) -> str:
        """「非表示の文字」「極小」「白」, or "" for what is seen. White on a coloured ground is seen."""
        found: dict[str, str] = {}
        for style in self._chain(family, name):
            for each in style:
                for key, value in each.attrib.items():
                    found.setdefault(str(key).rpartition("}")[2], str(value))
        size = re.fullmatch(r"([0-9.]+)pt", found.get("font-size", ""))
        if found.get("display") == "none":
            return "非表示の文字"
        if size and float(size[1]) <= _TINY:
            return "極端に小さい文字"
        ground = found.get("background-color", "").lower()
        return "白い文字" if found.get("color", "").lower() == "#ffffff" and ground in _PAPER else ""

    def is_title(self, name: str) -> bool:
        """Whether a paragraph of this style is the document's title."""
        return any(
            attribute(style, "name") in _TITLES or attribute(style, "display-name") in _TITLES
            for style in self._chain("paragraph", name)
        )

    def shown(self, family: str, name: str) -> bool:
        """Whether a sheet or a slide of this style is shown."""
        return not any(
            attribute(each, "display") == "false" or attribute(each, "visibility") == "hidden"
            for style in self._chain(family, name)
            for each in style
        )

    def begin_list(self, element: etree._Element, style: str) -> str:
        """The list that a text:list belongs to: a new one, or the one that it says it continues."""
        key = self._named.get(attribute(element, "continue-list"), "")
        if not key and attribute(element, "continue-numbering") == "true":
            key = self._last.get(style, "")
        if not key:
            key = f"{style}#{len(self.numbering.lists)}"
            self.numbering.lists[key] = ""
            self.numbering.levels[key] = self.numbering.levels.get(style, {})
        self._last[style] = key
        if own := attribute(element, "id"):
            self._named[own] = key
        return key

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            style = self.elements.get((family, name))
            if style is None:
                return
            yield style
            name = attribute(style, "parent-style-name")


def open_document(source: Source) -> tuple[etree._Element, Styles]:
    """The body's element (office:text, office:spreadsheet, office:presentation) and the styles."""
    with open_zip(source.path, source.name) as archive:
        content = parse_xml(archive.read("content.xml"))
        styles = read_part(archive, "styles.xml")
    body = child(content, "body")
    if body is None or not len(body):
        raise ValueError("no body")
    return body[0], read_styles((parse_xml(styles),) if styles else (), content)


def read_styles(shared: tuple[etree._Element, ...], content: etree._Element) -> Styles:
    """The styles of styles.xml and those that content.xml has of its own, which win."""
    elements: dict[tuple[str, str], etree._Element] = {}
    numbering = Numbering({}, {})
    for root in (*shared, content):
        for group in children(root, "styles", "automatic-styles"):
            for each in group:
                name = attribute(each, "name")
                if local(each) == "style":
                    elements[attribute(each, "family"), name] = each
                elif local(each) in ("list-style", "outline-style"):
                    key = OUTLINE if local(each) == "outline-style" else name
                    numbering.levels[key] = dict(_levels(each))
    numbering.lists[OUTLINE] = ""
    return Styles(elements, numbering)


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for each in parent:
        number = attribute(each, "level")
        if not number.isdigit():
            continue
        start = attribute(each, "start-value")
        if local(each) == "list-level-style-bullet":
            yield int(number) - 1, Level(1, "bullet", attribute(each, "bullet-char"))
            continue
        style = _FORMATS.get(attribute(each, "num-format"), "decimal")
        yield int(number) - 1, Level(int(start) if start.isdigit() else 1, style, _pattern(each, int(number)))


def _pattern(level: etree._Element, number: int) -> str:
    """「第%1条」: the words around the number, and the numbers of the levels above where they are shown too."""
    if whole := attribute(level, "num-list-format"):
        return re.sub(r"%([1-9])%", r"%\1", whole)
    shown = attribute(level, "display-levels")
    first = number - (int(shown) if shown.isdigit() else 1) + 1
    numbers = ".".join(f"%{each}" for each in range(max(first, 1), number + 1))
    return f"{attribute(level, 'num-prefix')}{numbers}{attribute(level, 'num-suffix')}"
