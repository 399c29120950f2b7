"""Names, telephones and addresses that a paper of the library has which anybody may read (機密性 1): they are nobody's secret.

The text's own copy in the library is no such paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.checks.personal.public import plain
from app.library import Library
from app.result import Finding
from ingest.document import Viewer

_KINDS = ("personal.住所", "personal.電話番号", "personal.氏名")
_HITS, _MOST = 6, 16
"""Passages for each, and how many of one text are looked for."""


def not_published(
    text: str, findings: Sequence[Finding], library: Library | None, viewer: Viewer
) -> list[Finding]:
    """The findings without those that a public paper has word for word."""
    if library is None:
        return list(findings)
    anybody = replace(viewer, sections=frozenset(), level="1")
    known: dict[str, bool] = {}
    for one in findings:
        words = text[one.start : one.end]
        if one.rule in _KINDS and words not in known and len(known) < _MOST:
            known[words] = _is_published(text, words, library, anybody)
    return [one for one in findings if not (one.rule in _KINDS and known.get(text[one.start : one.end]))]


def _is_published(text: str, words: str, library: Library, anybody: Viewer) -> bool:
    hits = library.search(words, viewer=anybody, k=_HITS, current=True).hits
    told = (hit.passage.text for hit in hits if hit.passage.text.strip() not in text)
    return any(plain(words) in plain(each) for each in told)
