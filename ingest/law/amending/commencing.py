"""The 附則 of an amendment in words: 「この条例は、…から施行する。ただし、第2条の規定は、…から施行する。」 Knows nothing of how it is read.

Which sentences come later is found by trying each alone: what it makes must stand in the text of the first day, or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.amending.amended import apply
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.grammar import looks_amending, read_sentence
from ingest.law.amending.numerals import habit_of
from ingest.law.amending.phrasing import words_of
from ingest.law.amending.place import Place
from ingest.law.amending.unit import read
from ingest.law.tree import LawTree


@dataclass(frozen=True, slots=True)
class Rule:
    """Provisions (「第2条の規定」) with the day from which they are in force."""

    what: str
    day: str


def supplement(kind: str, day: str, rules: Sequence[Rule], measures: Sequence[str]) -> Iterator[str]:
    """The lines of a 附則; with ``measures`` (one 項 each) its 項 are numbered."""
    yield "　　　附　則"
    if measures:
        yield "　（施行期日）"
    own = f"{'1　' if measures else '　'}この{kind}は、{day}から施行する。"
    if len(rules) == 1:
        own += f"ただし、{rules[0].what}は、{rules[0].day}から施行する。"
    elif rules:
        own += "ただし、次の各号に掲げる規定は、当該各号に定める日から施行する。"
    yield own
    if len(rules) > 1:
        yield from (f"　({at})　{each.what}　{each.day}" for at, each in enumerate(rules, start=1))
    if measures:
        yield "　（経過措置）"
    yield from (f"{at}　{each}" for at, each in enumerate(measures, start=2))


def late_provisions(old: LawTree, middle: LawTree, lines: Sequence[str]) -> str:
    """What of the sentences is not yet in ``middle``, as a 附則 names it; "" where it cannot be told apart or is nothing."""
    late = []
    for sentence, block in _sentences(lines):
        when = _when(old, middle, "\n".join([sentence, *block]))
        if when == "both":
            return ""
        if when == "late":
            late.append(_provision(old, sentence))
    if not late or not all(late):
        return ""
    plain = [each.removesuffix("の改正規定") for each in late if each.endswith("の改正規定")]
    told = [f"{listed(plain)}の改正規定"] if plain else []
    told += [each for each in late if not each.endswith("の改正規定")]
    return told[0] if len(told) == 1 else f"{'、'.join(told[:-1])}並びに{told[-1]}"


def _sentences(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    held: tuple[str, list[str]] | None = None
    for line in lines:
        if looks_amending(line):
            if held:
                yield held
            held = (line, [])
        elif held:
            held[1].append(line)
    if held:
        yield held


def _when(old: LawTree, middle: LawTree, words: str) -> str:
    """ "early", "late", or "both" for a sentence that can be neither."""
    made = apply(old, words)
    before, after, there = (Counter(lines_of(read(each))) for each in (old, made.tree, middle))
    come, gone = after - before, before - after
    if made.failures or not (come or gone):
        return "both"
    if not come - there and not any(there[line] > after[line] for line in gone):
        return "early"
    if not gone - there and not any(there[line] > before[line] for line in come):
        return "late"
    return "both"


def _provision(old: LawTree, sentence: str) -> str:
    """「第21条第1号の改正規定」, 「第5条の次に2条を加える改正規定」; "" where no short name holds."""
    operations = read_sentence(sentence).operations
    places = [place for each in operations for place in each.places]
    beside = [each for each in operations if each.verb == "add" and each.side in ("after", "before")]
    shared = _shared(places)
    if any(len(each.places[0].steps) <= len(shared.steps) for each in beside):
        shared = Place(shared.steps[:-1])
    if any(each.verb == "renumber" and each.places[0].steps == shared.steps for each in operations):
        shared = Place(shared.steps[:-1])
    if shared.steps and shared.kind != "law":
        return f"{words_of(shared, None, habit_of(old.text))}の改正規定"
    words = sentence.strip("　 。").replace("に次の", "に")
    return "" if "「" in words or not words.endswith("る") else f"{words}改正規定"


def _shared(places: Sequence[Place]) -> Place:
    first = places[0]
    size = len(first.steps)
    for each in places[1:]:
        size = min(
            size, next((n for n, (a, b) in enumerate(zip(first.steps, each.steps, strict=False)) if a != b), len(each.steps))
        )  # fmt: skip
    same = all(each.steps == first.steps and each.part == first.part for each in places)
    return Place(first.steps[:size], first.part if same else "")


def listed(places: Sequence[str]) -> str:
    """「第2条」, 「第2条及び第4条」, 「第2条から第4条まで」 for three and more that run on."""
    numbers = [found[1] if (found := re.fullmatch(r"第(\d+)条", each)) else "" for each in places]
    runs = len(places) > 2 and all(numbers)
    if runs and [int(each) for each in numbers] == list(
        range(int(numbers[0]), int(numbers[0]) + len(places))
    ):
        return f"{places[0]}から{places[-1]}まで"
    return places[0] if len(places) == 1 else f"{'、'.join(places[:-1])}及び{places[-1]}"
