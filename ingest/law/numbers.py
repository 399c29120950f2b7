"""Japanese numbers as regulations write them: 漢数字, 第N条の2, 和暦, 年度.

Knows nothing of structure: it never decides whether 「第3条」 is a heading or a reference. Numerals outside
第N条 forms and dates are left alone (一宮市 and 第三者 must survive).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

NUMERAL = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
"""One whole number in digits of either width or in 漢数字, without grouping (no capture)."""

_DIGITS = {
    c: n
    for n, chars in enumerate(("〇零", "一壱壹", "二弐", "三参", "四", "五", "六", "七", "八", "九"))
    for c in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}

# (name, letter, first day, last day). 明治 begins on the day the reform took effect; until 明治5年 the civil
# calendar was lunar, so days before 1873 convert by name only.
ERAS = (
    ("令和", "R", date(2019, 5, 1), None),
    ("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    ("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    ("大正", "T", date(1912, 7, 30), date(1926, 12, 24)),
    ("明治", "M", date(1868, 1, 25), date(1912, 7, 29)),
)
WEEKDAYS = "月火水木金土日"

_P = r"(?:[0-9０-９]++|[〇一二三四五六七八九十百千]++)"
# A branch number is not one when a counter follows: 「第3条の一部」「第2項の三分の一」「第4条の2以上」.
_COUNTER = "部|般|種|方|切|例外|者|人|つ|の項|名|件|個|箇|か所|ヶ|ヵ|年|月|日|時|分|割|倍|回|度|以上|条|項|号"
_BRANCH = rf"(?:の{_P}(?!{_COUNTER}))"
BRANCHES = rf"{_BRANCH}*"
"""The 枝番号 behind a number, if any (no capture): 「の2の3」 of 第12条の2の3, nothing of 「第3条の一部」."""
# 第一条件, 第一項目, 第一目標, 第一編集 are words.
_UNIT = r"(?:編(?!集|成)|章|節(?!目)|款|目(?!的|標|次)|条(?!件|例|約|文|里)|項(?!目)|号|表)"
_ORDINAL = re.compile(rf"第({_P})({_UNIT})({BRANCHES})|(別表|別図|別紙|付表)第({_P})({BRANCHES})")

_DOTTED = r"(?<![一-龠])[令平昭大明](?=(?:元|[0-9０-９]{1,2})[.．][ 　]*[0-9０-９]{1,2}[.．][ 　]*[0-9０-９])"
_ERA = rf"(令和|平成|昭和|大正|明治|(?<![A-Za-z])[RHSTMＲＨＳＴＭ](?=[0-9０-９元])|{_DOTTED})"
_YEAR = rf"[ 　]*(元|{NUMERAL})"
_WEEKDAY = r"(?:[ 　]*[（(]([月火水木金土日])(?:曜日?)?[）)])?"
_WAREKI = re.compile(
    rf"{_ERA}{_YEAR}(?:[ 　]?年(?!度|間|生)|[.．/／-])"
    rf"(?:[ 　]*({NUMERAL})(?:[ 　]?月|[.．/／-])(?:[ 　]*({NUMERAL})(?:[ 　]?日)?)?)?{_WEEKDAY}"
)
_FISCAL = re.compile(rf"(?:{_ERA}{_YEAR}|([0-9０-９]{{4}}))年度")


def kanji_number(text: str) -> int | None:
    """The value of a whole numeral, None if the text is not one.

    十二 → 12, 二〇二六 → 2026, 1億2千万 → 120000000, １２ → 12, 1,500 → 1500, 元 → 1.
    """
    text = unicodedata.normalize("NFKC", text).replace(",", "")
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if text and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = number = 0
    for c in text:
        if c.isdecimal():
            number = number * 10 + int(c)
        elif c in _DIGITS:
            number = _DIGITS[c]
        elif c in _SMALL:
            section, number = section + (number or 1) * _SMALL[c], 0
        elif c in _LARGE:
            total, section, number = total + (section + number or 1) * _LARGE[c], 0, 0
        else:
            return None
    return total + section + number if text else None


def branch_number(text: str) -> str:
    """A number with its 枝番号 as anchors write it: 「十二条の二の3」 → "12_2_3"; "" without a numeral."""
    values = [kanji_number(part) for part in re.findall(NUMERAL, text)]
    return "_".join(str(value) for value in values if value is not None)


def normalise_ordinals(text: str) -> str:
    """第N条-type numbers (編章節款目条項号表, 枝番号, 別表第N) in half-width digits; nothing else is touched.

    第十二条の二第三項（一宮市、第三者） → 第12条の2第3項（一宮市、第三者）; 第三条の一部 → 第3条の一部.
    """

    def plain(match: re.Match[str]) -> str:
        head, unit, branches = (
            match[1] or match[5],
            match[2] or "",
            match[3] if match[1] else match[6],
        )
        tail = "".join(f"の{kanji_number(part)}" for part in re.findall(NUMERAL, branches))
        return f"{match[4] or ''}第{kanji_number(head)}{unit}{tail}"

    return _ORDINAL.sub(plain, text)


@dataclass(frozen=True, slots=True)
class Wareki:
    """A date written by era.

    ``year`` is of the Western calendar; ``month`` and ``day`` are None where unwritten.
    ``valid`` is False when no such day exists in that era (平成31年5月1日, 令和5年2月29日) or the written
    weekday is not the day's own.
    """

    text: str
    start: int
    end: int
    era: str
    year: int
    month: int | None
    day: int | None
    valid: bool


def _within(first: date, last: date | None, year: int, month: int | None, day: int | None) -> bool:
    if month is None:
        return first.year <= year and (last is None or year <= last.year)
    if day is None:
        return (
            1 <= month <= 12
            and (first.year, first.month) <= (year, month)
            and (last is None or (year, month) <= (last.year, last.month))
        )
    try:
        written = date(year, month, day)
    except ValueError:
        return False
    return first <= written and (last is None or written <= last)


def era_year(era: str, count: str) -> int:
    """The Western year of a year of an era, named whole or by its letter.

    >>> era_year("令和", "6"), era_year("ｒ", "元"), era_year("昭和", "六十四")
    (2024, 2019, 1989)

    Raises ValueError where ``era`` is none or ``count`` is no number.
    """
    named, number = unicodedata.normalize("NFKC", era).upper(), kanji_number(count)
    for name, letter, first, _ in ERAS:
        if named in (name, letter, name[0]) and number is not None:
            return first.year + number - 1
    raise ValueError(f"和暦の年ではありません：{era}{count}")


def find_wareki(text: str) -> tuple[Wareki, ...]:
    """Every date by era in the text, in order: 令和6年12月2日（月）, 昭和六十四年一月, R6.4.1; not 年度."""
    found = []
    for match in _WAREKI.finditer(text):
        era = unicodedata.normalize("NFKC", match[1])
        name, _, first, last = next(e for e in ERAS if era in (e[0], e[1], e[0][0]))
        year = era_year(name, match[2])
        month, day = (kanji_number(part) if part else None for part in (match[3], match[4]))
        valid = _within(first, last, year, month, day)
        if valid and match[5] and month and day:
            valid = WEEKDAYS[date(year, month, day).weekday()] == match[5]
        found.append(Wareki(match[0], match.start(), match.end(), name, year, month, day, valid))
    return tuple(found)


def parse_wareki(text: str, *, strict: bool = True) -> date | None:
    """The day that the whole text names, or None.

    ``strict`` False accepts days past an era's end, as old plans have them (平成37年3月31日).
    """
    text = text.strip()
    found = find_wareki(text)
    if len(found) != 1 or found[0].text != text or not found[0].month or not found[0].day:
        return None
    one = found[0]
    if strict and not one.valid:
        return None
    try:
        return date(one.year, one.month or 1, one.day or 1)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """The day that the whole text names by era or in 西暦 (令和5年4月1日, R5.4.1, 2023-04-01, 2023年4月1日, 2023/4/1), or None."""
    text = unicodedata.normalize("NFKC", text).strip()
    match = re.fullmatch(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?", text)
    if match is None:
        return parse_wareki(text)
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _era_year(day: date) -> str:
    for name, _, first, last in ERAS:
        if first <= day and (last is None or day <= last):
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    raise ValueError(f"明治より前の日は和暦で書けません：{day.isoformat()}")


def to_wareki(day: date, *, weekday: bool = False) -> str:
    """令和6年12月2日, with ``weekday`` 令和6年12月2日（月）. Raises ValueError before 明治."""
    tail = f"（{WEEKDAYS[day.weekday()]}）" if weekday else ""
    return f"{_era_year(day)}{day.month}月{day.day}日{tail}"


def fiscal_year(day: date) -> int:
    """The Western year in which the 年度 (April to March) of the day began."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_period(year: int) -> tuple[date, date]:
    """First and last day of a 年度, both inclusive: 2024 → 2024-04-01, 2025-03-31."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def to_fiscal_wareki(when: date | int) -> str:
    """令和6年度 for a day in it or for the year it began.

    2019 is 令和元年度: offices renamed 平成31年度 in May.
    """
    year = fiscal_year(when) if isinstance(when, date) else when
    return _era_year(date(year, 5, 1)) + "度"


def parse_fiscal(text: str) -> int | None:
    """The Western year in which the first 年度 named in the text began, or None.

    令和6年度, R6年度, 2024年度 → 2024; 平成31年度 and 令和元年度 → 2019.
    """
    match = _FISCAL.search(text)
    if match is None:
        return None
    if match[3]:
        return kanji_number(match[3])
    return era_year(match[1], match[2])
