"""A draft as plain text with Windows line ends, which every editor of an office opens. Knows no layout."""

from __future__ import annotations

from app.exporters.appendix import (
    NO_SOURCES,
    NOTHING_OPEN,
    OPEN_HEADING,
    SOURCES_HEADING,
    TICKED_HEADING,
    notice_of,
    open_lines,
    source_lines,
    ticked_lines,
)
from app.result import Draft


def export_txt(draft: Draft, *, title: str) -> bytes:
    """UTF-8 with a byte order mark: notice, title, text, what is not confirmed, sources."""
    lines = [
        f"【{notice_of(draft)}】",
        "",
        title,
        "",
        *draft.text.rstrip().split("\n"),
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
    if not draft.citations:
        lines.append(NO_SOURCES)
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
