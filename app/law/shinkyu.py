"""A 新旧対照表 as the office words and lays it out: its forms from prompts/shinkyu.toml, the cells with their words.

Knows nothing of Word or HTML, and nothing of how two revisions are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any

from app.tasks.placeholder import fill
from ingest.errors import SettingError, ShitagakiError
from ingest.law.comparison import Comparison
from ingest.law.difference import Run
from ingest.law.facing import Line, Pair
from ingest.toml_file import read_toml

Cells = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to lay the table out; ``id`` is its name in the file. The words may hold {題名}, {番号}, {種類}."""

    id: str
    name: str
    new_side: str
    new_head: str
    old_head: str
    title: str
    heading: str
    lead: str
    remark: str
    added: str
    removed: str
    omitted: str


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms of the file, by id."""

    default: str
    forms: Mapping[str, Form]

    def get(self, name: str) -> Form:
        """The form of a name, the default for "". Raises ShitagakiError with the known names for another."""
        found = self.forms.get(name or self.default)
        if found is None:
            known = "、".join(f"{each.id}（{each.name}）" for each in self.forms.values())
            raise ShitagakiError(f"「{name}」という新旧対照表の様式はありません。使えるものは {known} です。")
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """What stands at one height. ``kind``: text (one cell a side) or table (some rows a side)."""

    kind: str
    left: tuple[Cells, ...]
    right: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished table: each row (one 条) is its blocks from top to bottom."""

    title: str
    lead: str
    heading: str
    heads: tuple[str, str]
    rows: tuple[tuple[Block, ...], ...]
    remark: str


def load_forms(path: Path) -> Forms:
    """Read the file. Raises SettingError that says what is wrong."""
    table = read_toml(path, "新旧対照表の様式")
    known = {each.name for each in fields(Form)} - {"id"}
    forms = {}
    for name, row in table.get("forms", {}).items():
        if set(row) != known or row["new_side"] not in ("left", "right"):
            wrong = "、".join(sorted(set(row) ^ known)) or "new_side"
            raise SettingError(f"{path.name}：様式「{name}」の項目（{wrong}）を確かめてください。")
        forms[name] = Form(id=name, **row)
    if table.get("default") not in forms:
        raise SettingError(f"{path.name}：default には、{'、'.join(forms)}のどれかを書いてください。")
    return Forms(table["default"], forms)


def sheet(comparison: Comparison, form: Form, *, title: str, number: str) -> Sheet:
    """The table of a comparison in a form, for the regulation of that title and number."""
    kind = next(
        (each for each in ("条例", "規則", "規程", "要綱", "要領", "訓令") if title.endswith(each)), "条例"
    )
    values = {"題名": title, "番号": number, "種類": kind}

    def said(words: str) -> str:
        filled = fill(words, values)
        return filled if number else re.sub(r"（(?:【要確認[^】]*】)?）", "", filled)

    left_new = form.new_side == "left"
    heads = (form.new_head, form.old_head) if left_new else (form.old_head, form.new_head)
    rows = tuple(tuple(_blocks(row.pairs, form, left_new)) for row in comparison.rows)
    return Sheet(said(form.title), said(form.lead), said(form.heading), heads, rows, form.remark)


def _blocks(pairs: tuple[Pair, ...], form: Form, left_new: bool) -> Iterator[Block]:
    """Lines of text one by one; rows of a table, with what is left out between them, together."""
    for table, group in groupby(_marked(pairs), key=lambda each: each[0]):
        lines = [pair for _, pair in group]
        new = [_cells(pair.new, form, new=True) for pair in lines]
        old = [_cells(pair.old, form, new=False) for pair in lines]
        left, right = (new, old) if left_new else (old, new)
        if table:
            yield Block("table", tuple(left), tuple(right))
        else:
            for one, two in zip(left, right, strict=True):
                yield Block("text", (one,), (two,))


def _marked(pairs: tuple[Pair, ...]) -> Iterator[tuple[bool, Pair]]:
    """Each pair, and whether it belongs to a table: a row, or 「（略）」 between or behind rows."""
    before = False
    for at, pair in enumerate(pairs):
        own = any(line is not None and line.kind == "row" for line in (pair.old, pair.new))
        gap = pair.new is not None and pair.new.kind == "omitted" and not pair.new.cells
        follows = at + 1 < len(pairs) and any(
            line is not None and line.kind == "row" for line in (pairs[at + 1].old, pairs[at + 1].new)
        )
        before = own or (gap and (before or follows))
        yield before, pair


def _cells(line: Line | None, form: Form, *, new: bool) -> Cells:
    if line is None:
        return ((),)
    if line.kind == "absent":
        words = form.removed if new else form.added
        return ((Run(words),) if words else (),)
    if line.kind == "omitted":
        mark = line.cells[0] if line.cells else ()
        return ((*mark, Run(f"　{form.omitted}" if mark else form.omitted)),)
    return line.cells


def sheet_json(made: Sheet) -> dict[str, Any]:
    """A table as other programs read it: each row's blocks, each side's lines, cells and runs."""
    rows = [
        {"lines": [{"kind": b.kind, "left": _lines(b.left), "right": _lines(b.right)} for b in blocks]}
        for blocks in made.rows
    ]
    told = {"title": made.title, "lead": made.lead, "heading": made.heading, "heads": list(made.heads)}
    return told | {"remark": made.remark, "rows": rows}


def _lines(side: tuple[Cells, ...]) -> list[list[list[dict[str, object]]]]:
    return [
        [[{"text": run.text, "changed": run.changed} for run in cell] for cell in cells] for cells in side
    ]
