"""How a regulation writes its numbers: 第12条の2, 第十二条の二 or 第１２条の２, and 項 and 号 in their own marks. Knows no structure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.law.width import narrow, wide

UNITS = {
    "part": "編", "chapter": "章", "section": "節", "subsection": "款", "division": "目", "article": "条",
    "paragraph": "項", "item": "号", "appendix_table": "表", "form": "様式", "appendix": "別記",
}  # fmt: skip
_RUN = re.compile(r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*")
_TWO_DIGITS = 10
_DIGITS = "〇一二三四五六七八九"
_KANA = tuple("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
_IROHA = tuple(
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_ORDERS = (
    _KANA,
    _IROHA,
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
    tuple("abcdefghijklmnopqrstuvwxyz"),
)


@dataclass(frozen=True, slots=True)
class Numerals:
    """``habit``: "half" (第12条), "full" (第１２条), "mixed" (第２条, 第12条: one digit wide, more narrow) or "kanji" (第十二条)."""

    habit: str = "half"

    def count(self, number: int) -> str:
        if self.habit == "kanji":
            return kanji(number)
        full = self.habit == "full" or (self.habit == "mixed" and 0 <= number < _TWO_DIGITS)
        return wide(str(number)) if full else str(number)

    def ordinal(self, number: str, unit: str) -> str:
        """「第12条の2」 of "12_2" and 条."""
        head, *branches = (self.count(int(part)) for part in number.split("_"))
        return f"第{head}{unit}{''.join('の' + part for part in branches)}"


def habit_of(text: str) -> Numerals:
    """The habit of a whole text, by its first 条名 or, without 条, its 項."""
    found = re.search(
        r"(?m)^[ 　#*]*(?:[（(][^（）()\n]*[）)])?第([0-9]+|[０-９]+|[〇一二三四五六七八九十百]+)[ 　]*条",
        text,
    )
    if found is None:
        return Numerals(_wide_habit(text) if re.search(r"(?m)^[０-９]+　", text) else "half")
    first = found[1][0]
    return Numerals(
        "half" if first in "0123456789" else _wide_habit(text) if first in "０１２３４５６７８９" else "kanji"
    )


def _wide_habit(text: str) -> str:
    """ "mixed" where most numbers of several digits are narrow beside wide single ones (第４条 and 500円), else "full"."""
    narrow, wide = (
        len(re.findall(rf"(?<![{digits}]){each}", text))
        for digits, each in (("0-9", "[0-9]{2,}"), ("０-９", "[０-９]{2,}"))
    )
    return "mixed" if narrow > wide else "full"


def habit_within(text: str) -> Numerals:
    """The habit of an amendment: by the first number of a 条 or 項 that it names anywhere."""
    found = re.search(
        r"第([0-9０-９〇一二三四五六七八九十百])[0-9０-９〇一二三四五六七八九十百]*[条項]", text
    )
    if found is None:
        return habit_of(text)
    first = found[1]
    return Numerals(
        "half" if first in "0123456789" else "full" if first in "０１２３４５６７８９" else "kanji"
    )


def widths(text: str, habit: Numerals) -> str:
    """A text of another habit with its digits in this one's width; 漢数字 are left alone.

    >>> widths("第4条第12項中「500円」", Numerals("mixed"))
    '第４条第12項中「500円」'
    """
    if habit.habit == "full":
        return wide(re.sub(r"\(([0-9]+)\)", r"（\1）", text))
    if habit.habit == "half":
        return narrow(re.sub(r"（([０-９]+)）", r"(\1)", text))
    if habit.habit == "mixed":
        return _RUN.sub(lambda run: wide(run[0]) if len(run[0]) == 1 else narrow(run[0]), text)
    return text


def kanji(number: int) -> str:
    """十二, 百五, 千二百."""
    if number == 0:
        return _DIGITS[0]
    places = zip(("千", "百", "十", ""), f"{number:04}"[-4:], strict=True)
    head = kanji(number // 10000) + "万" if number >= 10000 else ""
    return head + "".join(
        ("" if digit == "1" and unit else _DIGITS[int(digit)]) + unit
        for unit, digit in places
        if digit != "0"
    )


def remark(mark: str, old: str, number: str) -> str:
    """The mark of number ``old`` for another number: 「(3)」 → 「(4)」; 「三」 → 「四」; 「ウ」 → 「エ」; 「第3条」 → 「第4条」."""
    head, *branches = number.split("_")
    found = re.match(
        r"^(第|[(（]?)([0-9]+|[０-９]+|[〇一二三四五六七八九十百]+|[ア-ンヰヱ]|[a-zａ-ｚ]+)(条|[編章節款目]|[)）]?)",
        mark,
    )
    if found is None:
        return mark
    shown = found[2]
    habit = Numerals(
        "half" if shown[0] in "0123456789" else "full" if shown[0] in "０１２３４５６７８９" else "kanji"
    )
    order = next(
        (
            each
            for each in _ORDERS
            if shown in each and str(each.index(shown) + 1) == old.split("_", maxsplit=1)[0]
        ),
        None,
    )
    new = order[int(head) - 1] if order and int(head) <= len(order) else habit.count(int(head))
    tail = "".join("の" + habit.count(int(part)) for part in branches)
    rest = re.sub(r"^(?:の[0-9０-９〇一二三四五六七八九十]+)+", "", mark[found.end() :])
    return f"{found[1]}{new}{found[3]}{tail}{rest}"
