"""The fixed words of the residents' assistant, from prompts/residents.toml. Knows no documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.residents.apart import Apart
from app.residents.dangers import NO_EXAMPLES, Examples, load_examples
from app.residents.folded import folded, has
from app.result import Contact
from ingest.errors import SettingError
from ingest.toml_file import read_whole

_OWN = ("languages", "routes", "known", "search", "names")
"""Tables whose rows an office may take out."""
_ROWS = ("urgent", "asks", "promises", "rewords", "dialect")


@dataclass(frozen=True, slots=True)
class Urgent:
    """Words and patterns (of folded text) that tell of an emergency, whom to call and what to say. ``goes_on``: it may be
    no more than a fever, so the number is shown and the question is answered too."""

    words: tuple[str, ...]
    contact: Contact
    text: str
    patterns: tuple[re.Pattern[str], ...] = ()
    goes_on: bool = False

    @property
    def name(self) -> str:
        return self.contact.name

    def told_in(self, asked: str) -> bool:
        return has(asked, self.words) or any(pattern.search(asked) for pattern in self.patterns)


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """Words of a question (``shape``: or a form of it) and how what they ask for looks: いくら, 登録料は → 円."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    shape: re.Pattern[str] | None = None
    strict: bool = False
    """Whether nothing else answers, whatever it speaks of: a page on the mayor's letters tells nobody's name."""
    needed: bool = False
    """Whether an answer has to look so where the question is put so (いくら), also one that was said in a meeting."""
    of: bool = False
    """Whether it says nothing without what it is asked of: 「いくらですか」, while 「何時までですか」 may be of the office."""

    def asked_in(self, question: str) -> bool:
        return _asks(self, question)


@lru_cache(maxsize=8192)
def _asks(one: Ask, question: str) -> bool:
    """Kept: one question is looked at from twenty sides for what it asks."""
    plain = folded(question)
    return has(plain, one.words) or bool(one.shape and one.shape.search(plain))


_INTERROGATIVE = re.compile(r"何|なん|なに|幾|いく[らつ]|いつ|どこ|どの|どん|どれ|どちら|だれ|誰")


def put_as_questions(asked: Sequence[Ask], question: str) -> tuple[Ask, ...]:
    """Of the kinds of answer that ``question`` has words for, those put as questions, where any is: 「保険料は何歳から」 asks
    for an age and not for an amount. All of them where none is (「料金と休館日」)."""
    plain = folded(question)

    def put(one: Ask) -> bool:
        return any(_INTERROGATIVE.search(word) and folded(word) in plain for word in one.words)

    return tuple(filter(put, asked)) or tuple(asked)


@dataclass(frozen=True, slots=True)
class Phrases:
    """``text`` by name, ``words`` (lists) by name, ``languages`` code → its English name, the emergencies, what is
    said in each language, and words by part, route, language and Japanese query."""

    text: Mapping[str, str]
    languages: Mapping[str, str]
    urgent: tuple[Urgent, ...]
    words: Mapping[str, tuple[str, ...]]
    said: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, tuple[str, ...]]
    routes: Mapping[str, tuple[str, ...]]
    known: Mapping[str, tuple[str, ...]]
    queries: Mapping[str, tuple[str, ...]]
    easy: Path
    """The file of easier words."""
    examples: Examples = NO_EXAMPLES
    translated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language → Japanese name or hours of an emergency → in that language."""
    asks: tuple[Ask, ...] = ()
    promises: tuple[re.Pattern[str], ...] = ()
    """Forms of words in which somebody's case is decided: no answer may have them."""
    rewords: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()
    """What people say → what the office writes, for the search only."""
    apart: Apart = field(default_factory=lambda: Apart.of({}))
    dialect: tuple[tuple[re.Pattern[str], str], ...] = ()
    """Dialect and loose speech → the same as it is written."""
    weekdays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language → a pattern for each day of the week, Monday first."""

    def plainly(self, question: str) -> str:
        """``question`` without dialect: 「何時まであいとる」 as 「何時まであいている」."""
        for said, written in self.dialect:
            question = said.sub(written, question)
        return question

    def reworded(self, question: str) -> tuple[str, ...]:
        """``question`` in the words of the office, in each of the ways that it may put it (運行, 運休); itself where the
        office has no other words."""
        made = {question: None}
        for said, ways in self.rewords:  # never twice the same: most questions have none of what people say
            made = dict.fromkeys(said.sub(way, one) for one in made for way in ways)
        return tuple(made)

    def urgent_in(self, question: str) -> tuple[Urgent, ...]:
        """The emergencies of which ``question`` speaks; none where it calmly asks about a scheme or a statistic."""
        asked = folded(question)
        if has(asked, self.words["calm"]) and not has(asked, self.words["alarm"]):
            return ()
        return tuple(one for one in self.urgent if one.told_in(asked))

    def named(self, names: Iterable[str]) -> tuple[Urgent, ...]:
        """The emergencies of these names, in their order; a name without telephone is left out."""
        return tuple(one for name in names for one in self.urgent if one.name == name)

    def advice(self, urgent: tuple[Urgent, ...], language: str) -> str:
        """Whom to call, in ``language``; for a life in danger 110 and 119, whichever emergency it was taken for."""
        own = language == "ja"
        told = [
            one.text if own else self.say("call", language).format(**self._call(one, language))
            for one in urgent
        ]
        both = {"110", "119"} <= {one.contact.telephone for one in urgent}
        return "\n".join(told if both else (*told, self.say("danger", language)))

    def contacts(self, urgent: tuple[Urgent, ...], language: str) -> tuple[Contact, ...]:
        """The same as entries of a list, in ``language``."""
        return tuple(Contact(**self._call(one, language)) for one in urgent)

    def _call(self, one: Urgent, language: str) -> dict[str, str]:
        words, contact = self.translated.get(language, {}), one.contact
        return {
            "name": words.get(contact.name, contact.name),
            "telephone": contact.telephone,
            "hours": words.get(contact.hours, contact.hours),
        }

    def say(self, name: str, language: str) -> str:
        """The fixed sentence in ``language``, in Japanese where there is none."""
        return self.said.get(language, self.said["ja"])[name]

    def route(self, question: str) -> str:
        """hello, thanks, complaint, machine, or "" for a question. A greeting before a question is not the matter."""
        asked = folded(question).strip(" 　。、！!？?.")
        for name, words in self.routes.items():
            for word in map(folded, words):
                rest = 12 if name == "thanks" else 4
                whole = asked.startswith(word) and len(asked) <= len(word) + rest
                if whole or (name in ("complaint", "machine") and word in asked):
                    return name
        return ""

    def japanese_query(self, question: str) -> str:
        """What to search for in Japanese for a question in another language; "" where no word of it is known. Of
        "garbage" and "garbage bag" the longer word says what is meant."""
        asked = folded(question)
        met = {
            query: [word for word in map(folded, words) if word in asked]
            for query, words in self.queries.items()
        }
        every = {word for words in met.values() for word in words}
        own = {word for word in every if not any(word in other for other in every - {word})}
        return "　".join(query for query, words in met.items() if own.intersection(words))


def load_phrases(path: Path) -> Phrases:
    """Read the file. Raises SettingError."""
    table = read_whole(path, "住民への文言", rows=_OWN)
    try:
        urgent = tuple(_urgent(one) for one in table.get("urgent", []))
        asks = tuple(map(_ask, table.get("asks", ())))
        promises = tuple(map(re.compile, table.get("promises", ())))
        rewords = tuple((said, tuple(written)) for said, written in _said(table, "rewords"))
        dialect = tuple(_said(table, "dialect"))
        parts, routes, known, queries = (
            _lists(table[name]) for name in ("parts", "routes", "known", "search")
        )
        listed = (name for name, value in table.items() if isinstance(value, list))
        words = {name: tuple(table[name]) for name in listed if name not in _ROWS}
        _ = (words["calm"], words["alarm"], table["say"]["ja"])
    except (KeyError, TypeError, re.error) as error:
        raise SettingError(
            f"{path}：住民への文言を読めません（{error}）。書き方を確かめてください。"
        ) from error
    texts = {name: text for name, text in table.items() if isinstance(text, str)}
    return Phrases(
        texts,
        table.get("languages", {}),
        urgent,
        words,
        table["say"],
        parts,
        routes,
        known,
        queries,
        path.with_name("easy.toml"),
        load_examples(path.with_name("dangers.toml")),
        table.get("names", {}),
        asks,
        promises,
        rewords,
        Apart.of(table.get("apart", {})),
        dialect,
        {language: tuple(names) for language, names in table.get("weekdays", {}).items()},
    )


def _said(table: Mapping[str, Any], name: str) -> Iterator[tuple[re.Pattern[str], Any]]:
    return ((re.compile(one["said"]), one["written"]) for one in table.get(name, ()))


def _urgent(one: Mapping[str, Any]) -> Urgent:
    contact = Contact(one["name"], one["telephone"], one["hours"])
    patterns = tuple(re.compile(pattern) for pattern in one.get("patterns", ()))
    return Urgent(tuple(one["words"]), contact, one["text"], patterns, one.get("goes_on", False))


def _ask(one: Mapping[str, Any]) -> Ask:
    shape = re.compile(one["shape"]) if "shape" in one else None
    flags = [bool(one.get(name)) for name in ("strict", "needed", "of")]
    return Ask(tuple(one["words"]), re.compile(one["looks"]), shape, *flags)


def _lists(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in table.items()}
