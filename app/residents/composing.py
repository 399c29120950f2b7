"""Sentences of the sources put under 結論, 手順, 持ち物 and so on, and rows of tables. Knows nothing of search or models."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.residents.tables import by_district, read_tables
from app.wording import is_row, pairs
from ingest.document import Hit

_LINES = 3
_LABEL = 24
_NO_LABEL = re.compile(r"[。、：:|｜]|[0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: the part it belongs to, its words, and the passage they stand in."""

    kind: str
    text: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class AskBack:
    """What has to be known first: the name of the ``column``, and the rows to choose from."""

    column: str
    rows: tuple[str, ...]


def from_table(
    question: str, hits: Sequence[Hit], districts: Sequence[str], *, every: bool = False
) -> AskBack | list[Line]:
    """The cells that a question about a table by 地区 asks for; which 地区, when it names none
    (all rows with ``every``); [] when no table fits."""
    for hit in hits[:4]:
        table = by_district(read_tables(hit.passage.text), districts)
        columns = table.columns(question) if table else ()
        heads = " ".join((*hit.passage.headings, hit.passage.label))
        if table is None or not (columns or pairs(heads) & pairs(question)):
            continue
        rows = table.rows if every else table.named(question)
        if not rows and (columns or hit is hits[0]):
            return AskBack(table.header[0], tuple(row[0] for row in table.rows))
        wanted = columns or tuple(range(1, len(table.header)))
        if rows:
            told = (
                f"{row[0]}　" + "、".join(f"{table.header[at]}：{row[at]}" for at in wanted) for row in rows
            )
            return [Line("表", text, hit) for text in told]
    return []


def labelled(hits: Sequence[Hit], parts: Mapping[str, Sequence[str]]) -> list[Line]:
    """The lines below a short line that names a part (「必要なもの」) in the passages of the first hit's document."""
    lines: list[Line] = []
    for hit in (one for one in hits if one.document.id == hits[0].document.id):
        kind, taken = "", 0
        for line in (each.strip("・ 　") for each in hit.passage.text.splitlines()):
            if len(line) <= _LABEL and not _NO_LABEL.search(line):
                named = next((name for name, words in parts.items() if any(w in line for w in words)), "")
                if named or line != line.rstrip("。") or (kind and taken):
                    kind, taken = named, 0
                    continue
            if kind and line and taken < _LINES and not is_row(line):
                taken += 1
                lines.append(Line(kind, line, hit))
    return lines


def asked_parts(question: str, parts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The parts of which ``question`` speaks: 「いくらですか」 → 費用."""
    return tuple(name for name, words in parts.items() if any(word in question for word in words))
