"""A draft as plain text with Windows line ends, which every editor of an office opens. Knows no layout."""

from __future__ import annotations

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
from app.exporters.readings import in_brackets, with_reads
from app.result import Draft


def export_txt(draft: Draft, *, title: str, read: str = "") -> bytes:
    """UTF-8 with a byte order mark: notice, title, text, what is not confirmed, sources; readings in brackets."""
    lines = [
        f"【{notice_of(draft)}】",
        "",
        title,
        "",
        *_lines(draft.text.rstrip(), title, read),
        "",
        f"【{OPEN_HEADING}】",
    ]
    lines += [f"・{line}" for line in open_lines(draft)] or [NOTHING_OPEN]
    if ticked := ticked_lines(draft):
        lines += ["", f"【{TICKED_HEADING}】", *ticked]
    lines += ["", f"【{SOURCES_HEADING}】"]
    for citation in draft.citations:
        label, quote = source_lines(citation)
        lines += [label, f"　　{quote}"] if quote else [label]
    lines += end_of_sources(draft)
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _lines(text: str, title: str, read: str) -> list[str]:
    """The lines as they are written but for a first one that only repeats the title."""
    blocks = {block.text: block for block in read_blocks(text)}
    lines = text.split("\n")
    if lines[0].strip() == title.strip():
        lines = lines[1:]
    known = [blocks.get(line.strip(" 　\t"), Block("body", line)) for line in lines]
    return [
        in_brackets(line, every=reads)
        for line, (_, reads) in zip(lines, with_reads(known, read), strict=True)
    ]
