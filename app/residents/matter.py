"""Whether what was found is of the matter that a question names, not of another's price or day. Knows no index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.residents.asking import DOING, GIVEN
from app.residents.focus import place
from app.residents.phrases import Ask, Phrases
from app.residents.sections import is_asked
from app.text.wording import asked_in, is_row, sentences
from ingest.document import Hit
from ingest.search.coverage import nouns_of, read_terms, squeezed, unspoken
from ingest.search.synonyms import Group, Synonyms
from ingest.search_key import normalise, solid

if TYPE_CHECKING:
    from app.residents.finding import Sources


def about(found: Sources, query: str, phrases: Phrases, synonyms: Synonyms) -> Sources:
    """``found`` with those of its Japanese hits whose documents speak of something that ``query`` is about, where any does:
    「学童の手数料」 is not answered from the fee of another matter. What only asks (手数料) is no matter. Where no hit has
    the words all stay (of 「公民館 当日キャンセル」, where a page is titled 公民館, those that speak of that), unless the matter has names in the office's table and none of them is said: then none stays."""
    asked = [word for one in phrases.asks if one.asked_in(query) for word in one.words]
    terms = _terms(query, asked)
    named = [(each, each.matched(solid(query))) for each in synonyms.meant(query)]
    groups = [each for each, words in named if not all(_within(word, asked) for word in words)]
    halls = phrases.words["halls"]
    if any(not _within(one.written, (*asked, *halls)) for one in read_terms(query)):
        terms = [one for one in terms if one not in halls]  # where something is done is no matter
    words = {*terms, *map(squeezed, terms), *(word for each in groups for word in each.same)}
    said: dict[str, str] = {}
    for hit in found.hits:
        text = "\n".join((place(hit), hit.passage.context, hit.passage.text))
        said[matter_of(hit)] = said.get(matter_of(hit), "") + normalise(text)
    titles = "\n".join(normalise(hit.document.title) for hit in found.hits)
    words -= _parts_of_names(words, named, said.values())
    titled = {word for word in words if word in titles and len(word) > 1}
    speak = {name for name, text in said.items() if any(word in text for word in titled or words)}
    known = "\n".join(said[name] for name in speak)
    new = [one for one in terms if one in words and one not in known] if speak else [*words]
    speak |= {
        name for name, text in said.items() if any(word in text for word in new)
    }  # 乗用車 beside 「町税」
    if (
        (groups and not speak)
        or _is_only_done(terms, found.hits, query, synonyms)
        or _headless(query, asked, synonyms, said.values())
        or _is_not_there(query, found.hits, synonyms)
    ):
        return replace(found, hits=())
    kept = tuple(h for h in found.hits if not speak or matter_of(h) in speak)
    kept = _on_the_word(kept, query, {*map(normalise, (word for each in groups for word in each.same))})
    return replace(found, hits=_of_the_hall(kept, query, words, phrases))


_WORD = re.compile(r"[一-龠々ァ-ヺー]{2,}")


def _on_the_word(hits: tuple[Hit, ...], query: str, also: set[str]) -> tuple[Hit, ...]:
    """Of a question of one word (「奨学金」) those ``hits`` that are on it, by it or ``also``: the place names it, a row or a sentence begins
    with it, or it is said again. A row that has it among its examples is on something else."""
    if not _WORD.fullmatch(solid(query)):
        return hits
    word = normalise(solid(query))
    names = {word, squeezed(word), *also}

    def is_on(hit: Hit) -> bool:
        above, text = normalise(place(hit)), normalise(hit.passage.text)
        return any(
            one in above
            or text.count(one) > 1
            or re.search(rf"(?:^|[\n|。])[^|。、\n]{{0,6}}{re.escape(one)}", text)
            for one in names
        )

    found = tuple(filter(is_on, hits))
    return found if found or any(word in normalise(hit.passage.text) for hit in hits) else hits


def _of_the_hall(hits: tuple[Hit, ...], query: str, words: set[str], phrases: Phrases) -> tuple[Hit, ...]:
    """Of a question about the town hall itself (「役場の電話番号」) those ``hits`` that are on it by their place, or that say
    of it in one sentence what is asked: the hall is named on pages of any matter (「役場の窓口では取れません」)."""
    halls = [hall for hall in phrases.words["halls"] if hall in query]
    if not halls or not words or any(not _within(word, halls) for word in words):
        return hits
    asks = [one for one in phrases.asks if one.asked_in(query)]
    forms = [one.pattern for one in asks]

    def says(text: str) -> bool:
        rest = normalise(re.sub("|".join(map(re.escape, halls)), " ", text))
        return any(hall in text for hall in halls) and any(form.search(rest) for form in forms)

    def is_on(hit: Hit) -> bool:
        # A row 「市役所 | 8:30〜20:00」 is of the hall's own hours only below a heading that says so, not of a place to vote.
        headed = any(word in place(hit) for one in asks for word in one.words)
        lines = [line for line in hit.passage.text.splitlines() if headed or not is_row(line)]
        told = (each for line in lines for each in sentences(line))
        return any(hall in place(hit) for hall in halls) or any(map(says, told))

    return tuple(filter(is_on, hits)) if forms else hits


def matter_of(hit: Hit) -> str:
    """What speaks of one matter: a page, and of a list of questions each question with its answer."""
    alone = asked_in(hit.passage.text) or is_asked(hit.passage.label)
    return hit.passage.id if alone else hit.document.id


def _parts_of_names(
    words: Iterable[str], named: Sequence[tuple[Group, Sequence[str]]], texts: Iterable[str]
) -> set[str]:
    """住民 of 住民税, where a text has a name of the tax: a page on 住民票 does not speak of it. 住民票 of 「住民票の写し」 is
    the matter itself."""
    held = "\n".join(texts)
    whole = {
        word
        for one, met in named
        if any(normalise(each) in held for each in one.same)
        for word in met
        if word in one.same
    }
    return {
        word
        for word in words
        if any(word in each and word != each and not each.startswith(f"{word}の") for each in whole)
    }


_HEAD = re.compile(
    r"の([一-龠々ァ-ヺー]{2,}|[一-龠々]+[ぁ-ん]{1,2}[一-龠々]*[ぁ-ん]?)(?:は|って|を教え|が知り)(?:[^のをにへとで]|で(?=す|しょ|き|も))*$"
)
"""What is asked of something, last: 「町長の給料は」, 「町長の給料はいくらですか」; 「…は郵送で」 asks something else."""


_OWNED = re.compile(r"[市町村区県公国私][営立民]")
"""Whose a thing is: 町営 of 町営住宅 and of 町営グラウンド."""


def _is_only_done(terms: Sequence[str], hits: Sequence[Hit], query: str, synonyms: Synonyms) -> bool:
    """Whether of 「引っ越しの手続」 the hits speak of a 手続 alone, of none of the things that it is asked of: the 手続 for a
    dog is no answer."""
    things = {term for term in terms if not DOING.fullmatch(term)}
    lacking = set(unspoken(query, hits, synonyms=synonyms))
    if 0 < len(things) < len(terms) and things <= lacking:
        return True
    own = {one for one in nouns_of(query) if not (DOING.fullmatch(one) or GIVEN.fullmatch(one))}
    return bool(own) and own <= lacking and any(GIVEN.fullmatch(one) for one in terms)


_THERE = re.compile(
    r"([一-龠々ァ-ヺーA-Za-z-]*(?:[一-龠々]{2}|[ァ-ヺー]{3}|[A-Za-z]{2}))(?:って|[はがも])?(?:あ(?:る|り|れば)|出(?:る|ま)|もらえ|使え|つかえ)[^のをにへと]*$"
)
"""Whether there is such a thing at all: 「太陽光パネル補助金ある？」."""

COUNTED = re.compile(r"[金費料額者日時所員会]")
"""What a word ends in that pages say without it as well: 補助金 and 補助."""


def _is_not_there(query: str, hits: Sequence[Hit], synonyms: Synonyms) -> bool:
    """Whether it is asked if there is a thing, 補助 for 太陽光パネル, of which no hit speaks in any spelling."""
    match = _THERE.search(query)
    terms = read_terms(match[1]) if match else ()
    if not terms:
        return False
    lacking = unspoken(query, hits, synonyms=synonyms)
    if terms[-1].written in lacking:
        return True
    whole = "".join(term.written for term in terms[-2:])  # 券 is in many words, 回数券 is one
    short = len(terms) > 1 and len(terms[-1].written) == 1 and not COUNTED.fullmatch(terms[-1].written)
    said = normalise("\n".join(f"{place(hit)}\n{hit.passage.text}" for hit in hits))
    return short and whole in normalise(query) and whole not in said


def _headless(query: str, asked: Sequence[str], synonyms: Synonyms, said: Iterable[str]) -> bool:
    """Whether nothing found speaks of the very thing that is asked, whatever it says of its owner."""
    match = _HEAD.search(query)
    named = match is not None and any(
        word in match[1] or match[1] in word for word in synonyms.matched(query) if not _within(word, asked)
    )
    if match is None or _within(match[1], asked) or named:
        return False
    if match[1].endswith("方") or DOING.fullmatch(match[1]):
        return False  # 「取り方」「手続き」 are said of anything
    words = [term.written for term in read_terms(match[1])]
    texts = list(said)
    return bool(words and texts) and not any(
        word in text or squeezed(word) in text for word in words for text in texts
    )


def speaking(hits: Sequence[Hit], query: str, phrases: Phrases) -> tuple[Hit, ...]:
    """Those of ``hits`` that speak of what ``query`` is about: where nothing does, no 課 is named as the one in charge.
    The title has one of its things, or at least half of its words are there: 「固定資産税」 is not in a page that speaks of 資産 alone.
    """
    asked = [word for one in phrases.asks if one.asked_in(query) for word in one.words]
    terms = [term for term in nouns_of(query) if not _within(term, asked)]
    terms = [one for one in terms if not (DOING.fullmatch(one) or GIVEN.fullmatch(one))] or terms

    def speaks(hit: Hit) -> bool:
        title = normalise(hit.document.title)
        if any(len(term) > 1 and term in title and not _OWNED.fullmatch(term) for term in terms):
            return True
        text = normalise("\n".join((place(hit), hit.passage.text)))
        return bool(terms) and 2 * sum(term in text for term in terms) >= len(terms)

    return tuple(hit for hit in hits if speaks(hit))


def _terms(query: str, asked: Sequence[str]) -> list[str]:
    terms = [term.written for term in read_terms(query) if term.noun and len(term.written) > 1]
    return [term for term in terms if not _within(term, asked)]


def nouns_besides(question: str, asked: Sequence[Ask]) -> list[str]:
    """The nouns of a question, as texts are compared, but for those that only ask."""
    words = [word for one in asked for word in one.words]
    return [noun for noun in map(normalise, nouns_of(question)) if not _within(noun, words)]


def _within(word: str, asked: Sequence[str]) -> bool:
    """Whether a word only asks: it is one of those that ask, a part of one, or holds one (いくらですか)."""
    return any(word in each or each in word for each in asked)
