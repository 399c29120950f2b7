"""The office that words name, and its telephone in a text. Knows nothing of sources: the number of another office is never taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

WITH_AREA = r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}"
_N, _LINE = "[0-9０-９]", "[-－‐‑–—―−ー]"
_AREA = rf"[0０]{_N}{{1,4}}{_LINE}{_N}{{1,4}}{_LINE}{_N}{{3,4}}"
PHONE = re.compile(rf"(?:{_AREA}|(?<!{_N})(?<!{_LINE})[2-9２-９]{_N}[-－‐‑]{_N}{{3,4}})(?!{_N}|{_LINE}{_N})")
"""With its area, or as the town writes it for itself: 55-3112. In either width, and with any line between."""
_ENDS = r"(?:課|室|館|局|所|センター|消防本部|支所|署|係)"
_OFFICE = re.compile(
    rf"(?:.*(?:(?<!都)市(?![民立場])|[一-龠ぁ-ん](?:町(?![民立内場])|村(?![民立内場]))|部(?!局)|委員会))?(?P<office>[^\s、。・（）()「」0-9０-９]{{1,14}}?{_ENDS})"
)
_OTHER = re.compile(
    r"[^\s、。・（）()「」|0-9０-９]{2,12}(?:課|室|館|局|所|署|校|園|院|会|社|部|組合|団体|センター|支所)"
    r"(?=[ 　]*[（(]?(?:代表|直通)?[）)]?[ 　]*(?:電話|TEL|ＴＥＬ|☎|[0０][0-9０-９]{1,4}[-－]))"
)
_UNIT_OF = re.compile(r"(?P<unit>[一-龠ァ-ヶー]{1,8}?係)(?!長)")
_REACHED = re.compile(
    rf"(?P<who>[^\s、。|｜（）()]{{2,24}})[　 ]*[（(]?(?:電話|TEL|ＴＥＬ|☎)?[　 ：:]*(?:{PHONE.pattern})"
)
_NEAR = 90


def office_of(words: str) -> str:
    """The office of 「○○市○○部○○課○○係」 without what stands before it; "" where none is named.

    >>> office_of("葛浦町まちづくり課"), office_of("みどり市福祉部高齢介護課"), office_of("あさひ沢町町民課　住民係")
    ('まちづくり課', '高齢介護課', '町民課')
    """
    match = _OFFICE.match(words)
    return match["office"] if match else ""


def office_reached(text: str) -> str:
    """The one office that a text names right before a telephone, "" for none or several.

    >>> office_reached("窓口で申し込んでください。\\n生涯学習課体育係　電話 0999-61-3305"), office_reached("電話 0999-61-3305")
    ('生涯学習課', '')
    """
    named = {office_of(match["who"]) for match in _REACHED.finditer(text)} - {""}
    return named.pop() if len(named) == 1 else ""


def telephone_of(office: str, text: str, *, own: bool, unit: str = "") -> str:
    """The telephone that a text writes soon after the office's name, or on the office's ``own`` page under 問い合わせ; "".
    Where a ``unit`` (財政係) of the office is asked for, the number of another of its units is not taken."""
    return _named(office, text, unit) or (_asked_of(office, text, unit) if own else "")


def unit_of(words: str) -> str:
    """The 係 that words name, "" for none: 財政係 of 「○○町総務課財政係　田中」."""
    match = _UNIT_OF.search(words)
    return match["unit"] if match else ""


def unit_told(office: str, phone: str, text: str) -> str:
    """The 係 that alone a telephone is told of where the office is named: 住民係 of 「町民課住民係　55-1203」; "" where the
    text tells it of the office itself.

    >>> unit_told("町民課", "55-1203", "町民課住民係　55-1203"), unit_told("町民課", "55-1203", "町民課　電話55-1203")
    ('住民係', '')
    """
    between = [words for words, found in _places(office, text) if found == phone]
    units = [unit_of(words) for words in between]
    return units[0] if units and all(units) else ""


def told_of(office: str, text: str, at: int) -> bool:
    """Whether the telephone that stands at ``at`` is told of ``office``: it is named soon before, and no other
    office or number stands between.

    >>> text = "税務課　0999-62-1112、環境課　0999-62-1115"
    >>> told_of("税務課", text, 4), told_of("税務課", text, 21), told_of("環境課", text, 21)
    (True, False, True)
    """
    end = text.rfind(office, max(0, at - _NEAR), at) + len(office)
    between = text[end : at + 6]
    return end >= len(office) and not (_OTHER.search(between) or PHONE.search(text[end:at]))


def _named(office: str, text: str, unit: str) -> str:
    """The telephone behind one of the places where the office is named, no other office's before it: the office's own
    before that of one of its units."""
    units = [(unit_of(between), between, phone) for between, phone in _places(office, text)]
    if unit:
        return next((phone for other, between, phone in units if not other or unit in between), "")
    own = (phone for other, _, phone in units if not other)
    return next(own, units[0][2] if units else "")


def _places(office: str, text: str) -> Iterator[tuple[str, str]]:
    """(what stands between, telephone) of each place where the office is named and no other office comes before it."""
    at = text.find(office) if office else -1
    while at >= 0:
        end = at + len(office)
        match = PHONE.search(text, end, end + _NEAR)
        if match and not _OTHER.search(text, end, match.end()):
            yield text[end : match.start()], match[0]
        at = text.find(office, end)


def _asked_of(office: str, text: str, unit: str) -> str:
    """The telephone under 「問い合わせ」 on the office's own page, unless it is another office's there, or another unit's."""
    at = max(text.find("問い合わせ"), text.find("問合せ"))
    match = PHONE.search(text, at) if at >= 0 else None
    other = _OTHER.search(text, at, match.start() + 2) if match else None
    named = unit_of(text[at : match.start()]) if match and unit else ""
    return match[0] if match and (other is None or office in other[0]) and named in ("", unit) else ""
