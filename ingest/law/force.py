"""When a regulation is in force, by its own words: 公布日, 施行日 (in parts too), 適用日, 廃止. Knows one document.

What cannot be told from the text (「規則で定める日」) stays open, with the arithmetic that bounds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.law.commencement import DAY, Start, read_starts, sentences
from ingest.law.front import own_promulgation
from ingest.law.lawname import LAW_NUMBER, NO_NAMES, Names, authorities_in, name_ending
from ingest.law.numbers import NUMERAL, find_wareki, kanji_number, parse_wareki
from ingest.law.periods import period
from ingest.law.tree import LawTree, Node

_REPEALED = re.compile(r"(?:は、?(?:これを)?廃止する|を廃止する(?=。))")
_OWN = r"この(?:条例|規則|規程|規約|要綱|要領|訓令|告示)は、?"
_ENDS = re.compile(
    rf"{_OWN}(?:[^。]{{0,60}}?施行し、)?({DAY})(?:限り|をもって)(?:で)?、?(?:その)?(?:効力を失う|失効する|廃止する)"
)
_ENDS_AFTER = re.compile(
    rf"{_OWN}(?:この(?:条例|規則|規程|要綱|要領|訓令|告示)の)?施行の日から起算して({NUMERAL})(?:箇|か|ヶ)?(年|月)を経過した日(限り|に)、?(?:その)?効力を失う"
)
OLD = 4
"""Years. An open 施行日 (「規則で定める日」) this much older than the newest known one has come long since."""


@dataclass(frozen=True, slots=True)
class Enactment:
    """One 附則: which 例規番号 it came with (``number``; "" for the first), when that was promulgated, and what begins when.

    ``applied`` is a 適用日 that differs from the 施行日; ``repeals`` are (name, number) of what it ends.
    """

    anchor: str
    number: str
    promulgated: date | None
    starts: tuple[Start, ...]
    applied: date | None = None
    repeals: tuple[tuple[str, str], ...] = ()

    @property
    def main(self) -> Start | None:
        """The start of the whole; of a 附則 that names only parts, its first one."""
        return next((start for start in self.starts if not start.what), None) or next(iter(self.starts), None)

    @property
    def parts(self) -> tuple[Start, ...]:
        return tuple(start for start in self.starts if start.what)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on which something of it begins."""
        return tuple(start.day for start in self.starts if start.day)


@dataclass(frozen=True, slots=True)
class Force:
    """``promulgated`` is the day of the regulation itself; ``enactments`` are its 附則 in order.

    ``current`` is the day from which the text as it stands is in force: that of its last 附則; None where that is open.
    ``until`` is the last day of one that ends by its own words (「令和8年3月31日限り、その効力を失う」).
    """

    promulgated: date | None
    enactments: tuple[Enactment, ...]
    current: date | None
    until: date | None = None


def read_force(tree: LawTree, *, names: Names = NO_NAMES) -> Force:
    """What the text says of its own days. ``current`` is None unless it can be told with certainty."""
    names = names.joined((), authorities_in(tree.text))
    own = own_promulgation(tree)
    enactments = []
    for node in tree.root.children:
        if node.kind == "suppl":
            number = _number_in(node.caption)
            day = (_promulgation(node.caption) or _told_above(tree, number)) if node.caption else own
            enactments.append(_enactment(tree, node, number, day, names))
    ended = _repeals(_main(tree), names)
    if ended and enactments:
        enactments[0] = replace(enactments[0], repeals=tuple(dict.fromkeys((*ended, *enactments[0].repeals))))
    elif ended:
        enactments = [Enactment("", "", own, (), None, ended)]
    return Force(own, tuple(enactments), current_day(enactments), _until(tree, enactments))


def _main(tree: LawTree) -> str:
    """The text before the first 附則: 「○○条例は、廃止する。」 of one that repeals stands there."""
    first = next((node for node in tree.root.children if node.kind == "suppl"), None)
    return tree.text[: first.start] if first else tree.text


def _told_above(tree: LawTree, number: str) -> date | None:
    """The day of an amendment, where the lines under the 題名 have it (「改正　平成9年3月25日条例第8号」)."""
    match = re.match(rf"(?P<year>(?:昭和|平成|令和)(?:元|{NUMERAL})年)(?P<rest>.*第{NUMERAL}号)$", number)
    head = "".join(tree.text_of(node) for node in tree.root.children if node.kind == "number")
    for found in (
        re.finditer(rf"(?P<day>{DAY})[ 　]*(?P<rest>[^\s0-9０-９、]{{0,14}}第{NUMERAL}号)", head)
        if match
        else ()
    ):
        same = match and found["day"].startswith(match["year"]) and match["rest"].endswith(found["rest"])
        if same and (day := parse_wareki(found["day"], strict=False)):
            return day
    return None


def _until(tree: LawTree, enactments: list[Enactment]) -> date | None:
    """The last day by the main part or the first 附則; another 附則 tells of its own amendment, and 改め文 of another text."""
    if "改正する" in tree.title:
        return None
    first = next((node for node in tree.root.children if node.kind == "suppl"), None)
    text = tree.text[: first.end] if first else tree.text
    if match := _ENDS.search(text):
        return parse_wareki(match[1], strict=False)
    begins = enactments[0].main.day if enactments and enactments[0].main else None
    if begins and (match := _ENDS_AFTER.search(text)):
        counted = period(begins, kanji_number(match[1]) or 0, match[2], inclusive=True, name="施行の日")
        return counted.after if match[3] == "限り" else counted.last
    return None


def _promulgation(caption: str) -> date | None:
    days = find_wareki(caption)
    return parse_wareki(days[0].text) if days and days[0].day and days[0].valid else None


def _number_in(caption: str) -> str:
    match = LAW_NUMBER.search(caption) or re.search(
        rf"(?:条例|規則|規程|告示|訓令(?:甲|乙)?|要綱)第{NUMERAL}号", caption
    )
    return match[0] if match else caption


def _enactment(tree: LawTree, node: Node, number: str, day: date | None, names: Names) -> Enactment:
    text = tree.text_of(node)
    starts = read_starts(text, day)
    applied = None
    for sentence in sentences(text) if starts else ():
        if match := re.search(rf"({DAY})(?:から|以後[^。]*に?)適用する", sentence):
            applied = parse_wareki(match[1])
    return Enactment(node.anchor, number, day, starts, applied, _repeals(text, names))


def _repeals(text: str, names: Names) -> tuple[tuple[str, str], ...]:
    """「みどり市○○条例（平成17年みどり市条例第9号）は、廃止する。」; those in a list below 「次に掲げる条例は、廃止する。」 too."""
    found: list[tuple[str, str]] = []
    for match in _REPEALED.finditer(text):
        sentence = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        numbers = list(LAW_NUMBER.finditer(text, sentence, match.start()))
        if not numbers and re.search(r"次に掲げる|次の", text[sentence : match.start()]):
            end = text.find("\n附", match.end())
            numbers = list(LAW_NUMBER.finditer(text, match.end(), end if end > 0 else len(text)))
        for number in numbers:
            name = name_ending(text, number.start() - 1, names)
            if name:
                found.append((name, number[0]))
    return tuple(dict.fromkeys(found))


def current_day(enactments: Sequence[Enactment]) -> date | None:
    """The latest 施行日 of all 附則; None when one that is not old is open."""
    known = [each.main.day for each in enactments if each.main and each.main.day]
    if not known:
        return None
    newest = max(known)
    for each in enactments:
        year = each.promulgated.year if each.promulgated else _year(each.number) or newest.year
        if (each.main is None or each.main.day is None) and year > newest.year - OLD:
            return None
    return newest


def _year(number: str) -> int | None:
    found = find_wareki(number)
    return found[0].year if found else None
