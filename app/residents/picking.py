"""The lines of the sources that answer, picked by the writing model by their numbers: it reads the question and chooses, and
every word that is shown stands in a source. Knows nothing of how they are told.

Where nothing that was found answers, the model names other words to search for, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.events import Stage
from app.residents.answering import Talk, seek
from app.residents.composing import Line
from app.residents.events import Answered, AnswerEvent, Asking
from app.residents.finding import Sources, find, unsure
from app.residents.furniture import of_every_page, without_furniture
from app.residents.heads import heads_of
from app.residents.modelled import said_by
from app.residents.sections import Section, answer_in, read
from app.residents.seeking import asks_back
from app.residents.tables import tables_of
from app.residents.telling import tell_lines
from app.text.pseudonyms import Pseudonyms
from app.text.wording import is_row, sentences
from ingest.document import Hit

MOST = 6
"""Lines of an answer."""
SHOWN = 9000
"""Characters of the lines that are shown to the model at most; less where its context is small."""
REPLY = 120
"""Tokens of a reply: numbers and a few words."""
OVERHEAD = 1500
"""Tokens for the rules, the question and the reply."""
_PICKED = re.compile(r"^[\s*「]*答え?[\s*]*[：:](.*)$", re.MULTILINE)
_WORDS = re.compile(r"^[\s*「]*(?:さがす|探す)[\s*]*[：:](.*)$", re.MULTILINE)
_ASKS = re.compile(r"\W*(?:聞く|きく)")
_NUMBER = re.compile(r"[0-9]+")
_NONE = re.compile(r"^\W*(?:なし|無し|ない|不要)?\W*$")
_BULLET = re.compile(r"^[・*●○■※＊-]\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line as the model reads it, a row with all its columns, and as it is told, with those that are asked for."""

    shown: str
    line: Line


@dataclass(frozen=True, slots=True)
class Picked:
    """What the model said: the lines it chose (none: nothing answers), the ``words`` to search for beside ("" for none), and
    whether it is ``unsure`` before the resident says more (the 地区)."""

    lines: tuple[Candidate, ...]
    words: str = ""
    unsure: bool = False


def pick_lines(talk: Talk) -> Iterator[AnswerEvent]:
    """The step of answering: ends the talk with what was picked; nothing where there is no model, the office does not let
    it (prompts/residents.toml, ``pick``), the question is barred, or the model said nothing usable."""
    if talk.office.writer is None or not talk.phrases.text["pick"]:
        return
    query = talk.query
    yield from seek(talk)
    if not talk.sources.barred:
        yield Stage("writing", talk.phrases.text["writing"])
        yield Asking()
        lines = picks(talk)
        for event in () if lines is None else tell_lines(talk, lines):
            if isinstance(event, Answered):
                talk.finished = event.answer
            else:
                yield event
    talk.query = query


def picks(talk: Talk) -> list[Line] | None:
    """The lines that answer, [] where none does; None where the model said nothing that can be used, or
    that it depends on what a table asks back (the 地区)."""
    sources = unsure(talk.sources, talk.phrases, talk.language)
    first = _ask(talk, _lines_of(talk, (*sources.own, *sources.hits)))
    if first is None or (first.unsure and asks_back(talk)):
        return None
    if not first.words or talk.stop.is_set():
        return _told(talk, sources, first.lines)
    more = _found(talk, first.words)
    known = {hit.passage.id for hit in sources.hits}
    new = [hit for hit in (*more.own, *more.hits) if hit.passage.id not in known]
    again = _ask(talk, (*first.lines, *_lines_of(talk, new))) if new else None
    sources = replace(sources, own=(*sources.own, *more.own))
    return _told(talk, sources, again.lines if again and again.lines else first.lines)


def _told(talk: Talk, sources: Sources, picked: Sequence[Candidate]) -> list[Line]:
    """The lines as they are told: those of the city's page in the resident's language alone, where any is."""
    own = {hit.passage.id for hit in sources.own}
    lines = [one.line for one in picked]
    chosen = ([line for line in lines if line.hit.passage.id in own] or lines)[:MOST]
    used = tuple({line.hit.passage.id: line.hit for line in chosen}.values())
    talk.sources = replace(
        talk.sources,
        own=tuple(hit for hit in used if hit.passage.id in own),
        hits=(*talk.sources.hits, *(hit for hit in used if hit not in talk.sources.hits)),
    )
    return chosen


def _found(talk: Talk, words: str) -> Sources:
    """What the public documents have for ``words``, also where the search by itself would answer nothing from it."""
    found = find(
        talk.office.index,
        words,
        phrases=talk.phrases,
        viewer=talk.office.viewer,
        language=talk.language,
        as_of=talk.question.as_of,
    )
    return unsure(found, talk.phrases, talk.language)


def _ask(talk: Talk, lines: Sequence[Candidate]) -> Picked | None:
    """One turn of the model. Personal data in what the resident wrote does not go to it."""
    writer = talk.office.writer
    assert writer is not None
    hidden = Pseudonyms(talk.office.prompts.public)
    room = max(0, min(SHOWN, writer.context - OVERHEAD))
    shown, used = _sheet(lines, room)
    before = [f"{turn.question}\n{turn.answer}" for turn in talk.question.history[-1:]]
    asked = {"before": "\n".join(before), "question": talk.question.text, "lines": shown}
    text = "\n\n".join(
        f"{talk.phrases.text[f'pick_{name}']}\n{hidden.hide(said) if name != 'lines' else said}"
        for name, said in asked.items()
        if said
    )
    messages = (("system", talk.phrases.text["pick"]), ("user", text))
    return _read(said_by(writer, messages, max_tokens=REPLY, stop=talk.stop), used)


def _read(reply: str, lines: Sequence[Candidate]) -> Picked | None:
    """A reply as it was asked for (「答え：3、7」, 「さがす：国民健康保険　加入」); None for any other."""
    found = _PICKED.search(reply)
    if found is None:
        return None
    if _ASKS.match(found[1]):
        return Picked((), unsure=True)
    numbers = dict.fromkeys(map(int, _NUMBER.findall(found[1])))
    chosen = [lines[number - 1] for number in numbers if 0 < number <= len(lines)]
    if not chosen and numbers.keys() != {0}:
        return None  # no number, or only such that no line has
    words = _WORDS.search(reply)
    return Picked(
        tuple(chosen), "" if words is None or _NONE.match(words[1]) else words[1].strip(" 　「」。")
    )


def _sheet(lines: Sequence[Candidate], room: int) -> tuple[str, list[Candidate]]:
    """The numbered lines under the page and heading each stands in, as many as ``room`` characters hold, and those lines."""
    said, used, above = list[str](), list[Candidate](), ""
    for one in lines:
        place = "＞".join(dict.fromkeys(filter(None, (one.line.hit.document.title, one.line.heading))))
        day = one.line.hit.document.issued
        place += f"（{day.isoformat()}）" if day else ""
        rows = ([f"■{place}"] if place != above else []) + [f"[{len(used) + 1}] {one.shown}"]
        room -= sum(map(len, rows))
        if room < 0:
            break
        above = place
        said += rows
        used.append(one)
    return "\n".join(said), used


def _lines_of(talk: Talk, hits: Sequence[Hit]) -> list[Candidate]:
    """Every line and row of the passages, each once."""
    heads, kept = heads_of(talk.office.index), dict[tuple[str, str, str], Candidate]()
    for section in (each for hit in hits for each in read(hit, heads)):
        for shown, told in _texts(section, talk.query):
            line = Line("結論", told, section.hit, section.head)
            kept.setdefault((section.hit.document.id, line.heading, shown), Candidate(shown, line))
    return list(kept.values())


def _texts(section: Section, question: str) -> Iterator[tuple[str, str]]:
    """The sentences of a section and the rows of its tables, as they are shown and as they are told."""
    if "\n" not in section.text and is_row(section.text):
        said = answer_in(section.text)
        yield from [(said, said)] if said else []
        return
    for line in section.text.splitlines():
        if not is_row(line) and not of_every_page(line):
            for each in sentences(line):
                if text := _BULLET.sub("", without_furniture(each)).strip():
                    yield text, text
    for table in tables_of(section.hit.passage, section.text):
        every = range(1, len(table.header))
        for row in table.rows:
            yield table.told(row, every), table.told(row, table.columns(question) or every)
