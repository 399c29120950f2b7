"""What is most like what was asked where nothing answers it: for a person to look at, not to write from. Knows no drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.library import Library
from app.queries import expand
from app.retrieval import Choice, Evidence, pack
from app.tasks.template import TaskTemplate
from app.text.wording import pairs
from ingest.document import Viewer

NEAR = 3
"""Passages that are shown."""


def near(
    template: TaskTemplate, values: Mapping[str, str], library: Library, viewer: Viewer, choice: Choice
) -> tuple[Evidence, ...]:
    """The passages most like the first query of a form, sure or not; () for a form that asks nothing."""
    query = next(expand(template.sources.queries, values), "")
    kinds = template.sources.kinds
    found = library.search(query, viewer=viewer, k=NEAR, as_of=choice.as_of, kinds=kinds) if query else None
    hits = [hit for hit in found.hits if choice.allows(hit.passage)] if found else []
    places = [(hit.passage, hit.document) for hit in hits]
    return pack(places, wanted=pairs(query), limit=NEAR, kept=NEAR)


def told_near(why: str, above: str, evidence: Sequence[Evidence]) -> str:
    """``why`` nothing was written, and below ``above`` the names of what is near."""
    names = [f"・{one.citation.label}" for one in evidence]
    return "\n".join((why, above, *names)) if names else why
