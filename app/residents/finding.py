"""Where a resident's answer may come from: the search, and which of its hits speak the resident's language. Knows no wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from app.checks.instructions import without_instructions
from app.residents.columns import with_column
from app.residents.editions import this_edition
from app.residents.focus import Spoken, place
from app.residents.heads import heads_of
from app.residents.kana import as_titled
from app.residents.languages import language_of
from app.residents.lines import with_line
from app.residents.matter import about
from app.residents.over import living
from app.residents.past import Period, past_period
from app.residents.phrases import Phrases
from app.text.wording import pairs
from ingest.document import Document, Hit, Viewer
from ingest.index import Index
from ingest.search.lexicon import NOT_BARRED, Barred

HITS = 10
_JAPANESE_NAME = re.compile(r"[（(]([^（）()]*[一-龠ぁ-ん][^（）()]*?)(?:[・、][^（）()・、]*語)?[）)]$")


@dataclass(frozen=True, slots=True)
class Sources:
    """``hits`` to answer from in Japanese, ``own`` those in the resident's language; ``near`` were found at all;
    ``barred`` says why there is no answer here, where the question itself tells."""

    hits: tuple[Hit, ...]
    own: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()
    barred: Barred = NOT_BARRED
    kinds: tuple[str, ...] = ()
    """The kinds of documents that were searched, () for all."""
    day: date | None = None
    """The day whose documents these are, where the question asks about a past year."""


def find(
    index: Index,
    query: str,
    *,
    phrases: Phrases,
    viewer: Viewer,
    language: str,
    as_of: date | None,
    asked: str = "",
) -> Sources:
    """Search what is written for residents first, then every public document; without orders hidden in them.

    A question about a past year is answered from what says that year or was in force then, never from today's.
    """

    def search(day: date | None) -> Sources:
        return _find(index, query, phrases=phrases, viewer=viewer, language=language, as_of=day, asked=asked)

    today = as_of or date.today()
    found, period = search(as_of), past_period(asked or query, today)
    if found.barred.ask or found.barred.own:
        return found
    if period is None:
        current = living(found, query, phrases, today, phrases.words["prefer"])
        return this_edition(current, asked or query, today, phrases.words["prefer"])
    return _of_period(found, period, search)


def unsure(found: Sources, phrases: Phrases, language: str) -> Sources:
    """``found`` with what was near where nothing of it was near enough: for a reader who sees whether it answers."""
    if found.hits or found.own or found.barred:
        return found
    near = _sorted(found.near, phrases, language)
    return replace(found, hits=near.hits, own=near.own)


def named_as_here(index: Index, query: str, viewer: Viewer) -> str:
    """``query`` with a thing named as the titles of this office name it: 旅券 as パスポート where a page is so titled, くま as クマ.

    Only of what the office says has two names and is somebody else's matter (prompts/scope.toml, ``same``).
    """
    query = as_titled(index, query, viewer)
    groups = [one for one in index.lexicon.outside if one.same and one.named_in(query)]
    titles = [one.title for one in index.documents(viewer)] if groups else []
    for group in groups:
        here = [word for word in group.words if any(word in title for title in titles)]
        if here and not any(word in query for word in here):
            for word in group.named_in(query):
                query = query.replace(word, here[0])
    return query


def further(
    index: Index,
    query: str,
    found: Sources,
    *,
    phrases: Phrases,
    viewer: Viewer,
    language: str,
    as_of: date | None,
) -> Iterator[Sources]:
    """Where else an answer may be, for when ``found`` does not hold what is asked: in the same without what was said in
    meetings, then in every public document."""
    spoken = Spoken(phrases.words["spoken"], phrases.words["voices"])
    written = tuple(hit for hit in found.hits if not spoken.has(hit))
    if written and len(written) < len(found.hits):
        yield replace(found, hits=ranked(written))
    if found.kinds and found.day is None:
        more = index.search(query, viewer=viewer, k=HITS, as_of=as_of, current=True)
        if more.confident and not more.barred:
            yield about(_sorted(more.hits, phrases, language), query, phrases, index.lexicon.synonyms)


def ranked(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """In their order, with the ranks anew."""
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1))


def _of_period(found: Sources, period: Period, search: Callable[[date | None], Sources]) -> Sources:
    """What of ``found`` bears the year, else what was in force at its end, else what speaks of it; perhaps nothing."""
    titled = tuple(hit for hit in found.hits if period.named_in(place(hit)))
    if titled and titled[0] is found.hits[0]:
        return replace(found, hits=titled, own=())
    then = search(period.last)
    valid = tuple(hit for hit in then.hits if _was_there(hit.document, period.last))
    if valid:
        return replace(then, hits=valid, own=(), day=period.last)
    named = tuple(hit for hit in found.hits if period.named_in(hit.passage.text))
    return replace(found, hits=titled or named, own=())


def _was_there(document: Document, day: date) -> bool:
    """Whether a text is known to have applied on ``day``; of one without a day nothing is known."""
    begun = document.effective_from or document.issued
    return begun is not None and begun <= day and document.in_force(day)


def _find(
    index: Index,
    query: str,
    *,
    phrases: Phrases,
    viewer: Viewer,
    language: str,
    as_of: date | None,
    asked: str,
) -> Sources:
    near: tuple[Hit, ...] = ()
    barred = NOT_BARRED
    for kinds in (phrases.words["prefer"], ()):
        found = index.search(query, viewer=viewer, k=HITS, as_of=as_of, kinds=kinds, current=True)
        near = near or found.hits
        if found.barred.ask or found.barred.own:
            return Sources((), near=near, barred=found.barred)
        if found.confident:
            sources = about(_sorted(found.hits, phrases, language), query, phrases, index.lexicon.synonyms)
            sources = replace(sources, kinds=tuple(kinds))
            if not sources.hits and not sources.own:
                continue
            sources = replace(sources, own=same_matter(sources.own, sources.hits))
            if language in ("ja", "ja-easy") or sources.own or not asked:
                return sources
            more = index.search(asked, viewer=viewer, k=HITS, as_of=as_of, kinds=kinds, current=True)
            own = _of_same_office(_sorted(more.hits, phrases, language).own, sources.hits)
            return replace(sources, own=same_matter(own, sources.hits))
        barred = found.barred
    told = () if barred else with_column(query, near, phrases.asks, phrases.words["districts"])
    told = told or (() if barred else with_line(query, near, phrases.asks, heads_of(index)))
    return Sources(_sorted(told, phrases, language).hits, near=near, barred=barred)


def _sorted(hits: Sequence[Hit], phrases: Phrases, language: str) -> Sources:
    clean = [without_orders(hit) for hit in hits if _orderless(hit.passage.text)]
    spoken = {hit.passage.id: language_of(hit.passage.text, phrases.known) for hit in clean}
    japanese = [hit for hit in clean if spoken[hit.passage.id] == "ja"]
    mark = phrases.text["easy_mark"]
    easy = [hit for hit in japanese if mark in hit.document.title]
    plain = [hit for hit in japanese if mark not in hit.document.title]
    ordered = easy + plain if language == "ja-easy" else plain or easy
    own = tuple(hit for hit in clean if spoken[hit.passage.id] == language != "ja")
    return Sources(tuple(ordered), own, tuple(hits))


def _of_same_office(own: Sequence[Hit], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The pages in the resident's language of the 課 that the Japanese search found first: the same matter."""
    sections = {hit.document.section for hit in hits[:3]} - {""}
    return tuple(hit for hit in own if hit.document.section in sections)


def same_matter(own: Sequence[Hit], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """``own`` without the pages that say in Japanese, as cities put it in the title (「Moving in（転入届・英語）」), that they
    are of something else than what the Japanese search found first."""
    found = pairs("\n".join(map(place, hits[:3])))
    named = ((hit, _JAPANESE_NAME.search(hit.document.title)) for hit in own)
    return tuple(hit for hit, name in named if not (name and hits) or pairs(name[1]) & found)


def without_orders(hit: Hit) -> Hit:
    """A hit without what its passage orders the program to do."""
    text = _orderless(hit.passage.text)
    return hit if text == hit.passage.text else replace(hit, passage=replace(hit.passage, text=text))


@lru_cache(maxsize=4096)
def _orderless(text: str) -> str:
    """A passage without orders to the program. What is public is the same for everybody: looking for orders in the ten
    passages of an answer is a third of its work, so what was read is kept (about 4 MB)."""
    return without_instructions(text)[0]
