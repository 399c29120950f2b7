"""Tables of a form in Excel with a row for each thing: lists go down their columns. Knows nothing of Word and of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.exporters.form_grid import Grid, Place
from app.exporters.form_labels import name_for
from app.exporters.form_list import columns_of, counts, number_of
from app.exporters.form_values import WHOLE
from app.exporters.office_form import Said

_HEADS, _ROWS = 2, 2
"""Columns and empty rows that make a table one of a row for each thing."""
_DEEPEST = 200


def mark_sheet_rows(sheet: Grid, said: Said) -> set[Place]:
    """Marks below the heads of a list; the places of its heads. No row is added to a sheet: the last takes what is left."""
    done: set[Place] = set()
    by_row: dict[int, dict[int, str]] = {}
    for row, column in sheet.cells:
        if sheet.covered.get((row, column), (row, column)) == (row, column):
            by_row.setdefault(row, {})[column] = sheet.text((row, column)).strip()
    for row, texts in sorted(by_row.items()):
        heads = {column: text for column, text in texts.items() if _free(sheet, _below(sheet, (row, column)))}
        if len(heads) < _HEADS or not all(heads.values()):
            continue
        rows = _body(sheet, row, heads)
        if len(rows) < _ROWS and not any(map(counts, heads.values())):
            continue
        done |= {(row, column) for column in heads}
        named = {column: head for column, head in heads.items() if not counts(head)}
        found = columns_of(named, said.values, said.tables)
        said.by_label |= bool(found)
        _go_down(sheet, rows, heads, found, said)
    return done


def _go_down(
    sheet: Grid,
    rows: Sequence[Mapping[int, Place]],
    heads: Mapping[int, str],
    columns: Mapping[int, Sequence[str]],
    said: Said,
) -> None:
    for column, lines in columns.items():
        known = name_for(heads[column], said.values)
        name = known if known and known != WHOLE else heads[column]
        said.given.add(name)
        last = len(rows) - 1
        for at, place in enumerate(each[column] for each in rows):
            text = "\n".join(lines[at:]) if at == last else "".join(lines[at : at + 1])
            if text:
                sheet.write(place, said.row(name, at + 1, text))


def _body(sheet: Grid, row: int, heads: Mapping[int, str]) -> list[dict[int, Place]]:
    """The rows below the heads whose cells are empty or numbers, each by its column."""
    places = {column: (row, column) for column in heads}
    found = []
    for _ in range(_DEEPEST):
        places = {column: _below(sheet, place) for column, place in places.items()}
        if len({place[0] for place in places.values()}) > 1 or not all(
            _free(sheet, place) for place in places.values()
        ):
            break
        found.append(places)
    return found


def _below(sheet: Grid, place: Place) -> Place:
    return sheet.merged.get(place, place)[0] + 1, place[1]


def _free(sheet: Grid, place: Place) -> bool:
    if place not in sheet.cells or sheet.covered.get(place, place) != place:
        return False
    return sheet.is_empty(place) or bool(number_of(sheet.text(place) or sheet.number(place)))
