"""A document as a page: the text as it was read, its tables, an anchor for each passage. Knows nothing of HTTP.

Everything from the document is escaped; nothing of it is ever a tag, a link or a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import quote as percent

from app.web.words import Words
from ingest.document import Block, Document, Passage
from ingest.law.numbers import to_wareki

CELLS = " | "
TABULAR = ("row", "header")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page shows. ``passage`` is the id of the passage to mark, ``quote`` words of it, or ""."""

    document: Document
    passages: Sequence[Passage]
    blocks: Sequence[Block]
    revisions: Sequence[Document] = ()
    notes: Sequence[str] = ()
    has_file: bool = False
    passage: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text within one passage and one block."""

    passage: Passage
    block: Block
    text: str


def anchor_of(passage_id: str) -> str:
    """ "reiki-12#a3p1" → "a3p1"."""
    return passage_id.partition("#")[2]


def address(document_id: str, passage_id: str = "", quote: str = "") -> str:
    """The page of a document, opened at the passage and marked."""
    path = f"/documents/{percent(document_id, safe='')}"
    if not passage_id:
        return path
    anchor = percent(anchor_of(passage_id), safe="")
    words = f"&quote={percent(quote[:300], safe='')}" if quote else ""
    return f"{path}?passage={anchor}{words}#{anchor}"


def page(reading: Reading, words: Words, *, nonce: str = "") -> str:
    """The whole HTML page."""
    title = escape(reading.document.title)
    sheets = "".join(
        f'<link rel="stylesheet" href="/site/{name}.css">' for name in ("tokens", "base", "document")
    )
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title} - {escape(words.say("site.name"))}</title><link rel="icon" href="/site/icon.svg">{sheets}</head>'
        f'<body><a class="sg-skip" href="#text">{escape(words.say("site.skip"))}</a>'
        f'<div class="sg-page"><p class="sg-back"><a href="/library">{escape(words.say("reader.back"))}</a></p>'
        f"{article(reading, words)}</div></body></html>"
    )


def article(reading: Reading, words: Words) -> str:
    """The document itself; the overlay of the pages takes this element out of the page."""
    return (
        '<article class="sg-doc">'
        f"{_head(reading, words)}"
        f'<div class="sg-doc-body">{_contents(reading, words)}'
        f'<div class="sg-doc-text" id="text">{"".join(_text(reading, words))}</div></div></article>'
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


def _day(day: object) -> str:
    from datetime import date

    return to_wareki(day) if isinstance(day, date) else ""


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


def pieces(reading: Reading) -> Iterator[Piece]:
    """The text cut at every border of a passage or a block, in order; joined they are the text."""
    text, blocks = reading.document.text, list(reading.blocks)
    if not blocks:
        blocks = [Block("paragraph", 0, len(text))]
    at = 0
    for passage in reading.passages:
        while at < len(blocks) and blocks[at].end <= passage.start:
            at += 1
        for block in blocks[at:]:
            if block.start >= passage.end:
                break
            part = text[max(block.start, passage.start) : min(block.end, passage.end)]
            if part:
                yield Piece(passage, block, part)


def _text(reading: Reading, words: Words) -> Iterator[str]:
    """The pieces as HTML: one section a passage, one table for neighbouring rows under the same column names."""
    begun: set[str] = set()

    def key(piece: Piece) -> tuple[str, str]:
        if piece.block.kind not in TABULAR:
            return "text", piece.passage.id
        own = piece.text.strip() if piece.block.kind == "header" else ""
        return "table", piece.block.header or own

    for (kind, name), group in groupby(pieces(reading), key):
        run = list(group)
        if kind == "table":
            yield _table(name, run, reading, words, begun)
        else:
            lines = "".join(
                _block(piece, reading.quote if _is_marked(piece.passage, reading) else "") for piece in run
            )
            yield f"<section {_attributes(run[0].passage, reading, words, begun)}>{lines}</section>"


def _is_marked(passage: Passage, reading: Reading) -> bool:
    return bool(reading.passage) and passage.id == reading.passage


def _attributes(passage: Passage, reading: Reading, words: Words, begun: set[str]) -> str:
    """Class and, the first time, the anchor of a passage."""
    marked = _is_marked(passage, reading)
    said = f' data-mark="{escape(words.say("reader.marked"))}"' if marked and passage.id not in begun else ""
    name = f' id="{escape(anchor_of(passage.id))}" tabindex="-1"' if passage.id not in begun else ""
    begun.add(passage.id)
    return f'class="sg-passage{" is-marked" if marked else ""}"{name}{said}'


def _block(piece: Piece, quote: str) -> str:
    lines = [line for line in piece.text.split("\n") if line.strip()]
    match piece.block.kind:
        case "heading":
            level = min(6, piece.block.level + 1)
            return "".join(f"<h{level}>{escape(line)}</h{level}>" for line in lines)
        case "question" | "answer" | "utterance" | "item":
            kind = f"sg-{piece.block.kind}"
        case _:
            kind = "sg-line"
    return "".join(f'<p class="{kind}">{_quoted(line, quote)}</p>' for line in lines)


def _quoted(line: str, quote: str) -> str:
    """The line escaped, with the quoted words of it marked. A quote over several lines is marked line by line."""
    for wanted in filter(None, (part.strip() for part in quote.split("\n"))):
        before, found, after = line.partition(wanted)
        if found:
            return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}"
        if line.strip() and line.strip() in wanted:
            return f"<mark>{escape(line)}</mark>"
    return escape(line)


def _table(header: str, run: Sequence[Piece], reading: Reading, words: Words, begun: set[str]) -> str:
    names = header.split(CELLS) if header else []
    parts = ['<div class="sg-scroll" tabindex="0" role="group"><table class="sg-table">']
    rows = [piece for piece in run if piece.block.kind == "row"]
    heads = [piece for piece in run if piece.block.kind == "header"]
    if names:
        cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        mine = heads and heads[0].passage.id not in {piece.passage.id for piece in rows}
        attributes = f" {_attributes(heads[0].passage, reading, words, begun)}" if mine else ""
        parts.append(f"<thead{attributes}><tr>{cells}</tr></thead>")
    for _, group in groupby(rows, lambda piece: piece.passage.id):
        owned = list(group)
        parts.append(f"<tbody {_attributes(owned[0].passage, reading, words, begun)}>")
        parts += [
            _row(line, len(names)) for piece in owned for line in piece.text.split("\n") if line.strip()
        ]
        parts.append("</tbody>")
    return "".join(parts) + "</table></div>"


def _row(line: str, width: int) -> str:
    cells = line.split(CELLS)
    cells += [""] * (width - len(cells))
    return "<tr>" + "".join(f"<td>{escape(cell.strip())}</td>" for cell in cells) + "</tr>"
