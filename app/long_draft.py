"""A long document written section by section, each with its own sources. Knows nothing of pages: those write one at a time.

The sections share their numbers of sources, and a sentence that one has said is not said again in another.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.drafting import draft
from app.events import Delta, Done, DraftEvent, DraftRequest, Found, Outline, Stage
from app.form import read_form
from app.llm import Writer
from app.outline import Part, assemble, focused, without_heading
from app.rechecking import recheck
from app.result import Citation, Draft, Finding
from app.retrieval import Library
from app.template_file import Prompts
from ingest.document import Viewer

UNWRITTEN = ("no_sources", "blocked")


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
    stop = stop_event or threading.Event()
    written: list[tuple[Part, str]] = []
    known: dict[str, Citation] = {}
    made: list[Draft] = []
    past = ""
    for number, part in enumerate(parts, start=1):
        if stop.is_set():
            break
        message = prompts.messages["section"].format(done=number, total=len(parts), title=part.title or "－")
        yield Stage("writing", message, number, len(parts))
        said = "\n".join(text for _, text in written)
        asked = replace(request, numbered=tuple(known), said=said, past=request.past or past)
        for event in draft(
            asked,
            index=index,
            writer=writer,
            prompts=focused(prompts, request.task, part),
            viewer=viewer,
            stop_event=stop,
        ):
            if isinstance(event, Found):
                known |= {one.passage_id: one for one in event.citations if one.passage_id not in known}
                past = past or event.past
            elif isinstance(event, Done):
                made.append(event.draft)
                done = event.draft
                written.append((part, "" if done.status in UNWRITTEN else without_heading(done.text, part)))
            elif not isinstance(event, Outline | Delta):
                continue
        if made and made[-1].status == "blocked":
            yield Done(made[-1])
            return
    yield Done(_whole(request, written, made, tuple(known.values()), past, index, prompts, viewer))


def _whole(
    request: DraftRequest,
    written: Sequence[tuple[Part, str]],
    made: Sequence[Draft],
    citations: tuple[Citation, ...],
    past: str,
    library: Library,
    prompts: Prompts,
    viewer: Viewer,
) -> Draft:
    template = prompts.templates[request.task]
    title = template.fill(template.title, read_form(template, request.fields))
    text = assemble(template, title, written)
    checked = recheck(
        text,
        template=template,
        fields=request.fields,
        sources=[(one.number, one.passage_id) for one in citations],
        past=past,
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
