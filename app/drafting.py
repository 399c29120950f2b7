"""A clerk's draft, step by step: form, sources, past document, composition, writing, checks. Knows no pages.

``draft`` says what it does as it does it; its last word is the finished Draft. Many run at once and meet in the queue.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from app import safeguards
from app.checks.running import run_checks
from app.citation import keep_known
from app.context import gather_read
from app.events import Delta, Done, DraftEvent, DraftRequest, FormError, Found, Outline, Stage
from app.extractive import NAME as EXTRACTIVE
from app.extractive import compose, join
from app.finishing import as_made, cited, judged, status_of, subject_of, tell
from app.following import choose_past, with_past
from app.law.matter import read_matter
from app.library import Library
from app.material import WHOLE_CONTEXT, Material, Piece
from app.meeting import read_meeting
from app.meeting_sources import meeting_evidence
from app.memo import with_head
from app.models.llm import Writer
from app.nearby import near, told_near
from app.numbering import numbered_after
from app.recalling import recall
from app.result import Draft, Finding, Trace
from app.retrieval import Choice
from app.tasks.form import read_form
from app.tasks.template import TaskTemplate
from app.tasks.template_file import Prompts
from app.text.links import hosts_in, keep_known_links
from app.text.wording import bare_sentences
from app.writing import Pen, write_pieces
from ingest.document import Viewer


@dataclass(slots=True)
class Work:
    """Everything one draft needs on its way. ``finished`` ends it early."""

    request: DraftRequest
    library: Library
    prompts: Prompts
    viewer: Viewer
    pen: Pen | None
    stop: threading.Event
    template: TaskTemplate
    started: float = field(default_factory=time.monotonic)
    material: Material | None = None
    pieces: tuple[Piece, ...] = ()
    text: str = ""
    finished: Draft | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def made(self) -> Material:
        assert self.material is not None, "the form is read first"
        return self.material

    @property
    def choice(self) -> Choice:
        return Choice(self.request.pinned, frozenset(self.request.excluded), self.request.as_of)

    def say(self, message: str, **values: object) -> str:
        return self.prompts.messages[message].format(**values)


def draft(
    request: DraftRequest,
    *,
    index: Library,
    writer: Writer | None,
    prompts: Prompts,
    viewer: Viewer,
    stop_event: threading.Event | None = None,
) -> Iterator[DraftEvent]:
    """Make the draft that ``request`` asks for. The last event is Done, whatever the model did.

    Raises FormError (unknown task or field, missing or wrong values) before anything else is said. Setting
    ``stop_event`` ends the writing within a second; what is written is kept.
    """
    template = prompts.templates.get(request.task)
    if template is None:
        known = "、".join(prompts.templates)
        raise FormError((("task", f"「{request.task}」という用途はありません。使える用途は {known} です。"),))
    stop = stop_event or threading.Event()
    allowed, told = safeguards.writer_for(writer, request.sensitivity, prompts.public)
    pen = Pen(allowed, prompts, request.owner, stop) if allowed else None
    work = Work(request, index, prompts, viewer, pen, stop, template, findings=told)
    for step in STEPS:
        yield from step(work)
        if work.finished is not None:
            break
    assert work.finished is not None, "the last step finishes the draft"
    yield Done(judged(work.finished, template))


def check_form(work: Work) -> Iterator[DraftEvent]:
    """入力を確かめる."""
    given, labels = read_form(work.template, work.request.fields), work.template.labels
    values, told = safeguards.sift_values(given, labels)
    work.findings += told
    whole = work.pen is not None and work.pen.writer.context >= WHOLE_CONTEXT
    said, known = bare_sentences(work.request.said), work.library.lexicon.synonyms
    work.material = Material(work.template, values, whole=whole, said=said, synonyms=known)
    if fields := safeguards.holds_my_number(values):
        named = "、".join(f"「{work.template.label(name)}」" for name in fields)
        work.finished = _finish(work, work.say("my_number", labels=named), status="blocked")
    yield from ()


def read_law(work: Work) -> Iterator[DraftEvent]:
    """例規を読む: for a 例規案, the regulation and what becomes of it; its 条 are cited first."""
    if work.template.sources.law:
        yield Stage("searching", work.say("searching"))
        matter = read_matter(work.made, work.library, work.viewer, work.request.as_of, work.prompts)
        if matter.missing:
            text = work.say("no_regulation", title=matter.missing)
            work.finished = _finish(work, text, status="no_sources")
        work.made.law = matter
        work.request = replace(work.request, pinned=(*work.request.pinned, *matter.pinned))


def follow_past(work: Work) -> Iterator[DraftEvent]:
    """下敷きを選ぶ."""
    yield Stage("searching", work.say("searching"))
    work.made.past = choose_past(
        work.template,
        work.made.values,
        library=work.library,
        viewer=work.viewer,
        choice=work.choice,
        named=work.request.past,
    )


def search(work: Work) -> Iterator[DraftEvent]:
    """根拠をさがす: in the index, or the record that the form itself holds. Without any, nothing is written."""
    material, source, library = work.made, work.template.sources.input, work.library
    followed = material.followed
    if source:
        material.meeting = read_meeting(material.values[source])
        material.values = with_head(material.values, material.values[source])
        material.evidence = meeting_evidence(material.meeting)
        count, items = len(material.meeting.utterances), len(material.meeting.items)
        yield Stage("searching", work.say("reading", count=count, items=items), done=count)
    else:
        own = {followed.document.id} if followed else set()  # citing it too would prove it by itself
        choice = replace(work.choice, excluded=work.choice.excluded | own)
        material.evidence, material.left_out = gather_read(
            work.template, material.values, library=library, viewer=work.viewer, choice=choice
        )
        material.evidence = with_past(material.evidence, followed, work.template, material.values, library)
        yield Stage("searching", work.say("found", count=len(material.evidence)), done=len(material.evidence))
    material.evidence = numbered_after(material.evidence, work.request.numbered)
    _sift(work)
    followed = material.followed
    if not material.evidence and followed is None and work.template.sources.needed:
        material.evidence = near(work.template, material.values, library, work.viewer, work.choice)
        _sift(work)
        why = told_near(work.say("no_sources"), work.say("near"), material.evidence)
        work.finished = _finish(work, why, status="no_sources")
        return
    past = (followed.document.id, followed.document.title) if followed else ()
    yield Found(tuple(one.citation for one in material.evidence), *past)


def _sift(work: Work) -> None:
    """Nothing that gives orders or holds a マイナンバー is written from; what is closed goes to no model outside."""
    material = work.made
    outside = work.pen is not None and not work.pen.writer.local
    sifted = safeguards.sift(material.evidence, material.past, outside=outside)
    material.evidence, material.past = sifted.evidence, sifted.past
    material.withheld, material.outside = sifted.withheld, outside
    work.findings += sifted.findings


def compose_outline(work: Work) -> Iterator[DraftEvent]:
    """過去の文書と出典から組み立てる: at once, before any model has said a word."""
    work.pieces = compose(work.made)
    work.text = join(work.pieces)
    yield Outline(work.text)


def write(work: Work) -> Iterator[DraftEvent]:
    """モデルが書く, where there is one; else the composed text is the draft."""
    if work.pen is None or work.stop.is_set() or not any(piece.ask for piece in work.pieces):
        return
    texts: list[str] = []
    for event in write_pieces(safeguards.spare(work.pieces, work.made.withheld), work.made, work.pen):
        if isinstance(event, Delta):
            texts.append(event.text)
        yield event
    work.text = "".join(texts).strip("\n")


def check(work: Work) -> Iterator[DraftEvent]:
    """確かめる, and hand over."""
    yield Stage("checking", work.say("checking"))
    work.finished = _finish(work, as_made(work))


STEPS: tuple[Callable[[Work], Iterator[DraftEvent]], ...] = (
    check_form,
    read_law,
    follow_past,
    search,
    recall,
    compose_outline,
    write,
    check,
)
"""入力を確かめ、例規を読み、下敷きを選び、根拠と過去の答弁をさがし、組み立て、書き、確かめる."""


def _finish(work: Work, text: str, *, status: str = "") -> Draft:
    material = work.made
    hosts = (*work.prompts.public.hosts, *hosts_in("\n".join(material.values.values())))
    linked = keep_known_links(text, hosts)
    marked = keep_known(linked.text, {one.number for one in material.evidence})
    checked = run_checks(subject_of(work, marked.text)) if not status else None
    final = checked.text if checked else text
    rejected = (*(work.pen.rejected if work.pen else ()), *marked.rejected)
    findings = (*tell(work, final, rejected, linked), *(checked.findings if checked else ()))
    tokens = work.pen.tokens if work.pen else 0
    return Draft(
        text=final,
        citations=cited(final, material.evidence, near=bool(status)),
        facts=checked.facts if checked else (),
        findings=work.findings if status else findings,
        status=status or status_of(work, final, findings),
        trace=Trace(
            template=work.template.digest,
            index=work.library.digest,
            model=work.pen.writer.name if work.pen and tokens else EXTRACTIVE,
            hits=tuple(one.passage.id for one in material.evidence),
            rejected=rejected,
            tokens=tokens,
            seconds=round(time.monotonic() - work.started, 3),
            left_out=material.left_out,
            past=material.followed.document.title if material.followed else "",
        ),
    )
