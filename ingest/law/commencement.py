"""What a 附則 says of the days on which something begins: 「ただし、第2条の規定は、令和9年4月1日から施行する。」 Knows one 附則.

What cannot be told from the words (「規則で定める日」) stays open, with the arithmetic that bounds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingest.law.lawname import LAW_NUMBER, number_key
from ingest.law.numbers import NUMERAL, kanji_number, parse_wareki, to_wareki
from ingest.law.periods import period
from ingest.law.sentences import sentence_ends

DAY = rf"(?:明治|大正|昭和|平成|令和)(?:元|{NUMERAL})年{NUMERAL}月{NUMERAL}日"
_APART = re.compile(r"(?<=[0-9０-９年月治正昭平成令和]) (?=[0-9０-９年月日])")
"""OCR parts a day: 「平成 8 年 4 月 1 日」."""
_MADE_KNOWN = r"(?:公布|告示|公表|公示|令達)の日"
_SPAN = rf"({NUMERAL})(?:箇|か|ヶ|カ)?(日|週間|月|年)"
_FROM_SPAN = re.compile(rf"{_MADE_KNOWN}(の翌日)?から(起算して)?、?{_SPAN}を(経過した日|超えない範囲内)")
_ENFORCED = re.compile(r"(?:から(?:これを)?施行(?:する|し、)|から、これを施行する|に定める日から施行)")
_LATER = re.compile(rf"{_MADE_KNOWN}又は({DAY})のいずれか遅い日")
ELSEWHERE = {"令和4法律67": date(2025, 6, 1)}
"""施行日 of national laws that 例規 follow (「刑法等の一部を改正する法律の施行の日から」: 令和5年政令第318号), by number."""
_SAME = rf"同(?:年|{NUMERAL}年){NUMERAL}月{NUMERAL}日"
_NOTED = re.compile(
    rf"[（(][^（）()\n]*第{NUMERAL}号で、?(?P<day>{DAY}|{_SAME})から(?:これを)?施行[^（）()\n]*[）)]"
)
_WHEN = r"(?:同年|公布|告示|公表|公示|令達|明治|大正|昭和|平成|令和|規則で|教育委員会|市長|町長|村長|当該|[^、は]{2,60}の施行の日)"
_PART = re.compile(rf"(.{{2,400}}?)は、?({_WHEN}.*)$")
_PIECES = re.compile(r"(?<=から)、(?=第|別表|附則|様式|目次|題名|その他|これらの|同条|次条|前条)")
_SELF = re.compile(
    r"^(?:[0-9０-９]+[.．]?[ 　]*)?(?:第[^\s　]{1,6}条[ 　]+)?この(?:条例|規則|法律|規程|規約|要綱|要領|訓令|告示|政令|省令|細則|府令|内規)(?P<of>は|中|のうち)、?"
)
_PROVISIONS = re.compile(
    r"(?:規定|[条項号表式次名文則])(?:[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)])?$"
)
REST = re.compile(
    r"^(?:その他|これら|前[0-9各]?号(?:に掲げる規定)?以外|前号に掲げるもの以外|上記以外)の?規定?"
)
"""「その他の規定」: everything that was not named."""


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


def read_starts(text: str, promulgated: date | None) -> tuple[Start, ...]:
    """Everything that a 附則 lets begin, in its order: the whole first, where it is told so, then the parts."""
    found: list[Start] = []
    text = _APART.sub("", text)
    for sentence in sentences(text):
        if _ENFORCED.search(sentence):
            found.extend(_starts(sentence, text, promulgated, first=not found))
    return tuple(_told_later(text, start) for start in found)


def _told_later(text: str, start: Start) -> Start:
    """「同年7月1日」, and the day that the editors note below: 「（平成7年規則第5号で平成7年7月1日から施行）」."""
    if start.day is None and (same := re.search(rf"({_SAME})から", start.basis)):
        before = text[: max(0, text.find(start.basis)) + same.start()]
        return replace(start, day=_day_of(same[1], before))
    if start.day or "で定める" not in start.basis:
        return start
    noted = [_day_of(match["day"], text[: match.start("day")]) for match in _NOTED.finditer(text)]
    return replace(start, day=noted[0], latest=None, shown="") if len(noted) == 1 else start


def _day_of(words: str, before: str) -> date | None:
    """A day; 「同年7月1日」 and 「同61年6月3日」 take what they leave out from the last year told before."""
    if words.startswith("同"):
        years = re.findall(rf"((?:明治|大正|昭和|平成|令和))((?:元|{NUMERAL})年)", before)
        if not years:
            return None
        words = "".join(years[-1]) + words[2:] if words.startswith("同年") else years[-1][0] + words[1:]
    return parse_wareki(words, strict=False)


def sentences(text: str) -> list[str]:
    """The sentences of a text, line by line, without the spaces around them."""
    found = []
    for line in text.split("\n"):
        ends = sentence_ends(line)
        starts = [0, *ends]
        found += [line[begin:end].strip() for begin, end in zip(starts, [*ends, len(line)], strict=True)]
    return [each for each in found if each]


def _starts(sentence: str, whole: str, promulgated: date | None, *, first: bool) -> list[Start]:
    if "各号" in sentence and "当該各号" in sentence:
        return _listed(whole, promulgated)
    own = _SELF.match(sentence)
    if first and own and own["of"] == "は" and not re.match("ただし", sentence):
        return [start_of("", sentence, promulgated)]
    rest = sentence.removeprefix("ただし、")
    if own:
        rest = sentence[own.end() :]
    found = _pieces(rest, promulgated)
    if found or not first:
        return found
    return [start_of("", sentence, promulgated)]


def _pieces(words: str, promulgated: date | None) -> list[Start]:
    """「第3条の規定は令和8年10月1日から、第5条の規定は令和9年4月1日から施行する。」 piece by piece."""
    found = []
    for piece in _PIECES.split(words):
        match = _PART.match(piece)
        if match and _PROVISIONS.search(match[1]):
            what = "" if REST.match(match[1]) else match[1]
            found.append(start_of(what, match[2], promulgated))
    return sorted(found, key=lambda each: bool(each.what))


def _listed(whole: str, promulgated: date | None) -> list[Start]:
    """「次の各号に掲げる規定は、当該各号に定める日から施行する」 with the 号 below: 「(1)　第2条の規定　令和5年1月1日」."""
    found = []
    for line in re.findall(
        r"^[ 　]*(?:[（(][0-9０-９一二三四五六七八九十]+[）)]|[⑴-⒇]|[一二三四五六七八九十]+(?=　))[ 　]*(.+)$",
        whole,
        re.M,
    ):
        what, _, when = line.rpartition("　")
        if what and ("日" in when or "公布" in when):
            told = what.strip("　 ")
            found.append(start_of("" if REST.match(told) else told, when, promulgated))
    return found


def start_of(what: str, words: str, promulgated: date | None) -> Start:
    """The start that the words for a day give to ``what``."""
    basis = words.strip()
    words = re.split(r"施行(?:する|し、)", words)[0]
    if match := _LATER.search(words):
        fixed = parse_wareki(match[1], strict=False)
        known = max(promulgated, fixed) if promulgated and fixed else None
        return Start(what, known, basis, shown="" if known else "公布の日が分からないので、決まりません。")
    if match := _FROM_SPAN.search(words):
        return _from_span(what, basis, match, promulgated)
    if match := re.search(rf"({DAY})(?:から|$|。|（|[）)](?:から|$))", words):
        return Start(what, parse_wareki(match[1], strict=False), basis)
    if "の施行の日" in words and (number := LAW_NUMBER.search(words)):
        return Start(what, ELSEWHERE.get(number_key(number[0])), basis)
    if re.search(rf"{_MADE_KNOWN}(?:から|$|。)", words):
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
