"""Which rules are another matter's: 空き店舗活用補助金交付要綱 beside 浄化槽設置補助金. What a rule of the matter says besides. Knows nothing of searching."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.citation import make_citation
from app.extractive.asked import lead_of
from app.extractive.terms import LAW_KINDS
from app.extractive.weighing import meaning_pairs
from app.library import Library
from app.retrieval import Choice, Evidence
from app.tasks.template import Sources
from ingest.tokens import count_tokens

_OF_RULES = re.compile(
    r"^.{1,8}?[都道府県市町村区](?=.)|に関する|条例|規則|規程|要綱|要領|施行|細則|(?:の|等)?(?:設置|管理|交付|支給|徴収|事業)|及び|補助金?|助成金?|給付金?"
    r"|個人情報|情報公開|保護|行政手続|文書|財務|契約|会計|手数料|使用料|職員|事務|決裁"
)
"""What titles of rules share, whatever they are about, and the rules that all work of an office is under."""
_OWN = 2
"""Pairs of its own from which a title names a matter."""


def without_other_rules(
    subject: str, evidence: Sequence[Evidence], pinned: Sequence[str] = ()
) -> tuple[Evidence, ...]:
    """The evidence without the rules whose title names another matter than the ``subject``, where one of it is named after the
    subject: its first word stands in the title. What speaks of the subject itself stays, and what a clerk pinned."""
    first = meaning_pairs(lead_of(subject))
    rules = [one for one in evidence if one.document.kind in LAW_KINDS]
    if not first or not any(first <= meaning_pairs(one.document.title) for one in rules):
        return tuple(evidence)
    return tuple(
        one
        for one in evidence
        if one not in rules or one.passage.id in pinned or not _of_another(one, subject, first)
    )


def _of_another(one: Evidence, subject: str, first: frozenset[str]) -> bool:
    named = meaning_pairs(_OF_RULES.sub(" ", one.document.title)) - meaning_pairs(subject)
    return len(named) >= _OWN and not first <= meaning_pairs(f"{one.document.title}\n{one.passage.text}")


def with_whole_rule(
    subject: str, evidence: Sequence[Evidence], sources: Sources, *, library: Library, choice: Choice
) -> tuple[Evidence, ...]:
    """The evidence, and behind it the other 条 and 別表 of the rules in it that are named after the subject, the 別表 first, as
    far as the task's ``k`` and ``tokens`` go."""
    first = meaning_pairs(lead_of(subject))
    rules = {one.document.id: one.document for one in evidence if one.document.kind in LAW_KINDS}
    made, known = list(evidence), {one.passage.id for one in evidence}
    left = sources.tokens - sum(count_tokens(one.text) for one in evidence)
    number = max((one.number for one in evidence), default=0)
    for document in (each for each in rules.values() if first and first <= meaning_pairs(each.title)):
        parts = sorted(library.passages(document.id), key=lambda passage: passage.label[:1] != "別")
        for passage in parts:
            cost = count_tokens(passage.text)
            plain = passage.label[:1] in ("第", "別") and choice.allows(passage) and passage.id not in known
            if not plain or cost > left or len(made) >= sources.k:
                continue
            number, left = number + 1, left - cost
            citation = make_citation(number, passage, document, wanted=meaning_pairs(subject))
            made.append(Evidence(number, citation, passage, document, passage.text))
    return tuple(made)
