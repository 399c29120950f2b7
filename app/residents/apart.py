"""Two things asked in one message, told apart by its words: 「転入届に必要なものと、土曜日もやっているか」. Knows no documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.text.morphology import words
from app.text.wording import overlaps
from ingest.search.coverage import nouns_of

if TYPE_CHECKING:
    from app.residents.phrases import Phrases

MOST, LONGEST = 3, 160
"""Matters that one message may ask of, and its characters: a longer one tells a story."""
_ENDS = re.compile(r"(?<=[。．？?！!\n])[ 　]*")
_AND = re.compile(r"(?<=[a-z]) and (?=when|where|what|how|is|are|do|can)", re.IGNORECASE)
_TAIL = re.compile(r"(?:(?<=[かをはが、 　])(?:教えて|知りたい)(?:ください|下さい|ほしい|欲しい|です)*)?。?$")
_GOES_ON = re.compile(r"(?:(?<=.)を|(?<=[一-龠])が|(?<=.[でらいすた])(?:で|し|が|けど)|(?<=どこ)で)$")
"""What is left at the end where a sentence is cut: 「届出はいつまでで」."""
_LOOSE = " 　、，,。．"
_NAMES = ("名詞", "接頭辞", "接尾辞", "代名詞")


@dataclass(frozen=True, slots=True)
class Apart:
    """``links`` begin another question (あと、それと); a question ends as ``clause`` or as the ``name`` of what is wanted
    (手数料); with a word of ``whole`` (違い) all of it is one."""

    links: re.Pattern[str]
    clause: re.Pattern[str]
    name: re.Pattern[str]
    whole: tuple[str, ...]

    @classmethod
    def of(cls, table: Mapping[str, object]) -> Apart:
        links, clause, name = (
            re.compile(str(table.get(key, "(?!)")), re.IGNORECASE) for key in ("links", "clause", "name")
        )
        whole = table.get("whole", ())
        return cls(links, clause, name, tuple(whole) if isinstance(whole, list) else ())


def matters(text: str, phrases: Phrases) -> tuple[str, ...]:
    """The matters that ``text`` asks of, in its words; (text,) where it asks of one."""
    apart = phrases.apart
    if len(text) > LONGEST or any(word in text for word in apart.whole):
        return (text,)
    found: list[str] = []
    for piece in _asking(text, apart, phrases):
        found += _clauses(piece, apart, phrases)
    told = _of_their_own(found, phrases)
    return tuple(told) if 1 < len(told) <= MOST else (text,)


def shared(text: str, phrases: Phrases) -> tuple[str, str, tuple[str, str]] | None:
    """「出生届と児童手当の期限」 as 「出生届の期限」, 「児童手当の期限」, and the two things; None where no two things share
    what is asked."""
    found = words(text)
    for at, word in enumerate(found[:-2]):
        if word.text != "と" or word.parts[0] != "助詞" or not at:
            continue
        end = next((i for i in range(at + 1, len(found)) if found[i].parts[0] not in _NAMES), len(found))
        begin = next((i + 1 for i in range(at - 1, -1, -1) if found[i].parts[0] not in _NAMES), 0)
        one = text[found[begin].start : word.start] if begin < at else ""
        other = text[found[at + 1].start : found[end].start] if end < len(found) else ""
        if (
            min(len(one), len(other)) < 2
            or re.search(r"\d", one + other)
            or any(each in text for each in phrases.apart.whole)
        ):
            return None
        if found[end].text not in ("の", "は", "って", "を", "が", "も") or not asks(text, phrases):
            return None
        head, rest = text[: found[begin].start], text[found[end].start :]
        return f"{head}{one}{rest}", f"{head}{other}{rest}", (one, other)
    return None


def names_own(text: str, phrases: Phrases) -> bool:
    """Whether a question names a thing beside what it asks: not 「土曜日もやっているか」."""
    return bool(own_of(text, phrases))


def _asking(text: str, apart: Apart, phrases: Phrases) -> Iterator[str]:
    """The sentences that ask, each with what is told before it; what is told last goes with the last."""
    pieces = [one for end in _ENDS.split(text) for one in _linked(end, apart) if one.strip(_LOOSE)]
    told, made = "", list[str]()
    for piece in pieces:
        told += piece
        if asks(piece, phrases):
            made.append(told)
            told = ""
    if told and made:
        made[-1] += told
    yield from made or [text]


def _linked(text: str, apart: Apart) -> list[str]:
    return [one for one in apart.links.split(text) if one]


def _clauses(piece: str, apart: Apart, phrases: Phrases) -> list[str]:
    """``piece`` cut where what stands before asks already and what follows asks too."""
    for start, end in _joints(piece):
        before, after = piece[:start].rstrip(_LOOSE), piece[end:].lstrip(_LOOSE)
        named = bool(apart.name.search(before)) or before.endswith("か")
        joined = "と" not in piece[start:end] and bool(apart.clause.search(before))
        if (named or joined) and after and asks(after, phrases) and _new(before, after, phrases):
            return [before, *_clauses(after, apart, phrases)]
    return [piece]


def _joints(text: str) -> list[tuple[int, int]]:
    """Where a clause may end: a comma, or と between things."""
    at = [(match.start(), match.end()) for match in re.finditer(r"[、，,]|[ 　]と[ 　]", text)]
    at += [(match.start(), match.end()) for match in _AND.finditer(text)]
    at += [(one.start, one.end) for one in words(text) if one.text == "と" and one.parts[0] == "助詞"]
    return sorted(at)


def asks(text: str, phrases: Phrases) -> bool:
    """Whether a clause asks something, by its end or the name of what is wanted."""
    plain = text.strip(_LOOSE)
    apart = phrases.apart
    return bool(apart.clause.search(plain) or apart.name.search(plain))


def _kinds(text: str, phrases: Phrases) -> list[int]:
    return [at for at, one in enumerate(phrases.asks) if one.asked_in(text)]


def own_of(text: str, phrases: Phrases) -> list[str]:
    """The nouns of ``text`` beside those that ask."""
    asked = [word for one in phrases.asks if one.asked_in(text) for word in one.words]
    return [noun for noun in nouns_of(text) if not overlaps(noun, asked)]


def _new(before: str, after: str, phrases: Phrases) -> bool:
    """Whether ``after`` asks something else than ``before``: of another thing, or another kind of answer."""
    own = [noun for noun in own_of(after, phrases) if noun not in before]
    kinds = set(_kinds(after, phrases))
    return bool(own) or bool(kinds - set(_kinds(before, phrases)))


def _of_their_own(found: Sequence[str], phrases: Phrases) -> list[str]:
    """What only goes on with the one before it (「ソファを捨てたいです。いくらですか」) is one with it."""
    made: list[str] = []
    for piece in found:
        before = made[-1] if made else ""
        alone = not made or (
            _new(before, piece, phrases) and (_kinds(before, phrases) or own_of(piece, phrases))
        )
        if alone:
            made.append(piece)
        else:
            made[-1] = f"{before}{piece}"
    return [_GOES_ON.sub("", _TAIL.sub("", one.strip(_LOOSE), 1)) for one in made] if len(made) > 1 else made
