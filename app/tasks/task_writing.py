"""A task's table written as the text of its file. Knows nothing of what the keys mean; comments of a file are not kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def write_task(table: Mapping[str, Any]) -> str:
    """TOML that reads back as ``table``: plain values first, then tables and lists of tables in their order.

    >>> print(write_task({"id": "a", "fields": [{"id": "x", "required": True}]}))
    id = "a"
    <BLANKLINE>
    [[fields]]
    id = "x"
    required = true
    <BLANKLINE>
    """
    return "\n".join(_table(table, "")).strip("\n") + "\n"


def without_stale(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table without the automatic marks of checklist items that are no longer there: the form shows the items only."""
    verified, items = table.get("verified"), table.get("checklist")
    if not isinstance(verified, Mapping) or not isinstance(items, list):
        return dict(table)
    left = {item: conditions for item, conditions in verified.items() if item in items}
    return {key: value for key, value in table.items() if key != "verified"} | (
        {"verified": left} if left else {}
    )


def _table(table: Mapping[str, Any], place: str) -> Iterator[str]:
    for name, value in table.items():
        if not isinstance(value, Mapping) and not _rows(value):
            yield f"{_key(name)} = {_value(value)}"
    for name, value in table.items():
        inner = f"{place}.{_key(name)}" if place else _key(name)
        if isinstance(value, Mapping):
            yield from ("", f"[{inner}]", *_table(value, inner))
        elif _rows(value):
            for row in value:
                yield from ("", f"[[{inner}]]", *_table(row, inner))


def _rows(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else _text(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = [_value(one) for one in value]
        short = f"[{', '.join(items)}]"
        return short if len(short) <= 100 else "[\n" + "".join(f"  {one},\n" for one in items) + "]"
    return _lines(str(value)) if "\n" in str(value) else _text(str(value))


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _lines(value: str) -> str:
    inner = "\n".join(_text(line)[1:-1] for line in value.split("\n"))
    return f'"""\n{inner}"""'
