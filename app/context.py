"""What the evidence is read with: the 項 above it, the 条 and 別表 that it refers to, as far as tokens remain. Knows no models.

The first hits lose nothing. Where the tokens do not suffice, the last hits give way, then what does not fit is left out;
the draft's trace names both. `eval run two_articles --ablation`: of 30 questions that need two articles both are there in
21 instead of 17, F2 .598 instead of .549; on the 234 of midori nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.citation import make_citation, source_label
from app.contacting import with_contact
from app.extractive.terms import LAW_KINDS
from app.library import Library
from app.other_rules import with_whole_rule, without_other_rules
from app.queries import expand
from app.retrieval import PASSAGE_TOKENS, TOUCHES, Choice, Evidence, gather
from app.signing import with_signer
from app.tasks.template import TaskTemplate
from app.text.excerpt import excerpt
from app.text.wording import pairs, share
from ingest.document import Document, Passage, Viewer
from ingest.search.companions import Companion
from ingest.tokens import count_tokens

LEAST = 40
"""Tokens below which a part of a companion is not worth reading."""
MOST = 2
"""Companions at most: the hits answer, these only make them readable."""
FIRST = 3
"""Hits whose references are read, and which never give way to one."""
ROOM = 240
"""Tokens that the hits after those may lose to companions."""


def gather_read(
    template: TaskTemplate, values: Mapping[str, str], *, library: Library, viewer: Viewer, choice: Choice
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The evidence for a form with what it is read with after it, and the names of what did not fit."""
    evidence = gather(template, values, library=library, viewer=viewer, choice=choice)
    subject = template.fill(template.sources.subject, values)
    evidence = without_other_rules(subject, evidence, choice.pinned)
    if template.sources.kinds[:1] == LAW_KINDS[:1]:  # what is written from a rule needs all of it
        evidence = with_whole_rule(subject, evidence, template.sources, library=library, choice=choice)
    wanted = pairs("\n".join(expand(template.sources.queries, values)))
    left = template.sources.tokens - sum(count_tokens(one.text) for one in evidence)
    read, left_out = read_with(
        evidence, wanted=wanted, left=left, library=library, viewer=viewer, choice=choice
    )
    told = with_contact(read, template, values, library=library, viewer=viewer, choice=choice)
    return with_signer(told, template, values, library=library, viewer=viewer, choice=choice), left_out


def read_with(
    evidence: Sequence[Evidence],
    *,
    wanted: frozenset[str],
    left: int,
    library: Library,
    viewer: Viewer,
    choice: Choice,
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """At most MOST companions that touch what is ``wanted``, and what was left out.

    They take the tokens ``left``, and ROOM more from the last hits, of which FIRST always stay: what the first hit
    refers to is worth more than the eighth hit.
    """
    kept, room = list(evidence), ROOM
    made: list[tuple[int, Passage, Document, str]] = []
    left_out: list[str] = []
    for one, companion in _companions(evidence[:FIRST], evidence, wanted, library, viewer, choice):
        passage, document = companion.passage, companion.document
        cost = count_tokens(excerpt(passage, wanted, PASSAGE_TOKENS))
        while cost > left and len(made) < MOST and _gives_way(kept, room, choice):
            gone = kept.pop()
            left, room = left + count_tokens(gone.text), room - count_tokens(gone.text)
            left_out.append(source_label(gone.document, gone.passage))
        text = excerpt(passage, wanted, min(PASSAGE_TOKENS, left)) if left >= min(LEAST, cost) else ""
        if not text or len(made) == MOST:
            left_out.append(f"{source_label(document, passage)}（[{one.number}] から）")
            continue
        left -= count_tokens(text)
        made.append((one.number, passage, document, text))
    last = kept[-1].number if kept else 0
    added = (
        Evidence(
            n, make_citation(n, passage, document, wanted=wanted), passage, document, text, beside=beside
        )
        for n, (beside, passage, document, text) in enumerate(made, start=last + 1)
    )
    return (*kept, *added), tuple(left_out)


def _gives_way(kept: Sequence[Evidence], room: int, choice: Choice) -> bool:
    """Whether the last hit may go: none of the first, none that the clerk pinned, none that is too long."""
    if len(kept) <= FIRST:
        return False
    last = kept[-1]
    pinned = last.passage.id in choice.pinned or last.document.id in choice.pinned
    return not pinned and count_tokens(last.text) <= room


def _companions(
    first: Sequence[Evidence],
    evidence: Sequence[Evidence],
    wanted: frozenset[str],
    library: Library,
    viewer: Viewer,
    choice: Choice,
) -> Iterator[tuple[Evidence, Companion]]:
    """Those of the first hit first, for it is what answers; of one hit those nearest to what is wanted; none that is there."""
    there = {one.passage.id for one in evidence}
    day = choice.as_of or date.today()
    found = [
        (one, companion, share(wanted, companion.passage.text))
        for one in first
        for companion in library.law.companions(one.passage, one.document, viewer, day)
    ]
    for one, companion, worth in sorted(found, key=lambda row: (row[0].number, -row[2])):
        passage = companion.passage
        if passage.id not in there and choice.allows(passage) and worth >= TOUCHES:
            there.add(passage.id)
            yield one, companion
