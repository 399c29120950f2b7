"""Whether an answer tells of what is over: days that have passed, a page of a past year, a text no longer in force.

It is told all the same, since nothing newer is there; the resident is told that too. Knows no wording and no search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from app.residents.composing import Line
from app.residents.over import is_over
from ingest.law.numbers import parse_day

_DAY = re.compile(r"(?:(?:令和|平成)(?:元|\d{1,2})年|(?:19|20)\d\d年)\d{1,2}月\d{1,2}日")
_JOINT = re.compile(r"^(?:[（(][^）)]{1,6}[）)])?(?:から|~|〜|～|-|－|より)")
_UNTIL = re.compile(rf"{_JOINT.pattern}(?:(\d{{1,2}})月)?(\d{{1,2}})日")
_LASTS = re.compile(
    r"^(?:[（(][^）)]{1,6}[）)])?(?:から|以降|以後|より|現在|時点|付け?|に?(?:生まれ|改正|施行|開[始設館所]|廃止|制定|始ま|変わ|統合|合併))"
)
"""What a day begins: 「令和7年4月1日から無料です」 is so today."""
_CHANGED = re.compile(
    r"^(?:[（(][^）)]{1,6}[）)])?(?:に、?|、)[^。、\n]{0,30}?(?:変わ|変更|改正|改定|見直|広げ|広が|拡大|拡充|増や|減ら|新設|設け|導入|引き上げ|引き下げ|値上げ|値下げ|移転|統合|(?<!中止に)(?<!延期に)(?<!終了に)なりました)"
)
"""「令和7年4月1日に200円から300円に変わりました」: what it became is so today."""


def told_bygone(lines: Sequence[Line], today: date) -> str:
    """ "passed" where every full day of ``lines`` is before ``today``, "old" where their page is of a past year, else ""."""
    if lines and is_over(lines[0].hit, today):
        return "old"
    ends = [end for line in lines for end in ends_in(line.text)]
    return "passed" if ends and all(end is not None and end < today for end in ends) else ""


def ends_in(text: str) -> Iterable[date | None]:
    """The last day of each span that ``text`` names with its year; None for one that has begun and goes on.

    >>> list(ends_in("令和7年11月4日から11月28日まで")), list(ends_in("令和7年4月1日から無料です"))
    ([datetime.date(2025, 11, 28)], [None])
    """
    plain = unicodedata.normalize("NFKC", text)
    for match in _DAY.finditer(plain):
        day = parse_day(match[0])
        if day is None:
            continue
        behind = plain[match.end() :]
        if span := _UNTIL.match(behind):
            yield _later(day, int(span[1] or day.month), int(span[2]))
        elif _DAY.match(_JOINT.sub("", behind)):
            continue  # the end of the span stands with its own year
        else:
            yield None if _LASTS.match(behind) or _CHANGED.match(behind) else day


def _later(start: date, month: int, day: int) -> date | None:
    year = start.year + ((month, day) < (start.month, start.day))
    try:
        return date(year, month, day)
    except ValueError:
        return None
