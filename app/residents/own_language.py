"""What the city's page in the resident's own language tells. Knows no search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.residents.composing import Line
from app.residents.furniture import of_every_page
from app.residents.holding import Holding
from app.text.wording import is_row
from ingest.document import Hit

OWN_LINES = 6


def in_own_language(hits: Sequence[Hit], holding: Holding) -> list[Line]:
    """The lines of the city's page in the resident's language that hold what is asked: its first ones, else those from
    the line before the first that does, of the passage that has most of them. A table is one line, whole."""
    best: tuple[int, list[Line]] = (0, [])
    for hit in hits:
        lines = _told_lines(hit)
        rows = [[replace(line, text=text) for text in line.text.splitlines()] for line in lines]
        worth = [sum(holding.has_form([row]) for row in each) for each in rows]
        if sum(worth) > best[0]:
            first = next(at for at, each in enumerate(worth) if each)
            start = 0 if first < OWN_LINES // 2 else first - 1
            best = sum(worth), lines[start : start + OWN_LINES]
        if best[0] and not holding.must:
            break
    return best[1]


def _told_lines(hit: Hit) -> list[Line]:
    made: list[Line] = []
    whole = [text.strip() for text in hit.passage.text.splitlines() if not of_every_page(text)]
    for rows, group in groupby(whole, is_row):
        texts = list(group)
        if rows and len(texts) > 1:
            made.append(Line("表", "\n".join(texts), hit))
        else:
            made += [Line("結論", text, hit) for text in texts if len(text) > 8]
    return made
