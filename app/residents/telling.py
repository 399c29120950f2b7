"""The answer told sentence by sentence: table rows, conclusion and parts, in the resident's language. Knows no search."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.citation import make_citation
from app.extractive.easy import easier, easy_words
from app.likeness import likeness_of
from app.links import keep_known_links
from app.residents.answering import Answered, AnswerEvent, PublicOffice, Sentence, Talk
from app.residents.checking import Ground, evidence_of
from app.residents.choosing import conclusion
from app.residents.composing import Line, asked_parts, labelled
from app.residents.focus import focus_of
from app.residents.languages import with_readings, with_ruby
from app.residents.tabled import AskBack, Wanted, from_tables
from app.result import Answer, AnswerPart, Choice, Citation
from app.wording import pairs
from ingest.errors import ModelError

if TYPE_CHECKING:
    from ingest.document import Hit

_DIGITS = re.compile(r"[0-9０-９]+")
_OWN_LINES = 6
_NEAR = 3
_LEAD = ("結論", "表")
"""The parts that answer; without one of them there is no answer."""


def tell(talk: Talk) -> Iterator[AnswerEvent]:
    """Sentences, then the answer."""
    lines = _in_own_language(talk.sources.own, talk.language)
    told = talk.language if lines else "ja"
    if not lines:
        found = from_tables(_wanted(talk), talk.sources.hits)
        if isinstance(found, AskBack):
            yield Answered(_ask_back(talk, found))
            return
        lines = found or _lines(talk)
    if not lines:
        yield Answered(talk.canned("no_sources", "no_sources"))
        return
    ground = _ground(talk, lines)
    lines = [line for line in lines if not ground.failures(line.text, line.hit.passage.id)]
    if not any(line.kind in _LEAD for line in lines):
        yield Answered(talk.canned("unchecked", "no_sources"))
        return
    citations = _cite(lines, pairs(talk.query))
    numbers = {one.passage_id: one.number for one in citations}
    parts: list[AnswerPart] = []
    for line in lines:
        text, language, ruby = _shown(talk, line, told, ground)
        if talk.stop.is_set():
            return
        told = language if language not in ("ja", "ja-easy") else told
        number = numbers[line.hit.passage.id]
        parts.append(AnswerPart(line.kind, text, (number,), ruby))
        yield Sentence(text, (number,), ruby)
    yield Answered(_finish(talk, lines, parts, citations, told))


def _ground(talk: Talk, lines: list[Line]) -> Ground:
    citations = {one.passage_id: one for one in _cite(lines, pairs(talk.query))}
    return Ground(
        tuple(evidence_of(line.hit, citations[line.hit.passage.id]) for line in lines),
        talk.query,
        talk.question.as_of or date.today(),
        talk.office.prompts.public,
        talk.phrases.promises,
    )


def _finish(
    talk: Talk, lines: list[Line], parts: list[AnswerPart], citations: tuple[Citation, ...], told: str
) -> Answer:
    handoff = talk.handoff()
    judged = _asks_for_judgement(talk)
    foreign = talk.language not in ("ja", "ja-easy")
    section = handoff.get("section") or talk.phrases.text["office"]
    notes = [talk.phrases.say("decides", talk.language).format(section=section)] if judged else []
    if foreign and told == "ja":
        notes.append(talk.phrases.say("japanese", talk.language))
    said = [part.text if part.kind in _LEAD else f"{part.kind}：{part.text}" for part in parts]
    return Answer(
        "\n".join((*notes[: int(judged)], *said)),
        citations,
        "partial" if judged else "answered",
        handoff,
        talk.trace(),
        "ja-easy" if talk.language == "ja-easy" else told,
        parts=tuple(parts),
        near=_near(talk, lines),
        original="\n".join(line.text for line in lines) if foreign or talk.language == "ja-easy" else "",
        notes=tuple(notes),
    )


def _wanted(talk: Talk) -> Wanted:
    words = talk.phrases.words
    focus = focus_of(talk.query, talk.sources.hits, talk.phrases.asks)
    today = talk.question.as_of or date.today()
    foreign = talk.language not in ("ja", "ja-easy")
    return Wanted(talk.query, focus, today, words["districts"], words["days"], words["months"], every=foreign)


def _lines(talk: Talk) -> list[Line]:
    """The conclusion first, then what its document says under the headings asked for, or under all of them."""
    hits = talk.sources.hits
    cosines = likeness_of(talk.office.index.embedder).to_question
    first = conclusion(talk.query, hits, cosines, _wanted(talk).focus.patterns)
    if not first:
        return []
    asked = asked_parts(talk.query, talk.phrases.parts)
    lines, seen = list(first), {line.text for line in first}
    for line in _parts(talk, first[0].hit, asked):
        few = sum(one.kind == line.kind for one in lines) < 3
        if line.text not in seen and few:
            seen.add(line.text)
            lines.append(line)
    return lines


def _parts(talk: Talk, first: Hit, asked: tuple[str, ...]) -> list[Line]:
    """The labelled lines of the document of the conclusion, else of the next that has what is asked for."""
    hits = talk.sources.hits
    for document in tuple(dict.fromkeys([first.document.id, *(hit.document.id for hit in hits)]))[:3]:
        page = [hit for hit in hits if hit.document.id == document]
        found = [line for line in labelled(page, talk.phrases.parts) if not asked or line.kind in asked]
        if found or not asked:
            return found
    return []


def _in_own_language(hits: Sequence[Hit], language: str) -> list[Line]:
    """The first lines of the city's own page in the resident's language."""
    if not hits:
        return []
    texts = [text.strip() for text in hits[0].passage.text.splitlines() if len(text.strip()) > 8]
    return [Line("結論", text, hits[0]) for text in texts[:_OWN_LINES]]


def _ask_back(talk: Talk, found: AskBack) -> Answer:
    text = talk.phrases.say("district", talk.language).format(column=found.column)
    choices = tuple(Choice(row, f"{row}の{talk.query}") for row in found.rows)
    return Answer(text, (), "clarify", talk.handoff(), talk.trace(), talk.language, choices=choices)


def _asks_for_judgement(talk: Talk) -> bool:
    words = talk.phrases.words
    return all(any(word in talk.query for word in words[name]) for name in ("mine", "decide"))


def _near(talk: Talk, lines: list[Line]) -> tuple[str, ...]:
    used = {line.hit.document.title for line in lines}
    titles = dict.fromkeys(hit.document.title for hit in talk.sources.hits)
    pattern = talk.phrases.text["near"]
    return tuple(pattern.format(title=title) for title in titles if title not in used)[:_NEAR]


def _cite(lines: list[Line], wanted: frozenset[str]) -> tuple[Citation, ...]:
    hits = {line.hit.passage.id: line.hit for line in lines}
    return tuple(
        make_citation(number, hit.passage, hit.document, wanted=wanted)
        for number, hit in enumerate(hits.values(), start=1)
    )


def _shown(talk: Talk, line: Line, told: str, ground: Ground) -> tuple[str, str, str]:
    """The words as shown, their language, and with ruby; easier words or a translation that do not pass the checks, or
    a translation whose numbers differ, are not used."""
    hosts = talk.office.prompts.public.hosts
    text = keep_known_links(line.text, hosts).text
    if talk.language == "ja-easy":
        easy = easier(text, easy_words(talk.phrases.easy))
        text = text if ground.failures(easy, line.hit.passage.id) else easy
        return with_readings(text), "ja-easy", with_ruby(text)
    name = talk.phrases.languages.get(talk.language, "")
    if told != "ja" or not name or talk.office.writer is None:
        return text, told, ""
    other = keep_known_links(_translated(talk.office, text, name, talk.stop), hosts).text
    same = sorted(_DIGITS.findall(other)) == sorted(_DIGITS.findall(text))
    good = other and same and not ground.unfit(other)
    return (other, talk.language, "") if good else (text, "ja", "")


def _translated(office: PublicOffice, text: str, language: str, stop: threading.Event) -> str:
    writer = office.writer
    assert writer is not None
    rule = office.phrases.text["translate"].replace("{language}", language)
    try:
        with writer.queue.ticket("resident") as ticket:
            while not ticket.called.wait(0.1):
                if stop.is_set():
                    return ""
            asked = [("system", rule), ("user", text)]
            return writer.whole(asked, max_tokens=200, temperature=0.0, stop_event=stop).strip()
    except ModelError:
        return ""
