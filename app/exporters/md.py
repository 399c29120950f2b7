"""A draft as Markdown, with its sources as footnotes. Knows no layout of paper."""

from __future__ import annotations

import re

from app.exporters.appendix import (
    NOTHING_OPEN,
    OPEN_HEADING,
    SOURCES_HEADING,
    TICKED_HEADING,
    end_of_sources,
    notice_of,
    open_lines,
    source_lines,
    ticked_lines,
)
from app.exporters.layout import Block, read_blocks
from app.exporters.readings import in_html, with_reads
from app.result import Draft

_NUMBER = re.compile(r"\[(\d+)\]")


def export_md(draft: Draft, *, title: str, read: str = "") -> bytes:
    """UTF-8: notice, title, text with headings and tables, what is not confirmed, sources as 「[^1]」; readings as <ruby>."""
    numbers = {citation.number for citation in draft.citations}
    lines = [f"> {notice_of(draft)}", "", f"# {title}", ""]
    for block, reads in with_reads(read_blocks(draft.text, title=title), read):
        lines += [_said(block, line, reads) for line in _lines(block)]
    lines += [f"## {OPEN_HEADING}", ""]
    lines += [f"- {line}" for line in open_lines(draft)] or [NOTHING_OPEN]
    if ticked := ticked_lines(draft):
        lines += ["", f"## {TICKED_HEADING}", "", *(f"- {line}" for line in ticked)]
    lines += ["", f"## {SOURCES_HEADING}", ""]
    body = _NUMBER.sub(lambda mark: f"[^{mark[1]}]" if int(mark[1]) in numbers else mark[0], "\n".join(lines))
    notes = []
    for citation in draft.citations:
        label, quote = source_lines(citation)
        notes.append(f"[^{citation.number}]: {_NUMBER.sub('', label, count=1).strip()}{quote}")
    ends = "".join(f"\n{line}\n" for line in end_of_sources(draft))
    return (body + "\n" + "\n".join(notes) + "\n" + ends).encode()


def _lines(block: Block) -> list[str]:
    """The lines of a block, an empty one after it, as Markdown parts its paragraphs."""
    if block.kind == "blank":
        return []
    if block.kind == "heading":
        return [f"{'#' * (block.level + 1)} {block.text}", ""]
    if block.kind == "table":
        head, *rows = (tuple(_cell(cell) for cell in row) for row in block.rows)
        return [_row(head), _row(("---",) * len(head)), *map(_row, rows), ""]
    if block.kind == "code":
        return ["```", block.text, "```", ""]
    return [block.text, ""]


def _said(block: Block, line: str, reads: bool) -> str:
    return line if block.kind == "code" else in_html(line, every=reads)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
