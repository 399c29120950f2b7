"""Which past document a draft follows, and the others of its kind. Knows nothing of what is written from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from app.citation import make_citation
from app.library import Library
from app.retrieval import Choice, Evidence, PastDocument
from app.tasks.placeholder import fill
from app.tasks.template import TaskTemplate
from app.text.wording import pairs, share
from ingest.document import Document, Viewer
from ingest.law.numbers import find_wareki, fiscal_year, to_fiscal_wareki
from ingest.papers.editions import recency
from ingest.search_key import normalise

_SAME_TITLE = 0.5
_EDITION = re.compile(r"第[0-9]+[回期次]|令和[0-9]+年度")
_WENT = re.compile(r"結果|実績|集計")
_FEW_KINDS = 3
_CALLED = {
    "報告": "報告|実績|結果|まとめ",
    "企画書": "企画",
    "計画": "計画",
    "マニュアル": "マニュアル|手引|手順",
    "記者発表": "発表",
    "あいさつ文": "挨拶|あいさつ|式辞|祝辞",
}
"""What the title of a paper of the kind says: a notice follows no report, whose figures are its sources and no old ones."""
_PARTS = 80
"""Parts of a manual that stands: all of one of forty pages."""
_HEAD, _LINE, _SAME_HEAD = 3, 40, 0.8
"""Lines in which a paper says its name, where its file or title does not."""


def choose_past(
    template: TaskTemplate,
    values: Mapping[str, str],
    *,
    library: Library,
    viewer: Viewer,
    choice: Choice,
    named: str = "",
) -> PastDocument | None:
    """The past document to follow: the one ``named``, else the newest of those whose title says the same occasion,
    else the nearest in meaning (then ``same`` is False). None when the kinds hold nothing near, or named is "-"."""
    if named == "-" or not template.past.kinds:
        return None
    query = fill(template.past.query, values).strip()
    wanted = pairs(re.sub(r"\d", "", query))
    hits = library.search(query, viewer=viewer, k=40, as_of=choice.as_of, kinds=template.past.kinds)
    mixed, day = len(template.past.kinds) > _FEW_KINDS, values.get(template.past.day, "")
    documents = {
        hit.document.id: hit.document
        for hit in hits.hits
        if choice.allows(hit.passage)
        and (named or not (mixed and not _called(hit.document.kind, query)))
        and (named or not _tells_of_this_year(hit.document, day))
    }
    if named:
        chosen = library.document(named, viewer)
        return _read(chosen, True, documents, library, viewer) if chosen else None
    bare = pairs(re.sub(r"第\d+[回期次]|(?:令和|平成)?\d+年度?|(?:19|20)\d\d", " ", query))
    likeness = {key: _likeness(wanted, document.title, query) for key, document in documents.items()}
    for key, likely in likeness.items():
        whole = library.document(key, viewer) if likely < _SAME_TITLE else None
        if whole is not None and _named_at_its_head(whole, bare):  # 「敬老会R7.docx」
            likeness[key] = _SAME_TITLE
    same = [key for key in documents if likeness[key] >= _SAME_TITLE]
    if not same and not (hits.confident and documents):
        return None
    nearest = max(same, key=lambda key: (round(likeness[key], 1), *recency(documents[key])), default="")
    best = nearest or next(iter(documents))
    whole = library.document(best, viewer)
    return _read(whole, bool(same), documents, library, viewer) if whole else None


def with_past(
    evidence: tuple[Evidence, ...],
    past: PastDocument | None,
    template: TaskTemplate,
    values: Mapping[str, str],
    library: Library,
) -> tuple[Evidence, ...]:
    """The evidence and, where it ``stands``, the past document: a manual holds until it is changed, and the first draft of
    the plan for the 20th race tells of the 20th."""
    if past is None or not (
        template.past.stands or _of_now(past.document, fill(template.past.query, values))
    ):
        return evidence
    last = max((one.number for one in evidence), default=0)
    document = past.document
    own = [each for each in library.passages(document.id) if "。" in each.text or " | " in each.text][:_PARTS]
    return (
        *evidence,
        *(
            Evidence(n, make_citation(n, each, document, wanted=pairs(each.text)), each, document, each.text)
            for n, each in enumerate(own, start=last + 1)
        ),
    )


def _likeness(wanted: frozenset[str], title: str, query: str) -> float:
    """How much of what is asked a title says; what tells of a result follows no notice of what is to come."""
    return 0.0 if _WENT.search(query) and not _WENT.search(title) else share(wanted, title)


def _called(kind: str, title: str) -> bool:
    """Whether a paper with the title may follow one of the kind, where a task follows papers of many."""
    return kind not in _CALLED or bool(re.search(_CALLED[kind], title))


def _tells_of_this_year(document: Document, day: str) -> bool:
    """Whether a paper tells how something of the form's own 年度 went: its figures are this year's, a source and no pattern."""
    found = next((one for one in find_wareki(day) if one.valid and one.month and one.day), None)
    if found is None or found.month is None or found.day is None or not _WENT.search(document.title):
        return False
    year = to_fiscal_wareki(fiscal_year(date(found.year, found.month, found.day)))
    return year in normalise(document.title)


def _of_now(document: Document, subject: str) -> bool:
    """Whether a paper is of the very time or year that the form names, not of the one before."""
    named = set(_EDITION.findall(normalise(subject)))
    return bool(named) and named <= set(_EDITION.findall(normalise(document.title)))


def _named_at_its_head(document: Document, wanted: frozenset[str]) -> bool:
    """Whether one of the first lines says what the paper is of, where neither its title nor its file does."""
    lines = [line for line in document.text.split("\n") if line.strip()][:_HEAD]
    return any(len(line) <= _LINE and share(wanted, line) >= _SAME_HEAD for line in lines if "。" not in line)


def _read(
    chosen: Document, same: bool, near: Collection[str], library: Library, viewer: Viewer
) -> PastDocument:
    """The document with the texts of its kind and the headings of its file."""
    headings = frozenset(library.headings(chosen.id))
    return PastDocument(chosen, same, _texts(near, chosen.id, library, viewer), headings)


def _texts(documents: Collection[str], but: str, library: Library, viewer: Viewer) -> tuple[str, ...]:
    read = (library.document(key, viewer) for key in documents if key != but)
    return tuple(document.text for document in read if document is not None)
