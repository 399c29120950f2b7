"""The text of a document as HTML: a section a passage, tables with their column names. Knows nothing of the page around it.

Everything is escaped; nothing of a document is ever a tag, a link or a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from app.web.reading import Piece, Reading, anchor_of, pieces
from app.web.words import Words
from ingest.document import Passage

CELLS = " | "
TABULAR = ("row", "header")
_ARTICLE = re.compile(
    r"第[0-9０-９一二三四五六七八九十百千]+条(?:の[0-9０-９一二三四五六七八九十]+)*(?=[　 ])"
)
_CAPTION = re.compile(r"^[　 ]*（[^（）]{1,40}）[　 ]*$")


def text(reading: Reading, words: Words) -> Iterator[str]:
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
            place = ""
            if reading.alias and _is_marked(run[0].passage, reading) and run[0].passage.id not in begun:
                place = f'<span id="{escape(reading.alias)}"></span>'
            yield f"<section {_attributes(run[0].passage, reading, words, begun)}>{place}{lines}</section>"


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
    return "".join(f'<p class="{_caption(line) or kind}">{_quoted(line, quote)}</p>' for line in lines)


def _caption(line: str) -> str:
    """The class of 「（趣旨）」, the caption that stands over an article, or ""."""
    return "sg-caption" if _CAPTION.match(line) else ""


def _quoted(line: str, quote: str) -> str:
    """The line escaped, with the quoted words of it marked. A quote over several lines is marked line by line."""
    for wanted in filter(None, (part.strip() for part in quote.split("\n"))):
        before, found, after = line.partition(wanted)
        if found:
            return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}"
        if line.strip() and line.strip() in wanted:
            return f"<mark>{escape(line)}</mark>"
    number = _ARTICLE.match(line)
    return f"<b>{escape(number[0])}</b>{escape(line[number.end() :])}" if number else escape(line)


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
        quote = reading.quote if _is_marked(owned[0].passage, reading) else ""
        parts.append(f"<tbody {_attributes(owned[0].passage, reading, words, begun)}>")
        parts += [
            _row(line, len(names), quote)
            for piece in owned
            for line in piece.text.split("\n")
            if line.strip()
        ]
        parts.append("</tbody>")
    return "".join(parts) + "</table></div>"


def _row(line: str, width: int, quote: str) -> str:
    """A row; every cell of it is marked where the quote is of the whole row, else the words in the one that has them."""
    cells = line.split(CELLS)
    cells += [""] * (width - len(cells))
    whole = CELLS in quote and quote.strip() in line
    told = (
        _quoted(cell, cell if whole else "" if CELLS in quote else quote) for cell in map(str.strip, cells)
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in told) + "</tr>"
