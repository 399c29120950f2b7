"""When a regulation is in force, by its own words: 公布日, 施行日 (in parts too), 適用日, 廃止. Knows one document.

What cannot be told from the text (「規則で定める日」) stays open, with the arithmetic that bounds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ingest.law.front import own_promulgation
from ingest.law.lawname import LAW_NUMBER, NO_NAMES, Names, authorities_in, name_ending, number_key
from ingest.law.numbers import NUMERAL, find_wareki, kanji_number, parse_wareki, to_wareki
from ingest.law.periods import period
from ingest.law.sentences import sentence_ends
from ingest.law.tree import LawTree, Node

_DAY = rf"(?:明治|大正|昭和|平成|令和)(?:元|{NUMERAL})年{NUMERAL}月{NUMERAL}日"
_SPAN = rf"({NUMERAL})(?:箇|か|ヶ|カ)?(日|週間|月|年)"
_SOURCE = r"(?:この(?:条例|規則|法律|規程|要綱|要領|訓令|告示|政令|省令|細則|府令)は、|この(?:条例|規則|法律|規程|要綱)の?)"
_FROM_SPAN = re.compile(rf"公布の日(の翌日)?から(起算して)?、?{_SPAN}を(経過した日|超えない範囲内)")
_ENFORCED = re.compile(r"(?:から(?:これを)?施行(?:する|し、)|から、これを施行する)")
_REPEALED = re.compile(r"(?:は、?(?:これを)?廃止する|を廃止する(?=。))")
ELSEWHERE = {"令和4法律67": date(2025, 6, 1)}
"""施行日 of national laws that 例規 follow (「刑法等の一部を改正する法律の施行の日から」: 令和5年政令第318号), by number."""
_PART = re.compile(
    r"(.{2,400}?)は、?((?:公布|明治|大正|昭和|平成|令和|規則で|教育委員会|市長|町長|村長|当該|[^、は]{2,60}の施行の日).*)$"
)
OLD = 4
"""Years. An open 施行日 (「規則で定める日」) this much older than the newest known one has come long since."""


@dataclass(frozen=True, slots=True)
class Start:
    """When something begins to be in force. ``what`` "" is the whole, else the words for a part (「第3条の規定」).

    ``day`` None: open; then ``latest`` may bound it. ``basis`` are the words it was read from, ``shown`` the arithmetic.
    """

    what: str
    day: date | None
    basis: str
    latest: date | None = None
    shown: str = ""


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
        return next((start for start in self.starts if not start.what), None)

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
    """

    promulgated: date | None
    enactments: tuple[Enactment, ...]
    current: date | None


def read_force(tree: LawTree, *, names: Names = NO_NAMES) -> Force:
    """What the text says of its own days. ``current`` is None unless it can be told with certainty."""
    names = names.joined((), authorities_in(tree.text))
    own = own_promulgation(tree)
    enactments = []
    for node in tree.root.children:
        if node.kind == "suppl":
            day = _promulgation(node.caption) if node.caption else own
            number = _number_in(node.caption)
            enactments.append(_enactment(tree, node, number, day, names))
    if not enactments and (ended := _repeals(tree.text, names)):
        enactments = [Enactment("", "", own, (), None, ended)]
    return Force(own, tuple(enactments), _current(enactments))


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
    starts: list[Start] = []
    applied = None
    for sentence in _sentences(text):
        if _ENFORCED.search(sentence) or re.search(r"に定める日から施行", sentence):
            starts.extend(_starts(sentence, text, day, first=not starts))
            if match := re.search(rf"({_DAY})(?:から|以後[^。]*に?)適用する", sentence):
                applied = parse_wareki(match[1])
    return Enactment(node.anchor, number, day, tuple(starts), applied, _repeals(text, names))


def _sentences(text: str) -> list[str]:
    found = []
    for line in text.split("\n"):
        ends = sentence_ends(line)
        starts = [0, *ends]
        found += [line[begin:end].strip() for begin, end in zip(starts, [*ends, len(line)], strict=True)]
    return [each for each in found if each]


def _starts(sentence: str, whole: str, promulgated: date | None, *, first: bool) -> list[Start]:
    if "各号" in sentence and "当該各号" in sentence:
        return _listed(whole, promulgated)
    found = []
    if re.match(r"ただし", sentence) or not first:
        # 「ただし、第3条の規定は令和8年10月1日から、第5条の規定は令和9年4月1日から施行する。」
        for piece in re.split(r"(?<=から)、(?=第|別表|附則|様式)", sentence.removeprefix("ただし、")):
            match = _PART.match(piece)
            if match:
                found.append(_start(match[1], match[2], promulgated))
        return found
    return [_start("", sentence, promulgated)]


def _listed(whole: str, promulgated: date | None) -> list[Start]:
    """「次の各号に掲げる規定は、当該各号に定める日から施行する」 with the 号 below: 「(1)　第2条の規定　令和5年1月1日」."""
    found = []
    for line in re.findall(
        r"^[ 　]*(?:[（(][0-9０-９一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+(?=　))[ 　]*(.+)$",
        whole,
        re.M,
    ):
        what, _, when = line.rpartition("　")
        if what and ("日" in when or "公布" in when):
            found.append(_start(what.strip("　 "), when, promulgated))
    return found


def _start(what: str, words: str, promulgated: date | None) -> Start:
    basis = words.strip()
    words = re.split(r"施行(?:する|し、)", words)[0]
    if match := _FROM_SPAN.search(words):
        return _from_span(what, basis, match, promulgated)
    if match := re.search(rf"({_DAY})(?:から|$|。|（)", words):
        return Start(what, parse_wareki(match[1], strict=False), basis)
    if "の施行の日" in words and (number := LAW_NUMBER.search(words)):
        return Start(what, ELSEWHERE.get(number_key(number[0])), basis)
    if re.search(r"公布の日(?:から|$|。)", words):
        return Start(what, promulgated, basis)
    return Start(what, None, basis)


def _from_span(what: str, basis: str, match: re.Match[str], promulgated: date | None) -> Start:
    if promulgated is None:
        return Start(what, None, basis, shown="公布の日が分からないので、計算できません。")
    count, unit = kanji_number(match[3]) or 0, match[4]
    inclusive = bool(match[2])
    begin = date.fromordinal(promulgated.toordinal() + 1) if match[1] else promulgated
    name = "公布の日の翌日" if match[1] else "公布の日"
    counted = period(begin, count, unit, inclusive=inclusive, name=name)
    if match[5] == "経過した日":
        return Start(
            what, counted.after, basis, shown=f"{counted.shown}経過した日は{to_wareki(counted.after)}です。"
        )
    return Start(
        what,
        None,
        basis,
        counted.last,
        f"{counted.shown}遅くとも{to_wareki(counted.last)}までに施行されます。",
    )


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


def _current(enactments: list[Enactment]) -> date | None:
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
