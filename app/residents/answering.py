"""A resident's question answered from public documents: what to call at once, search, sentences with their sources.

Knows nothing of pages or of where conversations are kept. Sentences are shown only after the checks.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Protocol

from app.citation import make_citation
from app.events import Stage
from app.links import keep_known_links
from app.llm import Writer
from app.residents.phrases import Phrases
from app.result import Answer, AnswerPart, Citation, Trace
from app.template_file import Prompts
from app.wording import pairs, rank_sentences
from ingest.document import Document, Hit, Viewer
from ingest.errors import ModelError
from ingest.index import Index

SENTENCES, HITS = 3, 6
"""What an answer is made of at most: sentences, and the passages they may come from."""
_WORTH = 0.18
"""Share of the question's words that a sentence must have to be an answer to it."""
_DIGITS = re.compile(r"[0-9０-９]+")
_PHONE = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")


class PublicOffice(Protocol):
    """What answering needs; ``viewer`` may read documents of 機密性 1 only."""

    @property
    def index(self) -> Index: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def phrases(self) -> Phrases: ...
    @property
    def viewer(self) -> Viewer: ...
    @property
    def writer(self) -> Writer | None: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """A question before, its answer, and the passages it stood on."""

    question: str
    answer: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; ``history`` is oldest first, ``as_of`` the day whose documents apply (None: today)."""

    text: str
    language: str = "auto"
    history: tuple[Turn, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The next checked sentence and the numbers of its sources."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The end: the whole answer. Exactly one, always last."""

    answer: Answer


AnswerEvent = Stage | Sentence | Answered


def answer(office: PublicOffice, question: Question) -> Answer:
    """The whole answer at once."""
    last = list(stream(office, question))[-1]
    assert isinstance(last, Answered)
    return last.answer


def stream(
    office: PublicOffice, question: Question, *, stop_event: threading.Event | None = None
) -> Iterator[AnswerEvent]:
    """Stages, then sentences as they are ready, then the answer. Ends early once ``stop_event`` is set."""
    stop = stop_event or threading.Event()
    phrases = office.phrases
    if urgent := phrases.urgent_in(question.text):
        contacts = tuple(one.contact for one in urgent)
        yield Answered(Answer(phrases.advice(urgent), (), "blocked", urgent=contacts))
        return
    yield Stage("searching", phrases.text["searching"])
    found = office.index.search(question.text, viewer=office.viewer, k=HITS, as_of=question.as_of)
    wanted = pairs(question.text)
    told = _told(found.hits, wanted) if found.confident else []
    if not told:
        yield Answered(Answer(phrases.text["no_sources"], (), "no_sources", handoff=_office(found.hits)))
        return
    yield Stage("writing", phrases.text["writing"])
    citations = _cite(told, wanted)
    language, lines = "ja", []
    for text, translated, number in _lines(office, question, told, citations, stop):
        if stop.is_set():
            return
        language = translated or language
        lines.append((text, number))
        yield Sentence(text, (number,))
    original = "\n".join(text for text, _ in told) if language != "ja" else ""
    untold = question.language in phrases.languages and language == "ja"
    made = Answer(
        "\n".join(text for text, _ in lines),
        citations,
        "answered",
        handoff=_office(found.hits),
        trace=_trace(office, found.hits),
        language=language,
        parts=tuple(AnswerPart("結論", text, (number,)) for text, number in lines),
        original=original,
        notes=(phrases.text["japanese_only"],) if untold else (),
    )
    yield Answered(made)


def _trace(office: PublicOffice, hits: tuple[Hit, ...]) -> Trace:
    name = office.writer.name if office.writer else "none"
    return Trace("", office.index.digest, name, tuple(hit.passage.id for hit in hits))


def _told(hits: tuple[Hit, ...], wanted: frozenset[str]) -> list[tuple[str, Hit]]:
    """The sentences that have most of the question's words, best first, each once."""
    ranked = [
        (worth, text, hit) for hit in hits for worth, text in rank_sentences([hit.passage.text], wanted)[:3]
    ]
    ranked.sort(key=lambda one: -one[0])
    chosen: dict[str, Hit] = {}
    for worth, text, hit in ranked:
        if worth >= _WORTH and len(text) >= 8 and len(chosen) < SENTENCES:
            chosen.setdefault(text, hit)
    return list(chosen.items())


def _cite(told: list[tuple[str, Hit]], wanted: frozenset[str]) -> tuple[Citation, ...]:
    passages = dict.fromkeys(hit.passage.id for _, hit in told)
    by_id = {hit.passage.id: hit for _, hit in told}
    return tuple(
        make_citation(number, by_id[each].passage, by_id[each].document, wanted=wanted)
        for number, each in enumerate(passages, start=1)
    )


def _lines(
    office: PublicOffice,
    question: Question,
    told: list[tuple[str, Hit]],
    citations: tuple[Citation, ...],
    stop: threading.Event,
) -> Iterator[tuple[str, str, int]]:
    """(text, language when translated, number of the source); a translation whose numbers differ is not used."""
    numbers = {one.passage_id: one.number for one in citations}
    hosts = office.prompts.public.hosts
    name = office.phrases.languages.get(question.language, "")
    for text, hit in told:
        text = keep_known_links(text, hosts).text
        other = _translated(office, text, name, stop) if name and office.writer else ""
        same = sorted(_DIGITS.findall(other)) == sorted(_DIGITS.findall(text))
        shown = keep_known_links(other, hosts).text if other and same else text
        yield shown, question.language if shown != text else "", numbers[hit.passage.id]


def _translated(office: PublicOffice, text: str, language: str, stop: threading.Event) -> str:
    writer = office.writer
    assert writer is not None
    rule = office.phrases.text["translate"].replace("{language}", language)
    try:
        with writer.queue.ticket("resident") as ticket:
            while not ticket.called.wait(0.1):
                if stop.is_set():
                    return ""
            pieces = writer.stream(
                [("system", rule), ("user", text)], max_tokens=200, temperature=0.0, stop_event=stop
            )
            return "".join(pieces).strip()
    except ModelError:
        return ""


def _office(hits: tuple[Hit, ...]) -> dict[str, str]:
    """The 課 of the best document, and the telephone that stands in it."""
    document: Document | None = next((hit.document for hit in hits if hit.document.section), None)
    if document is None:
        return {}
    phone = _PHONE.search(document.text)
    return {
        "section": document.section,
        "telephone": phone[0] if phone else "",
        "hours": "",
        "page": "",
        "open": "",
    }


def answer_json(answer: Answer) -> Mapping[str, Any]:
    """The one JSON form of an answer."""
    return dict(json.loads(json.dumps(asdict(answer), ensure_ascii=False, default=str)))
