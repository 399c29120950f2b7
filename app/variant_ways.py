"""The ways in which several drafts of one form can differ, in the order they are tried. Knows nothing of writing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.events import DraftRequest
from app.library import Library
from app.manner import Manner
from app.tasks.form import read_form
from app.tasks.placeholder import fill
from app.tasks.template import TaskTemplate
from app.text.wording import pairs, share
from ingest.document import Viewer

MOST = 5
_NEAR = 0.25
"""Share of the occasion's words that the title of another past document has to have."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one draft is to differ: a ``manner`` for the model, another ``past`` document ("-": none), or the first
    draft ``recast`` ("short", "list", "brief")."""

    name: str
    manner: Manner | None = None
    past: str = ""
    recast: str = ""


def ways(
    request: DraftRequest, template: TaskTemplate, library: Library, viewer: Viewer, *, modelled: bool
) -> Iterator[Way]:
    """The ways to try, in order. Without a model only the first manner is asked for, and those with a form of their own."""
    asks = modelled and any(section.model for section in template.sections)
    manners = [one for number, one in enumerate(template.manners) if asks or not number or one.text]
    yield from (Way(one.name, manner=one) for one in manners)
    for past, title in _pasts(request, template, library, viewer):
        yield Way(f"「{title}」を下敷きに", past=past)
    yield Way("言い回しを短く", recast="short")
    yield Way("箇条書きで", recast="list")
    yield Way("前置きとかっこ書きを除いて", recast="brief")
    if request.past != "-":
        yield Way("過去の文書によらない", past="-")


def _pasts(
    request: DraftRequest, template: TaskTemplate, library: Library, viewer: Viewer
) -> Iterator[tuple[str, str]]:
    """Other past documents of the task's kinds, those whose title is nearest first, of each occasion once."""
    if not template.past.kinds or request.past == "-":
        return
    query = fill(template.past.query, read_form(template, request.fields)).strip()
    if not query:
        return
    found = library.search(query, viewer=viewer, k=40, as_of=request.as_of, kinds=template.past.kinds)
    wanted = pairs("".join(one for one in query if not one.isdigit()))
    documents = {
        hit.document.id: hit.document for hit in found.hits if hit.document.id not in request.excluded
    }
    near = {key: share(wanted, one.title) for key, one in documents.items()}
    ranked = sorted((key for key in near if near[key] >= _NEAR), key=lambda key: -near[key])
    for key in ranked[: MOST + 1]:
        yield key, documents[key].title
