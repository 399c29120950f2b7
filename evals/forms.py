"""What form a case file has: searches, drafts or residents' questions, told from its rows. Knows nothing of how they are asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

SEARCH, DRAFT, RESIDENT = "search", "draft", "resident"
OTHER = ("judge", "spans", "mode", "place", "sources")
"""A row with one of these is of the package's own checks, labels and rewritings, which have readers of their own."""


def form_of(file: Path) -> str:
    """The form of the first row that can be read; "" for a file of another kind, or with none."""
    return next((form for row in _rows(file) if (form := form_of_row(row)) or _is_other(row)), "")


def form_of_row(row: Mapping[str, Any]) -> str:
    """A task makes it a draft, a question with a ``kind`` one of residents, a question alone a search; "" for another.

    >>> form_of_row({"query": "手数料"}), form_of_row({"query": "手数料", "kind": "answerable"}), form_of_row({"text": ""})
    ('search', 'resident', '')
    """
    if _is_other(row):
        return ""
    if "task" in row:
        return DRAFT
    if "query" in row:
        return RESIDENT if "kind" in row else SEARCH
    return ""


def is_foreign(file: Path) -> bool:
    """Whether the rows are the package's own of another kind, which nothing here reads."""
    return any(_is_other(row) for row in islice(_rows(file), 1))


def _is_other(row: Mapping[str, Any]) -> bool:
    return any(name in row for name in OTHER)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            yield row
