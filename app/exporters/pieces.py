"""A paragraph cut where its dress changes: what is not confirmed, numbers of sources, strong words. Knows no file format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from app.exporters.readings import Reading

PARTS = re.compile(r"(?P<review>【要確認[^】]*】)|(?P<cite>\[\d+\])|\*\*(?P<strong>[^*\n]+)\*\*")


def pieces(text: str, edges: Iterable[int] = (), whole: Iterable[Reading] = ()) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the pieces of ``text``: cut where the kind changes, at ``edges``, and around each of
    ``whole``, which is not cut. ``kind`` is 「review」, 「cite」, 「strong」 or ""."""
    spans: list[tuple[int, int, str]] = []
    at = 0
    for match in PARTS.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        spans += [(at, match.start(), ""), (start, end, kind)]
        at = match.end()
    spans.append((at, len(text), ""))
    kept = [(one.start, one.end) for one in whole]
    beside = {edge for edge in edges if not any(start < edge < end for start, end in kept)}
    cuts = sorted(beside | {edge for each in kept for edge in each})
    found = []
    for start, end, kind in spans:
        places = [start, *(cut for cut in cuts if start < cut < end), end]
        found += [(a, b, kind) for a, b in pairwise(places) if a < b]
    return found
