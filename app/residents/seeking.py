"""Where an answer is sought among the sources: the tables, the section that answers, the city's page in the asker's language,
and other sources where the first do not hold what is asked. Knows nothing of how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from app.residents.answering import Talk
from app.residents.apart import own_of
from app.residents.asking import Meant
from app.residents.bygone import told_bygone
from app.residents.choosing import conclusion
from app.residents.composing import Line, asked_parts, labelled, term_of
from app.residents.conditions import with_conditions
from app.residents.finding import Sources, further, ranked, without_orders
from app.residents.focus import Focus, Spoken, focus_of, place
from app.residents.heads import heads_of
from app.residents.holding import Holding
from app.residents.lacking import STEM, unsaid, unsaid_of
from app.residents.past import past_period
from app.residents.tabled import AskBack, NoRow, OtherBasis, from_tables
from app.residents.wanted import TOPIC, Wanted
from app.text.likeness import likeness_of
from app.text.wording import is_row, overlaps, pairs
from ingest.document import Hit
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

PAGES = 3
"""Hits whose pages are read on where nothing found has what is asked for."""
WHOLE = 0.6
"""Share of what is asked beside the title that a heading says."""
_HOW = re.compile(r"手続|どうすれば|どうしたら|どうやって|仕方|やり方|流れ")
LEAD = ("結論", "表")
"""The parts that answer; without one of them there is no answer."""
Said = AskBack | NoRow | OtherBasis | list[Line]
"""What the sources say: lines, or one of the ends that a table gives."""


def holding_of(talk: Talk) -> Holding:
    words, asked = talk.phrases.words, talk.question.text
    meant = any(word in asked for word in words["meetings"])
    spoken = Spoken() if meant else Spoken(words["spoken"], words["voices"])
    made = Holding.of(talk.query, asked, talk.phrases.asks, spoken)
    return replace(made, same=talk.office.index.lexicon.synonyms.explained(talk.query))


def best_of(talk: Talk, holding: Holding) -> tuple[Said, tuple[str, ...]]:
    """What the sources say, with what is ``unsaid`` there; where it does not hold what is asked, or tells only of days that
    have passed, what others say that do."""
    first = _said(talk)
    if not isinstance(first, list):
        return first, ()
    lacking, past = unsaid(talk, leading(first)), _is_past(talk, first)
    new = _unspoken_news(talk, first)
    if holding.enough(leading(first)) and not (lacking or past or new):
        return first, ()
    found = talk.sources
    read = {_passages(found)}
    for sources in _elsewhere(talk, first, new, beside=bool(lacking) or past):
        if _passages(sources) in read:
            continue
        read.add(_passages(sources))
        talk.sources = sources
        other = _said(talk)
        if isinstance(other, AskBack) and not holding.enough(leading(first)):
            return other, ()
        if not isinstance(other, list) or _is_past(talk, other) > past:
            continue
        if holding.gives_way(leading(other), leading(first)):
            continue
        lacks = () if new else unsaid(talk, leading(other))
        formed = bool(other) and holding.has_form(leading(other)) and not lacks
        says = (
            formed
            and bool(lacking or new)
            and not unsaid_of(talk, lacking, talk.sources.hits, leading(other))
        )
        later = past and formed and not _is_past(talk, other) and _is_named(talk, holding, other)
        if says or later or holding.is_better(leading(other), leading(first)):
            return other, lacks
    talk.sources = found
    return first, lacking


def _passages(sources: Sources) -> frozenset[str]:
    return frozenset(hit.passage.id for hit in sources.hits)


def _elsewhere(talk: Talk, first: Sequence[Line], new: Sequence[str], *, beside: bool) -> Iterator[Sources]:
    """Where else to look: the passages that say what a follow-up asks ``new``, with ``beside`` the other pages found, then
    every public document."""
    found = talk.sources
    index, viewer, day = talk.office.index, talk.office.viewer, talk.question.as_of
    if new:
        told = [hit for hit in found.hits if any(noun in normalise(hit.passage.text) for noun in new)]
        yield replace(found, hits=ranked([hit for hit in told if not is_row(hit.passage.text)] or told))
    pages = {line.hit.document.id for line in leading(first)}
    rest = [hit for hit in found.hits if hit.document.id not in pages]
    if beside and rest:
        yield replace(found, hits=ranked(rest))
    yield from further(
        index, talk.query, found, phrases=talk.phrases, viewer=viewer, language=talk.language, as_of=day
    )


def _is_past(talk: Talk, lines: Sequence[Line]) -> bool:
    """Whether all that is told has passed, where nothing of the past was asked."""
    today = talk.question.as_of or date.today()
    return talk.sources.day is None and bool(told_bygone(leading(lines), today))


def _is_named(talk: Talk, holding: Holding, lines: Sequence[Line]) -> bool:
    """Whether lines are of what is asked, in its words or in those that the office has for it."""
    groups = talk.office.index.lexicon.synonyms.meant(talk.query)
    said = normalise("\n".join(f"{place(line.hit)}\n{line.text}" for line in leading(lines)))
    return holding.is_spoken(leading(lines)) or any(word in said for one in groups for word in one.same)


def _unspoken_news(talk: Talk, lines: Sequence[Line]) -> tuple[str, ...]:
    """The nouns that a question in a talk adds (持ち込み) where what is told of it has none, nor the heading above."""
    if not talk.question.history or talk.query == talk.question.text or not leading(lines):
        return ()
    stems = tuple(STEM.sub("", normalise(noun)) for noun in own_of(talk.question.text, talk.phrases))
    said = normalise(
        "\n".join(f"{line.hit.document.title}\n{line.heading}\n{line.text}" for line in leading(lines))
    )
    return () if any(stem in said for stem in stems) else stems


def _said(talk: Talk) -> Said:
    wanted = wanted_of(talk)
    found = from_tables(wanted, talk.sources.hits) or _lines(talk)
    return (
        with_conditions(talk.question.text, wanted.focus, found, talk.sources.hits)
        if isinstance(found, list)
        else found
    )


def asks_back(talk: Talk) -> bool:
    """Whether a table answers but has to know more first: the 地区, the income that fees go by."""
    return isinstance(from_tables(wanted_of(talk), talk.sources.hits), AskBack | OtherBasis)


def leading(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.kind in LEAD]


def wanted_of(talk: Talk) -> Wanted:
    words = talk.phrases.words
    focus = focus_of(
        talk.query, talk.sources.hits, talk.phrases.asks, when=(*words["months"], *words["days"])
    )
    today = talk.sources.day or talk.question.as_of or date.today()
    foreign = talk.language not in ("ja", "ja-easy")
    return Wanted(talk.query, focus, today, words["districts"], words["days"], words["months"], every=foreign)


def _lines(talk: Talk) -> list[Line]:
    """The conclusion first, then what its document says under the headings asked for, or under all of them."""
    index, wanted = talk.office.index, wanted_of(talk)
    focus, hits = wanted.focus, talk.sources.hits
    cosines = partial(likeness_of(index.embedder).to_question, ledger=index.ledger)
    meant = Meant.of(index.lexicon.synonyms.meant(talk.query), talk.question.text)
    rest = partial(_rest, talk, focus)
    first = conclusion(
        talk.query, hits, cosines, focus.patterns, heads_of(index), focus.plain, meant, rest, wanted.today
    )
    if not first:
        return []
    asked = asked_parts(talk.query, talk.phrases.parts)
    if _HOW.search(talk.query) and not focus.patterns:
        asked = ()  # how it is done is told with when, where and what to bring
    if _is_whole(first, talk.query, focus, asked):
        return first
    lines, seen = list(first), {line.text for line in first}
    whole = "".join(line.text for line in first)
    for line in _parts(talk, first[0], asked):
        few = sum(one.kind == line.kind for one in lines) < 3
        if line.text not in seen and line.text not in whole and few:
            seen.add(line.text)
            lines.append(line)
    return lines


def _rest(talk: Talk, focus: Focus) -> list[Hit]:
    """What of a page that is titled as what is asked has the form of an answer, and was not found itself: how long the 体育館 is
    open, where its fees and its days were found. No rows of a list, which are of other things."""
    hits, index = talk.sources.hits, talk.office.index
    nouns = own_of(talk.query, talk.phrases)
    past = talk.sources.day or past_period(talk.question.text, talk.question.as_of or date.today())
    pages = {hit.document.id: hit for hit in reversed(hits[:PAGES])} if nouns and not past else {}
    found = {hit.passage.id for hit in hits}
    return [
        without_orders(replace(hit, passage=one))
        for document_id, hit in pages.items()
        if all(noun in normalise(hit.document.title) for noun in nouns)
        for one in index.passages(document_id)
        if one.id not in found and focus.answers(one.text) and not is_row(one.text.partition("\n")[0])
    ]


def _is_whole(first: Sequence[Line], question: str, focus: Focus, asked: Sequence[str]) -> bool:
    """Whether a conclusion needs no 持ち物 or 費用 of its page beside it: it is the day or the price that was asked for, or it
    stands under a heading that says what is asked and the title does not, on a page of other things too."""
    own = pairs(question) - pairs(first[0].hit.document.title)
    named = pairs(f"{first[0].heading}　{term_of(first[0].text)}") & own
    if focus.patterns:
        return any(focus.answers(line.text) for line in first) and (bool(named) or not asked)
    return bool(named) and len(named) >= WHOLE * len(own)


def _parts(talk: Talk, lead: Line, asked: tuple[str, ...]) -> list[Line]:
    """The labelled lines of the document of the conclusion, else of the next that has what is asked for and it has not."""
    hits, focus, figures = talk.sources.hits, wanted_of(talk).focus, talk.phrases.words["figures"]
    heads, first = heads_of(talk.office.index), lead.hit
    own = {lead.heading, *(lead.hit.passage.headings[:-1])} - {""} or {*first.passage.headings}

    def fits(line: Line) -> bool:
        return line.kind not in figures or not focus.patterns or focus.answers(line.text)

    answered = bool(focus.patterns) and focus.answers(lead.text)  # then no other page is to add to it
    pages = tuple(dict.fromkeys([first.document.id, *(hit.document.id for hit in hits)]))
    for document in pages[: 1 if answered else PAGES]:
        page = [hit for hit in hits if hit.document.id == document]
        told = labelled(page, talk.phrases.parts, talk.query, heads(page[0].document), own)
        found = [line for line in told if not asked or (line.kind in asked and fits(line))]
        if document != first.document.id:  # 「費用」 of another matter is no answer
            found = [line for line in found if focus.topic(f"{place(line.hit)}　{line.text}") >= TOPIC]
            found = [line for line in found if _is_of(talk, line)]
        if found or not asked:
            return found
    return []


def _is_of(talk: Talk, line: Line) -> bool:
    """Whether a line of another page, or what it stands under, has the nouns of the question beside those that name a part:
    「申込み」 of the health check is no part of an answer on the nursery."""
    said = normalise(f"{place(line.hit)}\n{line.hit.passage.text}")
    named = [word for words in talk.phrases.parts.values() for word in words]
    return all(noun in said or overlaps(noun, named) for noun in nouns_of(talk.query))
