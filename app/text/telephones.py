"""The office that words name, and its telephone in a text. Knows nothing of sources: the number of another office is never taken."""

from __future__ import annotations

import re

WITH_AREA = r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}"
PHONE = re.compile(rf"(?:{WITH_AREA}|(?<![0-9-])[2-9][0-9]-[0-9]{{3,4}})(?![0-9-])")
"""With its area, or as the town writes it for itself: 55-3112."""
_ENDS = r"(?:課|室|館|局|所|センター|消防本部|支所|署|係)"
_OFFICE = re.compile(
    rf"(?:.*(?:(?<!都)市(?![民立場])|[一-龠ぁ-ん](?:町(?![民立内場])|村(?![民立内場]))|部(?!局)|委員会))?(?P<office>[^\s、。・（）()「」0-9０-９]{{1,14}}?{_ENDS})"
)
_OTHER = re.compile(
    r"[^\s、。・（）()「」|0-9０-９]{2,12}(?:課|室|館|局|所|センター)(?=[ 　]*(?:電話|TEL|☎|0[0-9]{1,4}-|[（(]電話))"
)
_UNIT_OF = re.compile(r"(?P<unit>[一-龠ァ-ヶー]{1,8}?係)(?!長)")
_NEAR = 90


def office_of(words: str) -> str:
    """The office of 「○○市○○部○○課○○係」 without what stands before it; "" where none is named.

    >>> office_of("葛浦町まちづくり課"), office_of("みどり市福祉部高齢介護課"), office_of("あさひ沢町町民課　住民係")
    ('まちづくり課', '高齢介護課', '町民課')
    """
    match = _OFFICE.match(words)
    return match["office"] if match else ""


def telephone_of(office: str, text: str, *, own: bool, unit: str = "") -> str:
    """The telephone that a text writes soon after the office's name, or on the office's ``own`` page under 問い合わせ; "".
    Where a ``unit`` (財政係) of the office is asked for, the number of another of its units is not taken."""
    return _named(office, text, unit) or (_asked_of(office, text) if own else "")


def unit_of(words: str) -> str:
    """The 係 that words name, "" for none: 財政係 of 「○○町総務課財政係　田中」."""
    match = _UNIT_OF.search(words)
    return match["unit"] if match else ""


def _named(office: str, text: str, unit: str) -> str:
    """The telephone behind one of the places where the office is named, no other office's before it."""
    at = text.find(office) if office else -1
    while at >= 0:
        end = at + len(office)
        match = PHONE.search(text, end, end + _NEAR)
        between = text[end : match.start() + 2] if match else ""
        other = unit_of(between)
        if match and not _OTHER.search(between) and not (unit and other and unit not in between):
            return match[0]
        at = text.find(office, end)
    return ""


def _asked_of(office: str, text: str) -> str:
    """The telephone under 「問い合わせ」 on the office's own page, unless it is another office's there."""
    at = max(text.find("問い合わせ"), text.find("問合せ"))
    match = PHONE.search(text, at) if at >= 0 else None
    other = _OTHER.search(text, at, match.start() + 2) if match else None
    return match[0] if match and (other is None or office in other[0]) else ""
