"""Web pages: the main content with its headings, lists and tables, without menus, scripts and what is hidden.

Knows nothing of laws; pages of a 例規集 are handed to reiki_html.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from ingest.loaders.builder import Loaded, TextBuilder, clean
from ingest.loaders.encodings import decode
from ingest.loaders.hidden import comment_notes, element_is_unseen, hidden_names, hidden_notes
from ingest.loaders.html_grids import is_grid, is_menu_cell, is_menu_list, own_rows
from ingest.loaders.html_main import dropped, main_element, page_name
from ingest.loaders.html_terms import TERM, short_term, terms_in
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.markup import children, descendants, local, plain_text
from ingest.loaders.messages import note, refuse
from ingest.loaders.source import Source
from ingest.loaders.tables import Cell, lay_out, read_table
from ingest.loaders.titles import asks, find_title

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_JAPANESE = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
}
_BLOCKS = re.compile(
    "(?:p|div|section|article|main|[uod]l|d[td]|li|table|h[1-6]|pre|blockquote|address|figure|figcaption|hr|fieldset"
    "|legend|details|summary|center|form|header|caption|t[rdh]|thead|tbody|tfoot|body|html|hgroup)$"
)
_CJK = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_CJK_BREAK = re.compile(rf"(?<={_CJK})[ \t\r\n\f]*\n[ \t\r\n\f]*(?={_CJK})")
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")


def load(source: Source) -> Loaded:
    """The page's main content. The title is its <title> or first heading. Raises UnreadableFile for binary data."""
    builder = TextBuilder(source.limits)
    root = parse_html(source, builder)
    from ingest.loaders import reiki_html

    if reiki_html.is_regulation(root):
        return reiki_html.read(root, source, builder)
    page = _Page(builder)
    main = main_element(root)
    _drop_unseen(root, main, builder)
    _walk(main, page)
    page.end_paragraph()
    page.flush()
    named = next((" ".join((each.text or "").split()) for each in descendants(root, "title")), "")
    heading = next((_inline(each) for each in descendants(main, "h1")), "")
    lower = tuple(_inline(each) for each in descendants(main, "h2", "h3"))
    return builder.loaded(
        heading or page_name(named, lower) or find_title(builder.first_lines(15), source.stem)
    )


def _drop_unseen(root: etree._Element, main: etree._Element, builder: TextBuilder) -> None:
    """Take out what a browser does not show, and tell of it where it held text."""
    names = hidden_names((each.text or "") for each in descendants(root, "style"))
    counted: Counter[str] = Counter()
    for element in list(main.iter()):
        if not local(element) or element is main or dropped(element, shown=True):
            continue
        how = element_is_unseen(element, names)
        if how and plain_text(element).strip():
            counted[how] += 1
        if how:
            element.set("hidden", "hidden")
    for told in hidden_notes(counted):
        builder.note(told)


def parse_html(source: Source, builder: TextBuilder) -> etree._Element:
    """The page's elements, decoded by its own declaration or, where that fails, by its bytes."""
    data = source.path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    try:
        text = data.decode(_JAPANESE.get(encoding, encoding or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        decoded = decode(data)
        if decoded is None:
            raise refuse(source.name, "encoding") from None
        text, encoding, bad = decoded
        if bad:
            builder.note(note("bad_bytes", count=bad, encoding=encoding))
    for told in comment_notes(text):
        builder.note(told)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean(text))
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    root = etree.fromstring(text, parser) if text.strip() else None
    if root is None:
        raise refuse(source.name, "blank")
    return root


def read_cells(table: etree._Element) -> list[list[Cell]]:
    """The cells of a table's own rows, with what they span."""
    rows = []
    for row in own_rows(table):
        cells = []
        for cell in children(row, "td", "th"):
            across, down = (_span(cell.get(key)) for key in ("colspan", "rowspan"))
            cells.append(Cell(_cell_text(cell), across, down, local(cell) == "th"))
        rows.append(cells)
    return rows


def add_table(builder: TextBuilder, table: etree._Element) -> None:
    """Add a table's rows; its names are the rows of nothing but <th>, or else a first row that looks like names."""
    rows = [row for row in read_cells(table) if row]
    marked = 0
    while marked < len(rows) - 1 and all(cell.heading for cell in rows[marked]):
        marked += 1
    made = read_table(lay_out(rows), lay_out(rows, spread=True), marked=marked)
    terms = terms_in(rows, made.names)
    for line in terms:
        builder.add("item", line)
    if not terms:
        builder.table(made)


@dataclass(slots=True)
class _Page:
    """Text on its way: words of the paragraph being read, and lines waiting to be told apart."""

    builder: TextBuilder
    words: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    bullet: str = ""

    def end_paragraph(self) -> None:
        """What has been read since the last block is a paragraph of its own, the first of a list item marked."""
        text = collapse("".join(self.words))
        self.words.clear()
        for line in text.split("\n"):
            if line.strip():
                self.lines.append(Line(self.bullet + line))
                self.bullet = ""

    def mark(self, bullet: str) -> None:
        """What the next line begins with; a 見出し of a list that nothing followed is a line of its own."""
        if self.bullet.endswith(TERM):
            self.lines.append(Line(self.bullet.removesuffix(TERM)))
        self.bullet = bullet

    def flush(self, *, followed: bool = False) -> None:
        """Add the waiting lines to the text; ``followed`` when a table comes next."""
        self.mark("" if self.bullet.endswith(TERM) else self.bullet)
        add_lines(self.builder, self.lines, followed=followed)
        self.lines = []


def collapse(text: str) -> str:
    """White space as a browser shows it; a vertical tab stands for <br>. A break in the source between two 全角 is nothing."""
    lines = [_SPACES.sub(" ", _CJK_BREAK.sub("", line)).strip(" ") for line in text.split("\v")]
    return "\n".join(lines)


def _walk(element: etree._Element, page: _Page, depth: int = 0) -> None:
    name = local(element)
    block = bool(_BLOCKS.match(name))
    if block:
        page.end_paragraph()
    if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        page.flush()
        page.builder.add("heading", _inline(element), level=int(name[1]))
    elif name == "table" and is_grid(element):
        page.flush(followed=True)
        page.builder.add("paragraph", "".join(map(_inline, children(element, "caption"))))
        add_table(page.builder, element)
    elif (name in ("td", "th") and is_menu_cell(element)) or (name in ("ul", "ol") and is_menu_list(element)):
        pass
    elif name == "pre":
        page.lines += [Line(line) for line in clean(plain_text(element)).split("\n") if line.strip()]
    elif name == "br":
        page.words.append("\v")
    elif name == "dt" and (term := short_term(element, _inline(element))):
        page.mark(term + TERM)
    elif name in ("dt", "summary") and (asks(term := _inline(element)) or (name == "summary" and term)):
        page.flush()
        page.builder.add("heading", term, level=min(6, page.builder.under + 1))
    else:
        if name == "li":
            page.mark(_bullet(element, depth))
        _descend(element, page, depth + (name in ("ul", "ol")))
    if block:
        page.end_paragraph()


def _descend(element: etree._Element, page: _Page, depth: int) -> None:
    page.words.append(element.text or "")
    for each in element:
        if not dropped(each):
            _walk(each, page, depth)
        page.words.append(each.tail or "")


def _bullet(item: etree._Element, depth: int) -> str:
    parent = item.getparent()
    indent = "　" * max(0, depth - 1)
    if parent is not None and local(parent) == "ol":
        return f"{indent}{list(children(parent, 'li')).index(item) + 1}. "
    return f"{indent}・"


def _inline(element: etree._Element) -> str:
    page = _Page(TextBuilder())
    _descend(element, page, 0)
    page.end_paragraph()
    return " ".join(line.text for line in page.lines)


def _cell_text(cell: etree._Element) -> str:
    page = _Page(TextBuilder())
    _descend(cell, page, 0)
    page.end_paragraph()
    return "\n".join(line.text for line in page.lines)


def _span(value: str | None) -> int:
    return max(1, int(value)) if value and value.strip().isdigit() else 1
