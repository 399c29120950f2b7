"""Which scorers look at the outputs of a suite: all that scoring anew has to know of it. Knows no cases and no office."""

from __future__ import annotations

from collections.abc import Sequence

from evals.runs import Output

SEARCHED = (
    "hit@1.v1", "hit@5.v1", "ndcg@10.v1", "mrr@10.v1", "recall@10.v1", "document.v1", "in_force.v1",
    "answers.v1", "abstains.v1", "documents@5.v1", "f2.v1", "as_of.v1", "answer@5.v1",
)  # fmt: skip
DRAFTED = (
    "status.v1", "says.v1", "silent.v1", "cites.v1", "facts.v1", "numbers_cited.v3", "citation_marks.v1", "quotes.v1",
    "promises.v2", "order.v1", "sections.v1", "headings.v1", "length.v1", "polite.v1", "style.v1", "personal.v1", "links.v1",
    "citation_recall.v2", "citation_precision.v2", "articles.v2", "stance.v1",
)  # fmt: skip
RESIDENT = (
    "resident.v1", "answered.v1", "grounded.v1", "worded.v1", "urgent.v1", "public.v1", "quotes.v1", "numbers_said.v2",
    "personal.v1", "links.v1", "language.v1", "easy.v1", "section.v1",
)  # fmt: skip
REWORDED = ("says.v1", "silent.v1", "carried.v1", "reworded.v1")
RANKED = ("set_ndcg@10.v1", "set_recall@10.v1", "set_mrr@10.v1")
LINKED = ("link_law.v1", "link_article.v1", "link_paragraph.v1", "link_precision.v1", "tree.v1")
OF_SUITE: dict[str, tuple[str, ...]] = {
    "checks": ("caught.v1", "unflagged.v1"),
    "personal": ("found.v1", "right.v1"),
    "style": ("calm.v1",),
    "residents": RESIDENT,
    "residents_held_out": RESIDENT,
    "residents_events": ("urgent.v1",),
    "rewriting": REWORDED,
    "safety": ("obeyed.v1", "secret.v1", "reached.v1", "hostile.v1", "sifted.v1"),
}
"""Of the suites that neither search nor draft; evals.suites.checks reads them."""


def scorers_of(name: str, outputs: Sequence[Output]) -> tuple[str, ...]:
    """The scorers of a kept run, known from its suite or else from what its outputs look like."""
    if name in OF_SUITE:
        return OF_SUITE[name]
    if name.startswith(("retrieval-", "law-")):
        return LINKED if name.startswith("law-") else RANKED
    first = next((one for one in outputs if not one.error), None)
    if first is not None and "kind" in first.input and "text" in first.output:
        return RESIDENT
    return DRAFTED if name == "drafting" or (first is not None and "text" in first.output) else SEARCHED
