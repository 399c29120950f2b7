"""What a 例規案 is about: the regulation, the kind of draft, what becomes of it. Knows nothing of how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from app.law.commentary import Commentator
from app.law.draft import LawDraft
from ingest.document import Document
from ingest.law.review import Review

AMENDS, ANEW, NEW, REPEAL = "一部改正", "全部改正", "新規制定", "廃止"


@dataclass(frozen=True, slots=True)
class Similar:
    """A regulation of the city to learn from: the 見出し of its 条 in order, and the passage that is cited for it."""

    document: Document
    captions: tuple[str, ...]
    passage: str


@dataclass(frozen=True, slots=True)
class LawMatter:
    """``kind`` is what is made; ``document`` the regulation that is amended (None: a new one); ``draft`` what becomes of it.

    ``open`` are sentences of the form that could not be carried out, with why; ``pinned`` the passages to cite, ``missing`` a title that no regulation of the library has.
    ``commentator`` tells what is known of a text; ``repealed`` what has to follow when the regulation is repealed.
    """

    kind: str
    document: Document | None
    draft: LawDraft | None = None
    open: tuple[str, ...] = ()
    similar: tuple[Similar, ...] = ()
    pinned: tuple[str, ...] = ()
    reviewed: Review | None = None
    missing: str = ""
    commentator: Commentator | None = None
    repealed: tuple[str, ...] = ()


KINDS = ("条例", "規則", "規程", "要綱", "要領", "訓令")


def kind_named(title: str) -> str:
    """条例, 規則 … of a title; 条例 where it does not say."""
    return next((each for each in KINDS if title.strip().endswith(each)), "条例")
