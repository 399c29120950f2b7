"""Where a 例規 breaks the form of one: a 条 twice, a number left out, a 目次 that differs. Knows nothing of 公用文 or of other regulations."""

from __future__ import annotations

from collections.abc import Iterator

from app.result import Finding
from ingest.law.findings import find_findings
from ingest.law.tree import parse

_TOLD = ("repeated", "gap", "disorder", "contents", "page")
"""What a person who looks over a part of a regulation needs too; that a part has no 題名 or 附則 is no fault of it."""
_GRAVE = {"error": "error", "warn": "warning", "info": "info"}


def check_law_form(text: str) -> Iterator[Finding]:
    """The findings on a text with 条 of its own; none on another."""
    tree = parse(text)
    if not tree.articles():
        return
    for each in find_findings(tree):
        if each.rule in _TOLD:
            yield Finding(f"form.{each.rule}", _GRAVE[each.severity], each.message, each.start, each.end)
