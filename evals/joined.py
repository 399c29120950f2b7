"""Several texts read as one: what each of them says, put together, so that a source is read once however it is cited.

Reading "one\\ntwo" gives what reading one and two gives, but for a bracket that is left open at the end of one, or a bare
figure there: then they are read together. Knows nothing of citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import checkable, later_half
from app.text.spans import Span
from app.text.wording import pairs

_OPEN = re.compile(r"[0-9０-９ぁ-ん]\Z|〔[^〕]*\Z|【要確認[^】]*\Z|[（(][^（）()]*\Z")
"""A text whose last words may belong to what is put behind it."""


def joined_pairs(parts: tuple[str, ...]) -> frozenset[str]:
    """The pairs of letters of all of them."""
    return frozenset[str]().union(*(pairs(part) for part in parts))


def joined_spans(parts: tuple[str, ...]) -> tuple[Span, ...]:
    """The checkable spans of the texts as one, with the places that they have in it."""
    if not _apart(parts):
        return checkable("\n".join(parts))
    found: list[Span] = []
    at = 0
    for part in parts:
        found += [_moved(span, at) for span in checkable(part)]
        at += len(part) + 1
    return tuple(found)


@lru_cache(maxsize=2048)  # the sources of a case come again in every run of it
def joined_figures(parts: tuple[str, ...]) -> tuple[Span, ...]:
    """The same, an hour of the afternoon read as one."""
    return tuple(_later("\n".join(parts), joined_spans(parts)))


def joined_sentences(parts: tuple[str, ...]) -> tuple[Said, ...]:
    """The sentences of all of them; where they stand is told of each text by itself."""
    if not _apart(parts):
        return read_sentences("\n".join(parts))
    return tuple(said for part in parts for said in read_sentences(part))


@lru_cache(maxsize=2048)
def _apart(parts: tuple[str, ...]) -> bool:
    """Whether no text is left open where the next one begins."""
    return not any(_OPEN.search(part) for part in parts[:-1])


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by) if by else span


def _later(text: str, spans: tuple[Span, ...]) -> Iterator[Span]:
    before: Span | None = None
    for span in spans:
        before = later_half(span, before, text)
        yield before
