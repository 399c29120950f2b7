"""Plain text and Markdown. Knows nothing of laws: the splitter recognises 条 and 項 in the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ingest.loaders.builder import SEPARATOR, Loaded, Table, TextBuilder, clean, join_cells, join_names
from ingest.loaders.encodings import decode
from ingest.loaders.layout.ruled import is_ruled, read_ruled
from ingest.loaders.layout.running import without_pages
from ingest.loaders.layout.spaced import spaced_tables
from ingest.loaders.lines import Line, add_lines
from ingest.loaders.messages import note, refuse
from ingest.loaders.source import Source
from ingest.loaders.tables import read_table
from ingest.loaders.titles import find_title

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t　]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_CELL = re.compile(r"(?<!\\)\|")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]+)(?:[ \t]+\"[^\"]*\")?\)")
_TAG = re.compile(
    r"</?(?:div|p|span|a|br|hr|i|b|u|em|strong|small|sup|sub|font|center|img|figure|figcaption|fieldset|legend|details"
    r"|summary|section|article|nav|table|thead|tbody|tfoot|tr|t[dh]|[uod]l|li|d[td]|h[1-6]|ruby|r[tbp])(?:\s[^<>]*)?/?>|<!--.*?-->",
    re.IGNORECASE,
)
"""A tag of HTML within Markdown: what stands between the tags is text."""
_CELL_END = re.compile(r"(?<=\S)[ \t]*</t[dh]>[ \t]*(?=<t[dh][\s>])", re.IGNORECASE)
_NEAR = re.compile(r"(?![a-z][a-z0-9+.-]*:)(?:[./#]\S*|\S+\.(?:md|html?)(?:#\S*)?)", re.IGNORECASE)
"""An address within the folder that the text came from, which leads nowhere for the reader."""
_TABLE_ROWS = 2
_SIGNS = ("■", "◆", "●", "◎", "□", "▼", "★", "【", "＜")
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)


def load(source: Source) -> Loaded:
    """A text file, line by line as it is but for the numbers and heads of pages; breaks become \\n, and the last line gets one.

    Lines divided by tabs alike are the rows of a table, and so is what stands between drawn lines or under names of
    columns set with spaces. Raises UnreadableFile when the encoding cannot be told
    (binary data under the name of a text).
    """
    builder = TextBuilder(source.limits)
    pending: list[str] = []
    lines = without_pages(_without_last(read_text(source, builder).split("\n")))
    for (ruled, tabbed), run in groupby(lines, key=lambda line: (is_ruled(line), line.count("\t"))):
        own = list(run)
        rows = read_ruled(own) if ruled else []
        if rows or (tabbed and len(own) >= _TABLE_ROWS and not own[0].startswith("\t")):
            _add_plain(builder, pending, followed=True)
            pending = []
            if rows:
                builder.table(read_table(rows))
            else:
                _add_tabbed(builder, own)
        else:
            pending += own
    _add_plain(builder, pending)
    return builder.loaded(find_title(builder.first_lines(15), source.stem))


def _add_plain(builder: TextBuilder, lines: Sequence[str], *, followed: bool = False) -> None:
    """Lines as they are, and between them the tables that are written as in Markdown or set with spaces."""
    begin = 0
    for number in range(len(lines)):
        if number >= begin and (size := _table_length(lines, number)):
            _add_spaced(builder, lines[begin:number], followed=True)
            rows = [_cells(row) for row in lines[number : number + size]]
            builder.table(Table([rows[0], *rows[2:]], rows[0], 1))
            begin = number + size
    _add_spaced(builder, lines[begin:], followed=followed)


def _add_spaced(builder: TextBuilder, lines: Sequence[str], *, followed: bool) -> None:
    """Lines as they are, and between them the tables that are set with spaces."""
    begin = 0
    for table in spaced_tables(lines):
        add_lines(builder, [*map(Line, lines[begin : table.start])], followed=True, wrapped=True)
        builder.table(read_table(table.rows, marked=1))
        begin = table.end
    add_lines(builder, [*map(Line, lines[begin:])], followed=followed, wrapped=True)


def _add_tabbed(builder: TextBuilder, lines: Sequence[str]) -> None:
    """Rows divided by tabs, as they are; only ``Block.header`` has the names in the form of other tables."""
    table = read_table([line.split("\t") for line in lines])
    names = join_names(table.names)
    for number, line in enumerate(lines):
        header = number < table.depth
        builder.append("header" if header else "row", line + "\n", header="" if header else names)


def load_markdown(source: Source) -> Loaded:
    """Markdown as it is read: headings without #, tables as rows with their header, no marks of emphasis."""
    builder = TextBuilder(source.limits)
    text = read_text(source, builder)
    title, text = _front_matter(text)
    _add_markdown(builder, _without_last(text.split("\n")))
    heading = builder.first_heading()
    heading = (
        "" if heading.startswith(_SIGNS) else heading
    )  # 「■停留所の移設」 heads a part of a text without a #
    return builder.loaded(title or heading or find_title(builder.first_lines(15), source.stem))


def read_text(source: Source, builder: TextBuilder) -> str:
    """The file's text, clean, with a note where bytes could not be read."""
    decoded = decode(source.path.read_bytes())
    if decoded is None:
        raise refuse(source.name, "encoding")
    text, encoding, bad = decoded
    if bad:
        builder.note(note("bad_bytes", count=bad, encoding=encoding))
    return clean(text)


def _without_last(lines: list[str]) -> list[str]:
    return lines[:-1] if lines and not lines[-1] else lines


def _front_matter(text: str) -> tuple[str, str]:
    """The title in a leading --- block, and the text without that block."""
    found = re.match(r"---\n((?:[^\n]*\n){0,60}?)---\n", text)
    if not found or ":" not in found[1]:
        return "", text
    named = _FRONT_TITLE.search(found[1])
    return named[1] if named else "", text[found.end() :]


def _add_markdown(builder: TextBuilder, lines: Sequence[str]) -> None:
    pending: list[Line] = []
    number, fenced = 0, False
    while number < len(lines):
        line = lines[number]
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        table = 0 if fenced else _table_length(lines, number)
        if heading or table:
            add_lines(builder, pending, followed=bool(table), wrapped=True)
            pending = []
        if heading and heading[2]:
            builder.add("heading", _inline(heading[2]), level=len(heading[1]))
        elif table:
            rows = [_cells(row) for row in lines[number : number + table]]
            builder.table(Table([rows[0], *rows[2:]], rows[0], 1))
        elif not _FENCE.match(line):
            pending.append(Line(line if fenced else _inline(line)))
        number += table or 1
    add_lines(builder, pending, wrapped=True)


def _table_length(lines: Sequence[str], number: int) -> int:
    """How many lines from ``number`` on are a table (names, rule, rows); 0 when none begins there."""
    if "|" not in lines[number] or number + 1 >= len(lines):
        return 0
    rule = lines[number + 1]
    if not _TABLE_RULE.match(rule) or "|" not in rule or not join_cells(_cells(lines[number])):
        return 0
    end = number + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end - number


def _cells(line: str) -> list[str]:
    body = line.strip().removeprefix("|")
    if body.endswith("|") and not body.endswith("\\|"):
        body = body[:-1]
    return [_inline(cell.strip()).replace("\\|", "|") for cell in _CELL.split(body)]


def _inline(line: str) -> str:
    """A line without the marks of emphasis and the tags of HTML; 「[名](url)」 → 「名（url）」, 「[名](./page.md)」 → 「名」."""
    line = _TAG.sub("", _CELL_END.sub(SEPARATOR, line))
    return _LINK.sub(_linked, _STRONG.sub(r"\2", line))


def _linked(found: re.Match[str]) -> str:
    name, address = found[1], found[2]
    if name and _NEAR.fullmatch(address):
        return name
    return f"{name}（{address}）" if name else address
