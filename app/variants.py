"""Several drafts of one form that differ in earnest: by manner of writing, by past document, by length. Knows no pages.

They share the numbers of their sources, so that a part of one can stand in another.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from app.drafting import draft
from app.events import Done, DraftEvent, DraftRequest, FormError, Found, Stage
from app.extractive import NAME as EXTRACTIVE
from app.library import Library
from app.models.llm import Writer
from app.recasting import listed, without_asides
from app.rechecking import recheck
from app.result import Citation, Draft
from app.rewording.guide import Guide
from app.rewording.shortening import shorten
from app.tasks.template import Section, TaskTemplate
from app.tasks.template_file import Prompts
from app.text.differences import Part, differences
from app.variant_ways import MOST, Way, ways
from ingest.document import Viewer

_ALIKE = 0.97
"""Share of common characters from which two drafts are the same draft."""
UNWRITTEN = ("no_sources", "blocked", "model_error")


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
    template = _able(request.task, prompts)
    stop, table = stop_event or threading.Event(), _Table()
    office: Any = {"index": index, "writer": writer, "viewer": viewer, "stop_event": stop}
    for way in ways(request, template, index, viewer, modelled=writer is not None):
        if stop.is_set() or len(table.made) == min(count, MOST):
            break
        number = len(table.made) + 1
        yield Stage(
            "writing",
            prompts.messages["variant"].format(done=number, total=count, name=way.name),
            number,
            count,
        )
        made = _one(way, request, template, table, guide, prompts, office)
        if made is not None and made.status in UNWRITTEN:
            table.worst = table.worst or made
            if not table.made and made.status != "model_error":
                break
        elif made is not None and _differs(way, made.text, [one.draft.text for one in table.made]):
            first = table.made[0].draft if table.made else made
            variant = Variant(number, way.name, made, differences(first.text, made.text))
            table.made.append(variant)
            yield variant
    yield Varied(len(table.made), _note(table, count, stop, prompts))


def _able(task: str, prompts: Prompts) -> TaskTemplate:
    template = prompts.templates.get(task)
    if template is None or not template.manners:
        name = f"「{template.name}」" if template else f"「{task}」"
        able = "、".join(each.name for each in prompts.templates.values() if each.manners)
        raise FormError((("task", f"{name}では、いくつもの案は作れません。作れる用途は {able} です。"),))
    return template


def _note(table: _Table, count: int, stop: threading.Event, prompts: Prompts) -> str:
    if stop.is_set():
        return prompts.messages["variants_stopped"].format(count=len(table.made))
    if not table.made and table.worst is not None:
        return table.worst.text or prompts.messages["no_sources"]
    few = len(table.made) < count
    return prompts.messages["variants_few"].format(count=len(table.made)) if few else ""


def _one(
    way: Way,
    request: DraftRequest,
    template: TaskTemplate,
    table: _Table,
    guide: Guide,
    prompts: Prompts,
    office: Any,
) -> Draft | None:
    """The draft of one way; None when it would be one that is there already."""
    if way.recast:
        return _recast(
            way.recast, table, request, template, guide, office["index"], prompts, office["viewer"]
        )
    events = list(_drafting(request, way, template, table, prompts, office))
    return next((event.draft for event in events if isinstance(event, Done)), None)


def fresh(text: str, others: Sequence[str]) -> bool:
    """Whether a text says something else than each of ``others``."""
    return all(SequenceMatcher(None, text, other, autojunk=False).ratio() < _ALIKE for other in others)


def _differs(way: Way, text: str, others: Sequence[str]) -> bool:
    """Whether a draft is another one: in what it says, or as a list of at least two lines more of the same words."""
    lines = text.count("\n")
    listed = way.recast == "list" and all(lines >= other.count("\n") + 2 for other in others)
    return listed or fresh(text, others)


def _drafting(
    request: DraftRequest, way: Way, template: TaskTemplate, table: _Table, prompts: Prompts, office: Any
) -> Iterator[DraftEvent]:
    """One draft; the numbers of sources go on from the drafts before it. A past document is followed once."""
    if way.past and way.past == table.past:
        return
    told = way.manner.instruction if way.manner else ""
    writing = replace(template.writing, instructions=f"{template.writing.instructions}\n{told}".strip())
    sections = _formed(template, way.manner.text if way.manner else "")
    changed = {**prompts.templates, template.id: replace(template, writing=writing, sections=sections)}
    asked = replace(request, past=way.past or request.past, numbered=tuple(table.known))
    for event in draft(asked, prompts=replace(prompts, templates=changed), **office):
        if isinstance(event, Found):
            fresh_ones = {one.passage_id: one for one in event.citations if one.passage_id not in table.known}
            table.known |= fresh_ones
            table.past = table.past or event.past
        yield event


def _formed(template: TaskTemplate, text: str) -> tuple[Section, ...]:
    """The sections, those of the clerk's own words with a limit of characters in the form ``text`` where it is given."""
    return tuple(
        replace(each, text=text) if text and each.most and each.by == "fields" else each
        for each in template.sections
    )


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
    """The first draft without its roundabout phrases, as lists, or its gist, checked again; None where nothing changes."""
    if not table.made:
        return None
    first = table.made[0].draft
    if shape == "short":
        text = shorten(first.text, guide.short)
    else:
        text = (listed if shape == "list" else without_asides)(first.text)
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
