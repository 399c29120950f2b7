"""A document as a page: what it is, its revisions, its contents and its text. Knows nothing of HTTP."""

from __future__ import annotations

from datetime import date
from html import escape
from urllib.parse import quote as percent

from app.web.reader_text import text
from app.web.reading import Reading, address, anchor_of, pieces
from app.web.words import Words
from ingest.law.numbers import to_wareki


def page(reading: Reading, words: Words, *, header: str = "", script: str = "") -> str:
    """The whole HTML page; ``header`` is what stands above every page, as HTML, ``script`` its script if it has one."""
    title = escape(reading.document.title)
    sheets = "".join(
        f'<link rel="stylesheet" href="/site/{name}.css">' for name in ("tokens", "base", "document")
    )
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title} - {escape(words.say("site.name"))}</title><link rel="icon" href="/site/icon.svg">{sheets}{script}</head>'
        f'<body>{header}<main class="sg-page">'
        f'<p class="sg-back"><a href="/library">{escape(words.say("reader.back"))}</a></p>'
        f"{article(reading, words)}</main></body></html>"
    )


def article(reading: Reading, words: Words) -> str:
    """The document itself; the overlay of the pages takes this element out of the page."""
    return (
        '<article class="sg-doc">'
        f"{_head(reading, words)}"
        f'<div class="sg-doc-body">{_contents(reading, words)}'
        f'<div class="sg-doc-text" id="text">{"".join(text(reading, words))}</div></div></article>'
    )


def _head(reading: Reading, words: Words) -> str:
    document, say = reading.document, words.say
    rows = [(say("reader.kind"), document.kind), (say("reader.number"), document.number)]
    rows += [(say("reader.section"), document.section), (say("reader.issued"), _day(document.issued))]
    rows += [
        (say("reader.effective"), _day(document.effective_from)),
        (say("reader.until"), _day(document.effective_to)),
    ]
    listed = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows if value
    )
    parts = [
        f'<header class="sg-doc-head"><h1>{escape(document.title)}</h1><dl class="sg-facts">{listed}</dl>'
    ]
    if reading.has_file:
        href = f"{address(document.id)}/file"
        parts.append(
            f'<p><a class="sg-button sg-button-second" href="{href}" download>{escape(say("reader.file"))}</a></p>'
        )
    if len(reading.revisions) > 1:
        parts.append(_revisions(reading, words))
    if reading.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in reading.notes)
        parts.append(f'<div class="sg-note"><p><b>{escape(say("reader.lost"))}</b></p><ul>{notes}</ul></div>')
    return "".join(parts) + "</header>"


def _revisions(reading: Reading, words: Words) -> str:
    items = []
    for other in reading.revisions:
        day = _day(other.effective_from) or _day(other.issued) or words.say("reader.undated")
        name = escape(words.say("reader.revision", day=day))
        if other.id == reading.document.id:
            items.append(f'<li aria-current="true"><b>{name}</b> {escape(words.say("reader.this"))}</li>')
        else:
            items.append(f'<li><a href="{address(other.id)}">{name}</a></li>')
    return f'<nav aria-label="{escape(words.say("reader.revisions"))}"><ul class="sg-revisions">{"".join(items)}</ul></nav>'


def _day(day: date | None) -> str:
    return to_wareki(day) if day else ""


def _contents(reading: Reading, words: Words) -> str:
    """The list of headings on the left; nothing when there are too few to need one."""
    entries = [
        (piece.block.level, anchor_of(piece.passage.id), " ".join(piece.text.split()))
        for piece in pieces(reading)
        if piece.block.kind == "heading" and piece.text.strip()
    ]
    if len(entries) < 3:
        return ""
    items = "".join(
        f'<li class="sg-level-{level}"><a href="#{percent(anchor, safe="")}">{escape(text[:60])}</a></li>'
        for level, anchor, text in entries
    )
    name = escape(words.say("reader.contents"))
    return f'<nav class="sg-doc-contents" aria-label="{name}"><details open><summary>{name}</summary><ol>{items}</ol></details></nav>'
