"""A question that has a number of many digits (a telephone): the passages that have that very number. Knows no meaning.

The digits decide, whatever the width and the hyphens: 0999-42-1160, ０９９９（４２）１１６０ and 0999421160 are one number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.ledger import Ledger
from ingest.search.fusion import Scored
from ingest.search_key import normalise
from ingest.snapshot import Snapshot

_NUMBER = re.compile(r"(?<![0-9])[0-9]+(?:[-()][0-9]+)*(?![0-9])")
_BETWEEN = "[-()]?"
_LEAST, _LAST = 7, 4
"""Digits that a number has at least to be looked for by itself, and those that the last of its groups has."""


def rank_numbers(
    text: str, snapshot: Snapshot, ledger: Ledger, scopes: Sequence[str] | None, depth: int
) -> Scored:
    """(key, score) of the passages that have a number of ``text``, those that the words find first before the others."""
    found: list[str] = []
    for number in _NUMBER.findall(normalise(text)):
        digits = re.sub(r"[^0-9]", "", number)
        if len(digits) < _LEAST:
            continue
        terms = [*re.findall(r"[0-9]+", number), digits[-_LAST:], digits]
        whole = re.compile(rf"(?<![0-9]){_BETWEEN.join(digits)}(?![0-9])")
        keys = [key for key, _ in snapshot.lexical.search("words", terms, scopes, depth)]
        found += (each.key for each in ledger.entries(keys) if whole.search(normalise(each.read_as)))
    return [(key, 1 + 1 / place) for place, key in enumerate(dict.fromkeys(found), start=1)]
