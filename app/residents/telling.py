"""The answer told sentence by sentence: table rows, conclusion and parts, in the resident's language. Knows no search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app.citation import QUOTE_LIMIT, make_citation
from app.extractive.easy import easier, easy_words
from app.residents.answering import Talk
from app.residents.bygone import told_bygone
from app.residents.checking import Ground, evidence_of
from app.residents.composing import Line, without_contact
from app.residents.directory import page_of
from app.residents.doubt import is_far
from app.residents.events import Answered, AnswerEvent, Asking, Sentence
from app.residents.lacking import beside_it, is_of_another
from app.residents.languages import with_readings, with_ruby
from app.residents.nearby import near_questions
from app.residents.own_language import in_own_language
from app.residents.refusing import JAPANESE, asks_for_judgement, refuse, unanswered
from app.residents.related import related
from app.residents.seeking import LEAD, best_of, holding_of, leading
from app.residents.tabled import AskBack, NoRow, OtherBasis
from app.residents.translating import translated
from app.residents.whom import address_of
from app.result import Answer, AnswerPart, Choice, Citation
from app.text.links import keep_known_links
from app.text.wording import is_row, pairs


def tell(talk: Talk) -> Iterator[AnswerEvent]:
    """Sentences, then the answer."""
    holding = holding_of(talk)
    lines = in_own_language(talk.sources.own, holding)
    if not lines:
        found, lacking = best_of(talk, holding)
        if isinstance(found, AskBack | OtherBasis):
            yield Answered(
                _ask_back(talk, found) if isinstance(found, AskBack) else _other_basis(talk, found)
            )
            return
        lines = [] if isinstance(found, NoRow) else found
        lead = leading(lines)
        held = holding.answers(lead) if talk.language in JAPANESE else holding.has_form(lead)
        far = bool(lead) and talk.language in JAPANESE and is_far(talk, lead)
        if lead and (far or not held or _is_other(talk, lead, lacking, asked=bool(holding.must))):
            lines = []  # nobody who cannot read the page sees that it lacks the price, or that it is that of another thing
    yield from tell_lines(talk, lines)


def tell_lines(talk: Talk, lines: list[Line]) -> Iterator[AnswerEvent]:
    """``lines`` of the sources, checked, as sentences; none of them: that there is no answer."""
    if not lines:
        yield Answered(unanswered(talk) if talk.sources.hits else refuse(talk))
        return
    own = {hit.passage.id for hit in talk.sources.own}
    told = talk.language if all(line.hit.passage.id in own for line in lines) else "ja"
    ground = _ground(talk, lines)
    lines = [line for line in lines if not ground.failures(line.text, line.hit.passage.id)]
    lines = without_contact(lines, talk.question.text)
    if not any(line.kind in LEAD for line in lines):
        yield Answered(talk.canned("unchecked", "no_sources"))
        return
    citations = _cite(lines, pairs(talk.query))
    numbers = {one.passage_id: one.number for one in citations}
    parts, spoken = list[AnswerPart](), list[str]()
    if told == "ja" and talk.language not in JAPANESE and talk.office.writer is not None:
        yield Asking()  # each sentence is translated
    for line in lines:
        text, language, ruby = _shown(talk, line, told, ground)
        if talk.stop.is_set():
            return
        spoken.append(language)
        number = numbers[line.hit.passage.id]
        parts.append(AnswerPart(line.kind, text, (number,), ruby))
        yield Sentence(text, (number,), ruby, language)
    yield Answered(_finish(talk, lines, parts, citations, spoken))


def with_related(talk: Talk, made: Answer) -> Answer:
    """A refusal with what was found nearest, checked as answers are: to read, it is none. Nothing where no answer may be given."""
    if made.status != "no_sources" or talk.sources.barred or talk.urgent:
        return made
    lines = related(talk, talk.sources.hits or talk.sources.near)
    ground = _ground(talk, lines)
    said: dict[str, list[str]] = {}
    for line in lines:
        if not ground.failures(line.text, line.hit.passage.id):
            said.setdefault(line.hit.passage.id, []).append(line.text)
    cited = (one for one in _cite(lines, pairs(talk.query)) if one.passage_id in said)
    return replace(made, related=tuple(replace(one, quote="\n".join(said[one.passage_id])) for one in cited))


def _is_other(talk: Talk, lead: list[Line], lacking: tuple[str, ...], *, asked: bool) -> bool:
    """Whether what is told is of another thing; ``lacking`` is what its pages do not say, ``asked`` whether a form is."""
    if talk.language not in JAPANESE:
        return False
    return (asked and bool(lacking)) or is_of_another(talk, lacking) or bool(beside_it(talk, lead))


def _ground(talk: Talk, lines: list[Line]) -> Ground:
    citations = {one.passage_id: one for one in _cite(lines, pairs(talk.query))}
    return Ground(
        tuple(evidence_of(line.hit, citations[line.hit.passage.id]) for line in lines),
        talk.query,
        talk.sources.day or talk.question.as_of or date.today(),
        talk.office.prompts.public,
        talk.phrases.promises,
    )


def _finish(
    talk: Talk, lines: list[Line], parts: list[AnswerPart], citations: tuple[Citation, ...], spoken: list[str]
) -> Answer:
    """``spoken``: the language of each part; where one could not be translated, this is said."""
    lead, directory = leading(lines), page_of(talk.office)
    handoff = talk.handoff([line.hit for line in lead], "\n".join(line.text for line in lead))
    judged = asks_for_judgement(talk)
    told = next((one for one in spoken if one != "ja"), "ja")
    section = handoff.get("section") or talk.phrases.text["office"]
    notes = [talk.phrases.say("decides", talk.language).format(section=section)] if judged else []
    notes += _of_then(talk, lead, section)
    if talk.language not in JAPANESE and "ja" in spoken:
        notes.append(talk.phrases.say("japanese", talk.language))
    said = [part.text if part.kind in LEAD else f"{part.kind}：{part.text}" for part in parts]
    return Answer(
        "\n".join((*notes[: int(judged)], *said)),
        citations,
        "partial" if judged else "answered",
        handoff,
        talk.trace(),
        told,
        parts=tuple(parts),
        near=near_questions(
            (hit.document for hit in talk.sources.hits if hit.document.id != directory),
            {line.hit.document.title for line in lines},
            talk.phrases,
            talk.language,
        ),
        original=_original(lines, parts) if talk.language != "ja" else "",
        notes=tuple(notes),
        notes_ruby=tuple(map(with_ruby, notes)) if talk.language == "ja-easy" else (),
    )


def _original(lines: list[Line], parts: list[AnswerPart]) -> str:
    """The sentences as the city wrote them, where others are shown: not beside its own page in the resident's language."""
    told = all(part.text == line.text and not part.ruby for line, part in zip(lines, parts, strict=True))
    return "" if told else "\n".join(line.text for line in lines)


def _of_then(talk: Talk, lead: list[Line], section: str) -> list[str]:
    """That the answer is of a text no longer in force, of a page of a past year, or of days that have passed; else []."""
    if talk.sources.day is not None:
        return [
            talk.phrases.say("then", talk.language).format(day=talk.sources.day.isoformat(), section=section)
        ]
    name = told_bygone(lead, talk.question.as_of or date.today())
    title = lead[0].hit.document.title if lead else ""
    return [talk.phrases.say(name, talk.language).format(title=title, section=section)] if name else []


def _ask_back(talk: Talk, found: AskBack) -> Answer:
    text = talk.phrases.say("district", talk.language).format(column=found.column)
    choices = tuple(Choice(row, f"{row}の{talk.query}") for row in found.rows)
    return Answer(text, (), "clarify", talk.handoff(), talk.trace(), talk.language, choices=choices)


def _other_basis(talk: Talk, found: OtherBasis) -> Answer:
    """The table is shown as a source, and what has to be known for it; no row of it is told."""
    handoff = talk.handoff([found.hit])
    section = handoff.get("section") or talk.phrases.text["office"]
    made = talk.canned(
        "basis",
        "clarify",
        title=found.hit.document.title,
        said=found.said,
        basis=found.basis,
        section=section,
    )
    return replace(
        made, handoff=handoff, citations=_cite([Line("表", found.basis, found.hit)], pairs(found.basis))
    )


def _cite(lines: list[Line], wanted: frozenset[str]) -> tuple[Citation, ...]:
    hits = {line.hit.passage.id: line.hit for line in lines}
    rows = {line.hit.passage.id: pairs(line.text) for line in lines if line.kind == "表"}
    made = (
        make_citation(number, hit.passage, hit.document, wanted=rows.get(hit.passage.id, wanted))
        for number, hit in enumerate(hits.values(), start=1)
    )
    return tuple(
        replace(
            one,
            quote=_taken(lines, one.passage_id) or one.quote,
            url=address_of(hit.document, one.passage_id),
        )
        for one, hit in zip(made, hits.values(), strict=True)
    )


def _taken(lines: Sequence[Line], passage_id: str) -> str:
    """The line of the passage of which the answer's first line is, 「休館日：毎週月曜日」, or the row whose cells it tells;
    "" where it is told in other words."""
    for line in (one for one in lines if one.hit.passage.id == passage_id):
        whole = next((each for each in line.hit.passage.text.splitlines() if line.text in each), "").strip()
        if line.text in map(str.strip, whole.split("|")):
            return line.text[:QUOTE_LIMIT]  # of a question with its answer, the answer
        if whole:
            return whole if len(whole) <= QUOTE_LIMIT else line.text[:QUOTE_LIMIT]
        if row := _row(line):
            return row[:QUOTE_LIMIT]
    return ""


def _row(line: Line) -> str:
    """The row of the passage whose cells are told, its first cell, the name, before the others; "" for fewer than two."""

    def told(row: str) -> list[int]:
        return [len(cell) * (cell in line.text) for cell in map(str.strip, row.split("|"))]

    rows = [row.strip() for row in line.hit.passage.text.splitlines() if is_row(row)]
    best = max(rows, key=lambda row: (told(row)[0], sum(told(row))), default="")
    return best if best and sum(map(bool, told(best))) > 1 else ""


def _shown(talk: Talk, line: Line, told: str, ground: Ground) -> tuple[str, str, str]:
    """The words as shown, their language, and with ruby; easier words or a translation that do not pass the checks, or
    a translation in which what can be compared differs, are not used."""
    hosts = talk.office.prompts.public.hosts
    text = keep_known_links(line.text, hosts).text
    if talk.language == "ja-easy":
        easy = _easy(talk, text, line, ground)
        return with_readings(easy), "ja-easy", with_ruby(easy)
    name = talk.phrases.languages.get(talk.language, "")
    if told != "ja" or not name:
        return text, told, ""
    other = keep_known_links(translated(talk.office, text, talk.language, talk.stop), hosts).text
    if other and not ground.unfit(other):
        return other, talk.language, ""
    return text, "ja", with_ruby(_easy(talk, text, line, ground))


def _easy(talk: Talk, text: str, line: Line, ground: Ground) -> str:
    """``text`` in やさしい日本語, as it is where the easier words do not pass the checks."""
    easy = easier(text, easy_words(talk.phrases.easy))
    return text if ground.failures(easy, line.hit.passage.id) else easy
