"""Work out the formulas of a spreadsheet and store their results in the file, as Excel does when a person saves it.

Knows sums, the four operations and ROUND: what a clerk's tables of figures use. Nothing of text, dates or other sheets.
"""

import ast
import operator
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
}
_AREA = re.compile(r"[A-Z]{1,2}[0-9]+:[A-Z]{1,2}[0-9]+")
_CELL = re.compile(r"\b([A-Z]{1,2}[0-9]+)\b(?!\()")
_STORED = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)')


def results(sheet: Worksheet) -> dict[str, int | float]:
    """The value of every formula of ``sheet`` by its cell, e.g. {"C16": 25680000}. Raises ValueError for what it does not know."""
    found: dict[str, int | float] = {}
    formulas = {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }

    def number(coordinate: str) -> Fraction:
        if coordinate in formulas:
            return value(coordinate)
        content = sheet[coordinate].value
        return Fraction(str(content)) if isinstance(content, int | float) else Fraction(0)

    def value(coordinate: str) -> Fraction:
        def area(match: re.Match[str]) -> str:
            left, top, right, bottom = range_boundaries(match[0])
            return ",".join(
                sheet.cell(row, column).coordinate
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            )

        spread = _AREA.sub(area, formulas[coordinate][1:])
        names = {name: number(name) for name in set(_CELL.findall(spread))}
        return _evaluate(ast.parse(spread, mode="eval").body, names)

    for coordinate, formula in formulas.items():
        exact = value(coordinate)
        found[coordinate] = float(exact) if digits(formula) or exact.denominator > 1 else int(exact)
    return found


def digits(formula: str) -> int:
    """How many decimals "=ROUND(…,1)" keeps; 0 for a formula without ROUND."""
    kept = re.search(r",([0-9])\)$", formula)
    return int(kept[1]) if kept and "ROUND" in formula else 0


def _evaluate(node: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Fraction(str(node.value))
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.UnaryOp):
        return Fraction(_OPERATIONS[type(node.op)](_evaluate(node.operand, names)))
    if isinstance(node, ast.BinOp):
        return Fraction(_OPERATIONS[type(node.op)](_evaluate(node.left, names), _evaluate(node.right, names)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        values = [_evaluate(each, names) for each in node.args]
        if node.func.id == "SUM":
            return sum(values, Fraction(0))
        if node.func.id == "ROUND":
            exact = Decimal(values[0].numerator) / Decimal(values[0].denominator)
            return Fraction(exact.quantize(Decimal(1).scaleb(-int(values[1])), ROUND_HALF_UP))
    raise ValueError(f"a formula holds {ast.dump(node)}; SUM, ROUND, + - * / and cells are known")


def store(path: Path, sheets: Sequence[Mapping[str, int | float]]) -> None:
    """Write the ``results`` of each sheet, in order, beside its formulas."""
    with zipfile.ZipFile(path) as old:
        members = [(entry.filename, old.read(entry)) for entry in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members:
            sheet = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", name)
            if sheet:
                data = _with_results(data, sheets[int(sheet[1]) - 1])
            new.writestr(name, data)


def _with_results(data: bytes, found: Mapping[str, int | float]) -> bytes:
    return _STORED.sub(lambda match: match[1] + f"<v>{found[match[2].decode()]}</v>".encode(), data)
