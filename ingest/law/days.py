"""A day as a person writes it, and why it is none: 「平成31年5月1日」 is 令和元年5月1日, 「令和6年4月」 lacks its day. Knows no law of a day."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ingest.law.numbers import ERAS, find_wareki, parse_day, to_wareki

FIRST = min(first for _, _, first, _ in ERAS)
AHEAD = 50
"""Years from today from which a day is taken for a slip of the key: 令和99年."""
_SHORT = re.compile(r"^([明大昭平令])(?=[0-9元])")
_FORMS = "2023-04-01 か 令和5年4月1日 の形で書いてください"
_UNFINISHED = re.compile(r"(?:\D{0,2}(?:\d+|元)|\d{4})年?(?:度|\d{1,2}月)?|\d{4}(?:[-./]\d{1,2})?")


def read_day(text: str, *, today: date | None = None) -> date:
    """The day, also as 20240401 and 令6.4.1. Raises ValueError with what is said behind 「…は」, without the last 。."""
    words = unicodedata.normalize("NFKC", text).strip()
    found = parse_day(_spelled_out(words))
    if found is None:
        raise ValueError(_why(words))
    if found < FIRST:
        raise ValueError("明治より前の日なので使えません。年を確かめてください")
    if found.year > (today or date.today()).year + AHEAD:
        raise ValueError(f"{AHEAD}年より先の日です。年を確かめてください")
    return found


def _spelled_out(words: str) -> str:
    """令6.4.1 as 令和6.4.1, 20240401 as 2024-04-01."""
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", words):
        return "-".join(match.groups())
    names = {name[0]: name for name, *_ in ERAS}
    return _SHORT.sub(lambda match: names[match[1]], words)


def _why(words: str) -> str:
    found = find_wareki(_spelled_out(words))
    whole = found[0] if len(found) == 1 and found[0].text == _spelled_out(words) else None
    if whole and whole.month and whole.day:
        try:
            meant = date(whole.year, whole.month, whole.day)
        except ValueError:
            return "暦にない日です。月と日を確かめてください"
        told = f"年号と日が合いません。その日は{to_wareki(meant)}です" if meant >= FIRST else ""
        return told or f"日付ではありません。{_FORMS}"
    if re.fullmatch(r"\d{4}(?:年|[-./])\d{1,2}(?:月|[-./])\d{1,2}日?|\d{8}", words):
        return "暦にない日です。月と日を確かめてください"
    if whole or _UNFINISHED.fullmatch(words):
        return "日まで書かれていません。2023-04-01 か 令和5年4月1日 のように、月と日も書いてください"
    return f"日付ではありません。{_FORMS}"
