"""Lines of JSON read as strictly as they are written: every complaint names the file and the line. Knows nothing of what a row means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from ingest.errors import ShitagakiError

Row = TypeVar("Row")
MOST = 10**15
"""No number of ours is larger."""
LONGEST = 40
_NAMES = {str: "文字列", int: "整数", float: "数", bool: "true か false", date: "2026-04-01 の形の日"}


def lines_of(file: Path) -> Iterator[tuple[str, str]]:
    """(「cases.jsonl の 3 行目」, the line) of every line that is not empty. Raises ShitagakiError."""
    try:
        whole = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise ShitagakiError(f"{file} を読めません（{error.strerror}）。") from error
    for number, line in enumerate(whole.split(b"\n"), start=1):
        place = f"{file.name} の {number} 行目"
        try:
            told = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise ShitagakiError(
                f"{place}：文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。"
            ) from error
        if told:
            yield place, told


def row_of(place: str, line: str) -> dict[str, Any]:
    """The object of one line. Raises ShitagakiError."""
    try:
        row = json.loads(line)
        json.dumps(
            row, ensure_ascii=False
        ).encode()  # half a character (\ud800) can be read but never written
    except (ValueError, RecursionError) as error:
        told = "入れ子が深すぎます" if isinstance(error, RecursionError) else error
        raise ShitagakiError(f"{place}は JSON ではありません（{told}）。") from error
    if not isinstance(row, dict):
        raise ShitagakiError(f"{place}：一行に一つの {{…}} を書きます。")
    return row


def whole_of(file: Path) -> dict[str, Any]:
    """The object of a file of one. Raises ShitagakiError."""
    try:
        told = file.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ShitagakiError(f"{file.name} を読めません（{error}）。") from error
    try:
        return row_of(file.name, told)
    except ShitagakiError as error:
        cause = error.__cause__
        line = f" の {cause.lineno} 行目" if isinstance(cause, json.JSONDecodeError) else ""
        raise ShitagakiError(f"{file.parent.name}/{file.name}{line}：{error}") from error


def made_of(kind: type[Row], row: Mapping[str, Any], place: str) -> Row:
    """The dataclass of a row: no unknown names, none missing, each value of its type. Raises ShitagakiError."""
    found: Any = kind
    hints, needed = _hints(found)
    if missing := sorted(needed - set(row)):
        raise ShitagakiError(
            f"{place}：{' と '.join(missing)} が要ります。使える項目：{'、'.join(sorted(hints))}。"
        )
    if unknown := sorted(name[:LONGEST] for name in set(row) - set(hints)):
        raise ShitagakiError(
            f"{place}：余分な項目があります（{'、'.join(unknown)}）。使える項目：{'、'.join(sorted(hints))}。"
        )
    return kind(**{name: _value(hints[name], value, f"{place}の「{name}」") for name, value in row.items()})


@lru_cache(maxsize=16)
def _hints(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    found = get_type_hints(kind)
    needed = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
    return found, frozenset(needed)


def _value(kind: Any, value: Any, place: str) -> Any:
    of, inner = get_origin(kind), get_args(kind)
    if type(None) in inner:
        return None if value in (None, "") else _value(inner[0], value, place)
    if of is tuple and isinstance(value, list):
        return tuple(_value(inner[0], one, place) for one in value)
    if of is Mapping and isinstance(value, dict):
        return {
            name: each if inner[1] is Any else _value(inner[1], each, place) for name, each in value.items()
        }
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if kind is str and isinstance(value, str):
        return value
    if kind is bool and isinstance(value, bool):
        return value
    number = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    if kind in (int, float) and number and abs(value) <= MOST:
        return value
    names = {tuple: "文字列の並び […]", Mapping: "名前と値の組 {…}"}
    raise ShitagakiError(f"{place}は、{names.get(of) or _NAMES[kind]}です。")
