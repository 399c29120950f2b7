"""A long document written section by section, each with its own sources. Knows nothing of pages: those write one at a time.

The sections share their numbers of sources, and a sentence that one has said is not said again in another.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.drafting import draft
from app.events import Done, DraftEvent, DraftRequest, Found, Stage
from app.library import Library
from app.models.llm import Writer
from app.outline import Part, assemble, focused, without_heading
from app.rechecking import recheck
from app.result import Citation, Draft, Finding
from app.tasks.form import read_form
from app.tasks.template_file import Prompts
from ingest.document import Viewer

UNWRITTEN = ("no_sources", "blocked")


@dataclass(slots=True)
class _Sheets:
    """What is written so far, and the sources that have numbers, in their order."""

    written: list[tuple[Part, str]] = field(default_factory=list)
    made: list[Draft] = field(default_factory=list)
    known: dict[str, Citation] = field(default_factory=dict)
    past: str = ""

    def take(self, event: DraftEvent, part: Part) -> None:
        if isinstance(event, Found):
            self.known |= {one.passage_id: one for one in event.citations if one.passage_id not in self.known}
            self.past = self.past or event.past
        elif isinstance(event, Done):
            text = "" if event.draft.status in UNWRITTEN else without_heading(event.draft.text, part)
            self.written.append((part, text))
            self.made.append(event.draft)
            self.known |= {one.passage_id: one for one in event.draft.citations}


def draft_by_parts(
    request: DraftRequest,
    parts: Sequence[Part],
    *,
    index: Library,
    writer: Writer | None,
    prompts: Prompts,
    viewer: Viewer,
    stop_event: threading.Event | None = None,
) -> Iterator[DraftEvent]:
    """Write the parts one after another; the last event is Done with the whole document, checked as one.

    Between them a Stage says which is being written. Setting ``stop_event`` ends it after the section that runs:
    what is written is kept. Raises FormError.
    """
    stop, sheets = stop_event or threading.Event(), _Sheets()
    office: Any = {"index": index, "writer": writer, "viewer": viewer, "stop_event": stop}
    for number, part in enumerate(parts, start=1):
        if stop.is_set() and sheets.made:
            break
        message = prompts.messages["section"].format(
            done=number, total=len(parts), title=part.title or part.label or "－"
        )
        yield Stage("writing", message, number, len(parts))
        said = "\n".join(text for _, text in sheets.written)
        asked = replace(request, numbered=tuple(sheets.known), said=said, past=request.past or sheets.past)
        for event in draft(asked, prompts=focused(prompts, request.task, part), **office):
            sheets.take(event, part)
        if sheets.made[-1].status == "blocked":
            yield Done(sheets.made[-1])
            return
    yield Done(_whole(request, sheets, index, prompts, viewer))


def _whole(
    request: DraftRequest, sheets: _Sheets, library: Library, prompts: Prompts, viewer: Viewer
) -> Draft:
    made, citations = sheets.made, tuple(sheets.known.values())
    template = prompts.templates[request.task]
    title = template.fill(template.title, read_form(template, request.fields))
    text = assemble(template, title, sheets.written)
    checked = recheck(
        text,
        template=template,
        fields=request.fields,
        sources=[(one.number, one.passage_id) for one in citations],
        past=sheets.past,
        library=library,
        viewer=viewer,
        style=prompts.style,
    )
    told: dict[tuple[str, str], Finding] = {
        (one.rule, one.message): one
        for each in made
        for one in each.findings
        if one.rule.startswith(("model.", "draft.stopped", "link.", "citation.unknown", "sensitivity."))
    }
    findings = (*told.values(), *checked.findings)
    failed = any(each.status == "model_error" for each in made)
    open_ = "【要確認" in text or any(one.severity in ("error", "warning") for one in findings)
    traces = [each.trace for each in made]
    trace = replace(
        traces[-1],
        template=template.digest,
        hits=tuple(one.passage_id for one in citations),
        rejected=tuple(name for each in traces for name in each.rejected),
        tokens=sum(each.tokens for each in traces),
        seconds=round(sum(each.seconds for each in traces), 3),
    )
    used = tuple(one for one in citations if f"[{one.number}]" in text)
    status = "model_error" if failed else "needs_review" if open_ else "ok"
    return Draft(text, used, checked.facts, findings, status, trace)
