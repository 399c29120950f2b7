"""The documents of one tenant as a report on them needs them, and what one finding is. Knows nothing of what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.text.spans import Span, find_spans
from app.text.wording import sentences
from ingest.document import Document, Passage, Viewer
from ingest.ended import Ended
from ingest.index import Index
from ingest.law.graph import Graph
from ingest.ledger import NOT_SEARCHED
from ingest.regulations import Regulations

OF_CHANGES = ("改正文", "新旧対照表", "議案")
"""They quote the old text and the new one: what repeats or differs in them is meant."""

STANDING = ("マニュアル", "FAQ", "ウェブページ")
"""Kinds that are read as valid today, whenever they were written."""
_LONG = 60
_NOMINAL = re.compile(r"(?:[^ぁ-ん、。]|お知らせ)[ 　]*$|^[ 　]*$")
_FULL = 0.8
"""Share of the widest line from which a line is one that its width broke."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing found: in ``document`` at ``passage`` (None: the whole document), perhaps against another place.

    ``values`` fill the sentence that prompts/hygiene.toml has for ``kind``.
    """

    kind: str
    document: Document
    passage: Passage | None = None
    other: Document | None = None
    other_passage: Passage | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or table row, and where it stands."""

    text: str
    passage: Passage
    document: Document


class Shelf:
    """Every document that ``viewer`` may read, with its text, as of ``day``; ``hidden`` counts the others."""

    def __init__(self, index: Index, viewer: Viewer, day: date) -> None:
        ledger = index.ledger
        listed = index.documents(viewer)
        read = (ledger.document(each.id) for each in listed)
        self.hidden = len(ledger.documents()) - len(listed)
        self.day = day
        self.documents = {each.id: each for each in read if each is not None}
        self.notes = {key: ledger.notes(key) for key in self.documents}
        self.passages = {
            key: tuple(each for each in ledger.passages(document) if each.kind not in NOT_SEARCHED)
            for key, document in self.documents.items()
        }
        self._law, self._viewer = index.law, viewer

    @property
    def regulations(self) -> Regulations:
        return self._law.regulations()

    @cached_property
    def graph(self) -> Graph:
        return self.regulations.graph

    @property
    def ended(self) -> tuple[Ended, ...]:
        """The regulations that are in force no more, whatever the day."""
        return self._law.ended(self._viewer)

    @cached_property
    def current(self) -> dict[str, Document]:
        """What a search finds on the day."""
        return {key: each for key, each in self.documents.items() if each.in_force(self.day)}

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every sentence of every document, in order."""
        return tuple(said for key in self.documents for said in self.said_in(key))

    def said_in(self, document_id: str) -> Iterator[Said]:
        for passage in self.passages[document_id]:
            for text in sentences(passage.text):
                yield Said(below_head(text), passage, self.documents[document_id])

    @cached_property
    def _spans(self) -> dict[str, tuple[Span, ...]]:
        return {}

    def spans(self, text: str) -> tuple[Span, ...]:
        """``find_spans``, once for each text: the same sentence stands in many documents."""
        if text not in self._spans:
            self._spans[text] = find_spans(text)
        return self._spans[text]


def below_head(sentence: str) -> str:
    """A sentence without the title, 担当 and date that stand as lines above it; a line that its width broke stays.

    >>> below_head("プールの御案内\\n担当　教育課\\n令和8年6月1日\\nプールの利用料は、大人1回400円です。")
    'プールの利用料は、大人1回400円です。'
    """
    lines = sentence.split("\n")
    widest = max(map(len, lines))
    while len(lines) > 1 and len(lines[0].strip()) < _FULL * widest and _NOMINAL.search(lines[0]):
        del lines[0]
    return "\n".join(lines).strip()


def plain(text: str) -> str:
    """A text as it is compared: one width, no white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def uncovered(shelf: Shelf, text: str) -> str:
    """``text`` without its figures and dates."""
    parts, at = [], 0
    for span in shelf.spans(text):
        parts.append(text[at : span.start])
        at = span.end
    return "".join([*parts, text[at:]])


def words_of(mine: Said, theirs: Said, span: Span, other: Span) -> dict[str, str]:
    return {
        "mine": span.text.strip(),
        "theirs": other.text.strip(),
        "words": _short(mine.text, span),
        "other_words": _short(theirs.text, other),
    }


def _short(text: str, span: Span) -> str:
    """The words around a figure on one line."""
    start = max(0, span.start - _LONG // 2)
    part = " ".join(text[start : start + _LONG].split())
    return f"{'…' if start else ''}{part}{'…' if start + _LONG < len(text) else ''}"


def telling(span: Span) -> bool:
    """Whether a figure says how much, how many or when; 「７　納税証明書」 only has a number."""
    return span.kind in ("金額", "割合", "回数", "時刻") or (
        span.kind == "数" and (bool(span.unit) or len(span.text) > 2)
    )
