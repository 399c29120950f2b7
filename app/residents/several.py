"""Two things asked in one message, each answered from its own source or said to be without one. Knows no search and no wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.events import Stage
from app.residents.answering import Talk, Turn, follow_up, search, write
from app.residents.apart import matters, names_own, shared
from app.residents.events import AnswerEvent, Sentence
from app.residents.following import bare
from app.result import Answer, AnswerPart, Citation
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

TOLD = ("answered", "partial")
ASKED = "問"
"""The kind of the part that says which question the next parts answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question out of several and its answer."""

    asked: str
    answer: Answer

    @property
    def held(self) -> bool:
        return self.answer.status in TOLD

    @property
    def lines(self) -> frozenset[str]:
        return frozenset(part.text for part in self.answer.parts)


def tell_each(talk: Talk) -> Iterator[AnswerEvent]:
    """Answers what clearly asks several things; says nothing where it asks one, or where one answer tells them all."""
    found = matters(talk.question.text, talk.phrases)
    told = _each(talk, found) if len(found) > 1 else _things(talk)
    if talk.stop.is_set() or not told:
        return
    yield Stage("writing", talk.phrases.text["writing"])
    made = _joined(talk, told) if len(told) > 1 else told[0].answer
    for part in made.parts:
        yield Sentence(part.text, part.citations, part.ruby, made.language)
    talk.finished = made


def _each(talk: Talk, found: Sequence[str]) -> list[Told]:
    """Each question after those before it, those with one answer together; [] where none has one."""
    told: list[Told] = []
    history = talk.question.history
    for asked in found:
        made = ask(talk, _on_page(talk, asked, told), history)
        if made.status not in TOLD and history and names_own(asked, talk.phrases):
            made = ask(talk, asked, ())
        told.append(Told(asked, made))
        passages = tuple(one.passage_id for one in made.citations)
        history = (*history, Turn(asked, made.text if passages else "", passages))
    held = [one for one in told if one.held]
    if not held:
        return []
    told = _without_again(told)
    if any(not one.held and not names_own(one.asked, talk.phrases) for one in told):
        whole = Told("", ask(talk, talk.question.text, talk.question.history))
        if whole.held and not any(whole.lines <= one.lines for one in held):
            return []  # what names nothing was hardly a question of its own
    return told


def _without_again(told: Sequence[Told]) -> list[Told]:
    """``told`` with one answer to those questions of which one tells all that the other does."""
    made: list[Told] = []
    for one in told:
        at = next(
            (at for at, other in enumerate(made) if one.held and other.held and _within((one, other))), None
        )
        if at is None:
            made.append(one)
        else:
            most = max(made[at], one, key=lambda each: (len(each.lines), len(each.answer.notes)))
            made[at] = Told(f"{made[at].asked}、{one.asked}", most.answer)
    return made


def _on_page(talk: Talk, asked: str, told: Sequence[Told]) -> str:
    """``asked`` with the subject of the question before it, where the page that answered that speaks of all that ``asked``
    names and no page is titled so: 「代理人が取るとき委任状はいる？」 after 「印鑑証明の手数料はいくら？」."""
    nouns = [normalise(noun) for noun in nouns_of(asked)]
    if not told or not told[0].held or not nouns or not names_own(asked, talk.phrases):
        return asked
    index, viewer = talk.office.index, talk.office.viewer
    names = {one.passage_id.partition("#")[0] for one in told[0].answer.citations}
    pages = [normalise(page.text) for name in names if (page := index.document(name, viewer))]
    titled = any(all(noun in normalise(one.title) for noun in nouns) for one in index.documents(viewer))
    if titled or not any(all(noun in page for noun in nouns) for page in pages):
        return asked
    return f"{bare(told[0].asked, talk.phrases)}　{asked}"


def _things(talk: Talk) -> list[Told]:
    """Of two things that share what is asked, each by itself; [] unless both are answered and one answer tells but one."""
    split = shared(talk.question.text, talk.phrases)
    if split is None:
        return []
    *asked, things = split
    whole = ask(talk, talk.question.text, talk.question.history)
    if whole.status in TOLD and all(thing in said(whole) for thing in things):
        return []
    told = [Told(one, ask(talk, one, talk.question.history)) for one in asked]
    named = all(thing in said(one.answer) for thing, one in zip(things, told, strict=True))
    return told if named and all(one.held for one in told) and not _within(told) else []


def said(answer: Answer) -> str:
    """What an answer tells and the names of its sources."""
    return "\n".join((answer.text, *(f"{one.label}\n{one.quote}" for one in answer.citations)))


def _within(told: Sequence[Told]) -> bool:
    """Whether one answer tells nothing that another does not."""
    return any(a.lines <= b.lines for a in told for b in told if a is not b)


def ask(talk: Talk, text: str, history: tuple[Turn, ...]) -> Answer:
    """The answer to ``text`` as one question."""
    question = replace(talk.question, text=text, history=history)
    one = Talk(talk.office, question, talk.stop, talk.language, text, sought=talk.sought)
    for step in (follow_up, search, write):
        for _ in step(one):
            pass
        if one.finished is not None or one.stop.is_set():
            break
    if text == talk.question.text:
        talk.sought = one.sought
    return one.finished or one.canned("no_sources", "no_sources")


def _joined(talk: Talk, told: Sequence[Told]) -> Answer:
    citations: dict[str, Citation] = {}
    parts: list[AnswerPart] = []
    for one in told:
        numbers = {each.number: _number(citations, each) for each in one.answer.citations}
        parts.append(AnswerPart(ASKED, f"「{one.asked}」", ()))
        own = one.answer.parts or (AnswerPart("結論", one.answer.text, (), one.answer.ruby),)
        parts += [replace(part, citations=tuple(numbers[each] for each in part.citations)) for part in own]
    answers = [one.answer for one in told]
    held = [one.answer for one in told if one.held]
    lacking = [one.answer for one in told if not one.held]
    notes = {note: ruby for one in answers for note, ruby in _notes(one)}
    cited = {each.label for each in citations.values()}
    first = held[0]
    return replace(
        first,
        text="\n".join(f"「{one.asked}」\n{one.answer.text}" for one in told),
        citations=tuple(citations.values()),
        status="partial" if lacking or any(one.status == "partial" for one in held) else "answered",
        handoff=max((one.handoff for one in (*lacking, *held)), key=lambda one: bool(one.get("section"))),
        parts=tuple(parts),
        near=tuple(dict.fromkeys(each for one in held for each in one.near if each not in cited))[:3],
        choices=tuple(choice for one in answers for choice in one.choices),
        original="\n".join(one.original for one in held if one.original),
        notes=tuple(notes),
        notes_ruby=tuple(notes.values()) if first.notes_ruby else (),
    )


def _number(citations: dict[str, Citation], one: Citation) -> int:
    kept = citations.setdefault(f"{one.passage_id} {one.quote}", replace(one, number=len(citations) + 1))
    return kept.number


def _notes(answer: Answer) -> list[tuple[str, str]]:
    ruby = answer.notes_ruby or ("",) * len(answer.notes)
    return list(zip(answer.notes, ruby, strict=True))
