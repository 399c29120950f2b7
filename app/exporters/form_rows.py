"""Tables of a form in Word with a row for each thing: lists go down their columns, and rows are added where there are too few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from app.exporters.form_cells import cell_text, inside, is_empty, put_mark, row_of
from app.exporters.form_labels import name_for
from app.exporters.form_list import after, columns_of, counts, lines_of, number_of
from app.exporters.form_values import WHOLE
from app.exporters.office_form import MARK, Said
from app.exporters.paper import tag_name

_HEADS, _ROWS = 2, 2
"""Columns and empty rows that make a table one of a row for each thing."""


def mark_rows(table: Any, said: Said) -> list[Any]:
    """Marks below the heads of a list; the cells of its heads, in whose empty rows nothing else is written."""
    heads: list[Any] = []
    rows = list(inside(table, "w:tr"))
    for at, row in enumerate(rows):
        cells = row_of(row)
        body = _body(cells, rows[at + 1 :])
        places = {place: cell_text(cell) for place, cell in cells.items() if body and _free(body[0], place)}
        if len(places) < _HEADS or not all(places.values()):
            continue
        if len(body) < _ROWS and not _numbers(cells, row_of(body[0])):
            continue
        heads += [cells[place] for place in places]
        found = columns_of(
            {place: head for place, head in places.items() if not counts(head)}, said.values, said.tables
        )
        known = {place: name_for(places[place], said.values) for place in found}
        names = {place: name if name and name != WHOLE else places[place] for place, name in known.items()}
        said.by_label |= bool(found)
        said.given |= set(names.values())
        _go_down(body, names, found, said)
    return heads


def spread_marks(table: Any, said: Said) -> None:
    """A row of marks that begins with the number 1 is there for each line of a list: 「1 | {{手順}} | {{担当}}」."""
    rows = list(inside(table, "w:tr"))
    for at, row in enumerate(rows):
        cells = row_of(row)
        first = [place for place, cell in cells.items() if number_of(cell_text(cell)) == 1]
        found = {
            place: (name, lines)
            for place, cell in cells.items()
            if (mark := MARK.fullmatch(cell_text(cell)))
            and (name := name_for(mark[1], said.values))
            and (lines := lines_of(name, said.values))
        }
        if first and found:
            body = [row, *_body(cells, rows[at + 1 :])]
            for place in found:
                _empty(cells[place])
            _go_down(
                body,
                {place: name for place, (name, _) in found.items()},
                {place: lines for place, (_, lines) in found.items()},
                said,
            )


def _body(heads: Mapping[int, Any], rows: Sequence[Any]) -> list[Any]:
    """The rows below with the same columns, empty but for their numbers."""
    found = []
    for row in rows:
        cells = row_of(row)
        open_cells = [cell for cell in cells.values() if not _continued(cell)]
        if cells.keys() != heads.keys() or not any(map(is_empty, open_cells)):
            break
        if not all(is_empty(cell) or number_of(cell_text(cell)) for cell in open_cells):
            break
        found.append(row)
    return found


def _continued(cell: Any) -> bool:
    merged = cell.find(f"{tag_name('w:tcPr')}/{tag_name('w:vMerge')}")
    return merged is not None and merged.get(tag_name("w:val")) != "restart"


def _free(row: Any, place: int) -> bool:
    cell = row_of(row)[place]
    return is_empty(cell) or bool(number_of(cell_text(cell)))


def _numbers(heads: Mapping[int, Any], cells: Mapping[int, Any]) -> bool:
    return any(
        number_of(cell_text(cells[place])) == 1 or counts(cell_text(head)) for place, head in heads.items()
    )


def _go_down(
    body: list[Any], names: Mapping[int, str], columns: Mapping[int, Sequence[str]], said: Said
) -> None:
    count = max(map(len, columns.values()), default=0)
    while len(body) < count:
        body.append(_one_more(body[-1]))
    for at, row in enumerate(body[:count]):
        cells = row_of(row)
        for place, lines in columns.items():
            if at < len(lines) and lines[at] and place in cells:
                put_mark(cells[place], said.row(names[place], at + 1, lines[at])[2:-2], row)


def _one_more(row: Any) -> Any:
    """A row like the last, empty and with the next number."""
    made = deepcopy(row)
    for cell in row_of(made).values():
        text = cell_text(cell)
        if number_of(text):
            texts = list(cell.iter(tag_name("w:t")))
            texts[0].text = after(text)
            for each in texts[1:]:
                each.text = ""
        elif not MARK.search(text):
            _empty(cell)
    row.addnext(made)
    return made


def _empty(cell: Any) -> None:
    for each in cell.iter(tag_name("w:t")):
        each.text = ""
