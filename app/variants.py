"""Several drafts of one form that differ in earnest: by manner of writing, by past document, by length. Knows no pages.

They share the numbers of their sources, so that a part of one can stand in another.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from app.differences import Part, differences
from app.drafting import draft
from app.events import Done, DraftEvent, DraftRequest, FormError, Found, Stage
from app.extractive import NAME as EXTRACTIVE
from app.form import read_form
from app.llm import Writer
from app.placeholder import fill
from app.rechecking import recheck
from app.result import Citation, Draft
from app.retrieval import Library
from app.rewording.guide import Guide
from app.rewording.listing import to_list
from app.rewording.shortening import shorten
from app.template import Manner, TaskTemplate
from app.template_file import Prompts
from app.wording import pairs, share
from ingest.document import Viewer

MOST = 5
_ALIKE = 0.97
"""Share of common characters from which two drafts are the same draft."""
_NEAR = 0.25
"""Share of the occasion's words that the title of another past document has to have."""
UNWRITTEN = ("no_sources", "blocked", "model_error")


@dataclass(frozen=True, slots=True)
class Way:
    """How one draft is to differ: a ``manner`` for the model, another ``past`` document ("-": none), or the first
    draft ``recast`` ("short", "list")."""

    name: str
    manner: Manner | None = None
    past: str = ""
    recast: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One draft with the name of its way, and where its text differs from the first one's."""

    number: int
    name: str
    draft: Draft
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Varied:
    """The end: how many there are, and why there are fewer than asked for ("" when there are not)."""

    count: int
    note: str


VariantEvent = Stage | Variant | Varied


@dataclass(slots=True)
class _Table:
    """What is made so far, and the passages that have numbers."""

    made: list[Variant] = field(default_factory=list)
    known: dict[str, Citation] = field(default_factory=dict)
    past: str = ""
    worst: Draft | None = None


def draft_variants(
    request: DraftRequest,
    count: int,
    *,
    guide: Guide,
    index: Library,
    writer: Writer | None,
    prompts: Prompts,
    viewer: Viewer,
    stop_event: threading.Event | None = None,
) -> Iterator[VariantEvent]:
    """Up to ``count`` drafts, each told as it is finished; the last event is Varied. Raises FormError.

    Setting ``stop_event`` ends it: what is finished stays. One that says what another says is not told.
    """
    template = prompts.templates.get(request.task)
    if template is None or not template.manners:
        name = f"「{template.name}」" if template else f"「{request.task}」"
        able = "、".join(each.name for each in prompts.templates.values() if each.manners)
        raise FormError((("task", f"{name}では、いくつもの案は作れません。作れる用途は {able} です。"),))
    stop, table = stop_event or threading.Event(), _Table()
    office: Any = {"index": index, "writer": writer, "viewer": viewer, "stop_event": stop}
    for way in _ways(request, template, index, viewer, modelled=writer is not None):
        if stop.is_set() or len(table.made) == min(count, MOST):
            break
        number = len(table.made) + 1
        yield Stage(
            "writing",
            prompts.messages["variant"].format(done=number, total=count, name=way.name),
            number,
            count,
        )
        made: Draft | None = None
        if way.recast:
            made = _recast(way.recast, table, request, template, guide, index, prompts, viewer)
        else:
            for event in _drafting(request, way, template, table, prompts, office):
                made = event.draft if isinstance(event, Done) else made
        if made is None:
            continue
        if made.status in UNWRITTEN:
            table.worst = table.worst or made
            if not table.made and made.status != "model_error":
                break
        elif fresh(made.text, [one.draft.text for one in table.made]):
            first = table.made[0].draft.text if table.made else made.text
            variant = Variant(number, way.name, made, differences(first, made.text))
            table.made.append(variant)
            yield variant
    yield Varied(len(table.made), _note(table, count, stop, prompts))


def _note(table: _Table, count: int, stop: threading.Event, prompts: Prompts) -> str:
    if stop.is_set():
        return prompts.messages["variants_stopped"].format(count=len(table.made))
    if not table.made and table.worst is not None:
        return table.worst.text or prompts.messages["no_sources"]
    few = len(table.made) < count
    return prompts.messages["variants_few"].format(count=len(table.made)) if few else ""


def fresh(text: str, others: Sequence[str]) -> bool:
    """Whether a text says something else than each of ``others``."""
    return all(SequenceMatcher(None, text, other, autojunk=False).ratio() < _ALIKE for other in others)


def _ways(
    request: DraftRequest, template: TaskTemplate, library: Library, viewer: Viewer, *, modelled: bool
) -> Iterator[Way]:
    """The ways to try, in order. Without a model a manner changes nothing: then only the first is asked for."""
    asks = modelled and any(section.model for section in template.sections)
    manners = template.manners if asks else template.manners[:1]
    yield from (Way(one.name, manner=one) for one in manners)
    for past, title in _pasts(request, template, library, viewer):
        yield Way(f"「{title}」を下敷きに", past=past)
    yield Way("言い回しを短く", recast="short")
    yield Way("箇条書きで", recast="list")
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


def _listed(text: str) -> str:
    """The paragraphs of two sentences and more as lists."""
    return "\n".join(to_list(line) or line if line.count("。") > 1 else line for line in text.split("\n"))


def _drafting(
    request: DraftRequest, way: Way, template: TaskTemplate, table: _Table, prompts: Prompts, office: Any
) -> Iterator[DraftEvent]:
    """One draft; the numbers of sources go on from the drafts before it. A past document is followed once."""
    if way.past and way.past == table.past:
        return
    told = way.manner.instruction if way.manner else ""
    writing = replace(template.writing, instructions=f"{template.writing.instructions}\n{told}".strip())
    changed = {**prompts.templates, template.id: replace(template, writing=writing)}
    asked = replace(request, past=way.past or request.past, numbered=tuple(table.known))
    for event in draft(asked, prompts=replace(prompts, templates=changed), **office):
        if isinstance(event, Found):
            fresh_ones = {one.passage_id: one for one in event.citations if one.passage_id not in table.known}
            table.known |= fresh_ones
            table.past = table.past or event.past
        yield event


def _recast(
    shape: str,
    table: _Table,
    request: DraftRequest,
    template: TaskTemplate,
    guide: Guide,
    library: Library,
    prompts: Prompts,
    viewer: Viewer,
) -> Draft | None:
    """The first draft without its roundabout phrases, or as lists, checked again; None when that changes nothing."""
    if not table.made:
        return None
    first = table.made[0].draft
    text = shorten(first.text, guide.short) if shape == "short" else _listed(first.text)
    if text == first.text:
        return None
    checked = recheck(
        text,
        template=template,
        fields=request.fields,
        sources=[(one.number, one.passage_id) for one in first.citations],
        past=table.past,
        library=library,
        viewer=viewer,
        style=prompts.style,
    )
    kept = tuple(one for one in first.findings if one.rule.startswith(("draft.", "model.", "citation.")))
    model = first.trace.model or EXTRACTIVE
    return replace(
        first,
        text=text,
        facts=checked.facts,
        findings=(*kept, *checked.findings),
        trace=replace(first.trace, model=model),
    )
