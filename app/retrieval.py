"""What a draft may stand on: the passages found for a form, and the past document to follow. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.citation import make_citation
from app.library import Library, Searched
from app.queries import expand, named_articles, own_words
from app.result import Citation
from app.tasks.placeholder import fill
from app.tasks.template import TaskTemplate
from app.text.excerpt import excerpt
from app.text.priced import asks_amount, priced
from app.text.wording import pairs, share
from app.text.years import dated
from ingest.document import Document, Hit, Passage, Viewer
from ingest.law.numbers import to_wareki
from ingest.tokens import count_tokens

EVIDENCE_TOKENS = 900
"""What all evidence may cost together: a 2-core PC reads about 60 tokens a second before the first word."""
PASSAGE_TOKENS = 240
TABLES = "統計"
_EDITION = re.compile(r"第[0-9０-９]+回[ 　]*")
TOUCHES, _ENTITLED = 0.08, 0.5
_OF_ONE, _WIDER = 2, 3
"""Passages of one document beside those that stand first for a query: many sources say more than one."""
_OTHER_KIND = 0.65
"""What a passage of another kind than the task's weighs beside one of its kinds: the kinds order, they do not hide."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered source as the model reads it: ``text`` is the passage, or the sentences of it that matter.
    ``beside``: the number of the source that it is only read with (context.py), 0 for what was found."""

    number: int
    citation: Citation
    passage: Passage
    document: Document
    text: str
    speaker: str = ""
    beside: int = 0

    @property
    def said(self) -> str:
        """The text without the speaker before it."""
        return self.text.removeprefix(f"{self.speaker}：") if self.speaker else self.text

    @property
    def words(self) -> str:
        """All that the source says: its name and article, its place and dates, the column names, the whole passage."""
        issued = to_wareki(self.document.issued) if self.document.issued else ""
        head = (self.document.title, self.citation.label, self.passage.place, issued, self.citation.effective)
        return "\n".join((*head, self.passage.context, dated(self.passage.text, self.document.issued)))


@dataclass(frozen=True, slots=True)
class PastDocument:
    """The document that the draft follows. ``same`` tells that it is of the same occasion, so that its text can be
    laid under the new one; ``others`` are texts of the same kind, which show what is always written. ``headings``
    are the lines that its file has as headings (a style of Word, a <h2>)."""

    document: Document
    same: bool
    others: tuple[str, ...] = ()
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clerk pinned and excluded (ids of passages or documents), and the day whose law applies."""

    pinned: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    as_of: date | None = None

    def allows(self, passage: Passage) -> bool:
        return passage.id not in self.excluded and passage.document not in self.excluded


def is_closed(sensitivity: str) -> bool:
    """機密性 3C and above (and a bare 3) go to no model outside this machine."""
    return sensitivity.startswith("3")


def gather(
    template: TaskTemplate, values: Mapping[str, str], *, library: Library, viewer: Viewer, choice: Choice
) -> tuple[Evidence, ...]:
    """The evidence for a form, best first and numbered from 1; empty when no search was confident.

    Pinned passages come first and need no search. What is near to one query as to no other counts as much as what is
    half as near to four. All of it costs at most the template's ``tokens``.
    """
    queries = tuple(dict.fromkeys(expand(template.sources.queries, values)))
    wanted = pairs("\n".join(queries))
    found = {passage.id: (passage, document) for passage, document in _pinned(choice, library, viewer)}
    scores: dict[str, float] = {}
    first: set[str] = set()
    tables: dict[str, None] = {}
    subject = fill(template.sources.subject, values)
    for query in queries:
        for passage, document in _priced(query, subject, template, library, viewer, choice):
            found[passage.id] = passage, document
            tables[passage.id] = None
        result = _search(query, template, library, viewer, choice)
        sure = result.hits if result.confident else named_articles(query, result.hits)
        allowed = [hit for hit in sure if choice.allows(hit.passage)]
        first |= {hit.passage.id for hit in allowed[:1]}
        places = sorted((hit.score for hit in allowed), reverse=True)  # a reranker orders the hits otherwise
        for hit, score in zip(allowed, places, strict=True):
            found.setdefault(hit.passage.id, (hit.passage, hit.document))
            scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + (score / (places[0] or 1.0)) ** 2
    for hit, score in _of_other_kinds(subject, template, values, library, viewer, choice):
        found.setdefault(hit.passage.id, (hit.passage, hit.document))
        scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + score
    pinned = [found[key] for key in found if key not in scores and key not in tables]
    ranked = sorted((key for key in scores if key not in tables), key=lambda key: -scores[key])
    return pack(
        [*(found[key] for key in tables), *pinned, *(found[key] for key in ranked)],
        wanted=wanted,
        limit=template.sources.k,
        tokens=template.sources.tokens,
        kept=len(tables) + (len(pinned) if template.sources.law else 0),
        first=frozenset(first),
    )


def _priced(
    query: str, subject: str, template: TaskTemplate, library: Library, viewer: Viewer, choice: Choice
) -> list[tuple[Passage, Document]]:
    """The passage whose table tells the amount that a question asks for: 「ふとんはいくらですか。」 is no word that a
    search is sure of. Of statistics only what is public: the answer goes to a resident."""
    if not asks_amount(query):
        return []
    kinds = (*template.sources.kinds, TABLES) if template.sources.kinds else ()
    result = library.search(query, viewer=viewer, k=template.sources.k, as_of=choice.as_of, kinds=kinds)
    near = [(hit.passage, hit.document) for hit in result.hits if choice.allows(hit.passage)]
    near = [each for each in near if each[1].kind != TABLES or each[1].sensitivity == "1"]
    at, rows = priced(near, query, subject)
    return [near[at]] if rows else []


def _answered_before(
    subject: str, template: TaskTemplate, library: Library, viewer: Viewer, choice: Choice
) -> list[tuple[Hit, float]]:
    """What the ``wider`` kinds say under a name that is the subject: the letter that answered the same question before."""
    if not template.sources.wider or not subject:
        return []
    result = library.search(
        subject, viewer=viewer, k=_WIDER, as_of=choice.as_of, kinds=template.sources.wider
    )
    named = pairs(subject)
    return [
        (hit, 0.0)
        for hit in (result.hits if result.confident else ())
        if choice.allows(hit.passage)
        and share(named, f"{hit.document.title}\n{hit.passage.label}") >= _ENTITLED
    ]


def _of_other_kinds(
    subject: str,
    template: TaskTemplate,
    values: Mapping[str, str],
    library: Library,
    viewer: Viewer,
    choice: Choice,
) -> Iterator[tuple[Hit, float]]:
    """What papers of other kinds tell, with its weight: those that answered before, and where the task looks for the
    clerk's own words in the whole library a contract, or a kind that only this office has."""
    yield from _answered_before(subject, template, library, viewer, choice)
    if not template.sources.others:
        return
    for query in dict.fromkeys(expand(own_words(template.sources.queries), values)):
        result = library.search(query, viewer=viewer, k=template.sources.k, as_of=choice.as_of)
        hits = [hit for hit in (result.hits if result.confident else ()) if choice.allows(hit.passage)]
        best = max((hit.score for hit in hits), default=0.0) or 1.0
        for hit in hits:
            if hit.document.kind not in template.sources.kinds:
                yield hit, _OTHER_KIND * (hit.score / best) ** 2


def _search(query: str, template: TaskTemplate, library: Library, viewer: Viewer, choice: Choice) -> Searched:
    """What the query finds. An edition that no paper speaks of is still to come (「第22回敬老会」): then without it."""
    asked = (query, _EDITION.sub("", query))
    for each in dict.fromkeys(asked):
        found = library.search(
            each, viewer=viewer, k=template.sources.k, as_of=choice.as_of, kinds=template.sources.kinds
        )
        if found.confident:
            return found
    if template.sources.wider:
        other = library.search(
            query, viewer=viewer, k=_WIDER, as_of=choice.as_of, kinds=template.sources.wider
        )
        return other if other.confident else found
    return found


def pack(
    found: Sequence[tuple[Passage, Document]],
    *,
    wanted: frozenset[str],
    limit: int,
    tokens: int = EVIDENCE_TOKENS,
    kept: int = 0,
    first: frozenset[str] = frozenset(),
) -> tuple[Evidence, ...]:
    """Number the passages and cut each to what matters, until the tokens are spent. Says the same thing once.

    The first ``kept`` are taken whatever they are about and however many of one document they are, those of ``first``
    however many they are.
    """
    evidence: list[Evidence] = []
    left = tokens
    seen: set[str] = set()
    for at, (passage, document) in enumerate(found):
        text = excerpt(passage, wanted, min(PASSAGE_TOKENS, left))
        if len(evidence) == limit or not text or text in seen:
            continue
        if at >= kept and share(wanted, text) < TOUCHES:
            continue
        more = sum(one.document.id == document.id and one.passage.id not in first for one in evidence)
        if at >= kept and passage.id not in first and more == _OF_ONE:
            continue
        seen.add(text)
        left -= count_tokens(text)
        citation = make_citation(len(evidence) + 1, passage, document, wanted=wanted)
        evidence.append(Evidence(len(evidence) + 1, citation, passage, document, text))
        if left < PASSAGE_TOKENS // 4:
            break
    return tuple(evidence)


def _pinned(choice: Choice, library: Library, viewer: Viewer) -> Iterator[tuple[Passage, Document]]:
    for name in choice.pinned:
        document_id, _, anchor = name.partition("#")
        document = library.document(document_id, viewer)
        for passage in library.passages(document_id) if document else ():
            if document and choice.allows(passage) and (not anchor or passage.id == name):
                yield passage, document
