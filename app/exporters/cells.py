"""A text as the cell of a table for Excel and its like. Knows nothing of what the text means."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula.

    >>> no_formula("=1+1"), no_formula("住民票")
    ("'=1+1", '住民票')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
