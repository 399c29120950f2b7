"""A 例規 that is cited though it has ended: 「潮見野市個人情報保護条例」 of before 令和5年4月. Knows nothing of articles.

As of the day of the paper: an old one cited what was in force. What is told as of before (「廃止前の」) is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.checks.grounds.values import calendar_day
from app.result import Finding
from app.text.named import find_named, plain_name
from app.text.spans import find_spans, years
from ingest.document import Document
from ingest.ended import Ended, is_number_of, loosely
from ingest.law.lawname import LAW_NUMBER, number_key
from ingest.law.numbers import to_wareki

_BEFORE = re.compile(
    r"廃止|失効|(?<!復)旧|従前|当時|かつて|改正前|全部改正|制定し|沿革|経緯|題名を|統合|閉[館鎖校園]|に代わ|効力を失|なくな"
)
_CLOSED = re.compile(r"[ 　]*(?:（[^（）]*）)?[」』]?[ 　]*(?:を|は、?)?(?:廃止|失効)")
_NUMBER = re.compile(rf"[ 　]*[（(](?P<number>{LAW_NUMBER.pattern})")
_ALONE = re.compile(r"^[ 　]*(?:[（(][^（）()]*[）)])?[ 　]*$")
_HEAD = 200
_REPEALED = "「{text}」は、「{by}」により{last}限りで廃止されています。今の例規に改めるか、廃止前のものを指すのであれば「廃止前の」を付けてください。"
_ENDED = "「{text}」は、{last}限りで効力を失っています。今の例規に改めるか、その時のことであれば、そうと分かるように書いてください。"


def repealed(text: str, ended: Sequence[Ended], laws: Sequence[Document], day: date) -> Iterator[Finding]:
    """A warning for each first citation of a 例規 that had ended on the paper's ``day``."""
    told: set[str] = set()
    for span in find_named(text) if ended else ():
        if span.kind != "例規名" or span.value in told:
            continue
        number = _NUMBER.match(text, span.end)
        key = loosely(number_key(number["number"])) if number else ""
        one = next((each for each in ended if each.last < day and _names(span.text, key, each)), None)
        if one is None or _in_force(span.text, key, one, laws, day) or _of_before(text, span.start, span.end):
            continue
        told.add(str(span.value))
        shape = _REPEALED if one.by else _ENDED
        words = shape.format(text=span.text, by=one.by, last=to_wareki(one.last))
        yield Finding("law.repealed", "warning", words, span.start, span.end, source=one.by or one.name)


def day_of(text: str, today: date) -> date:
    """The day of a paper: the latest line that is a whole date and no more; else the end of the year it is of, at most ``today``."""
    alone = []
    for line in text.split("\n"):
        spans = find_spans(line) if len(line) < 24 else ()
        if len(spans) == 1 and spans[0].kind == "日付" and _ALONE.match(line.replace(spans[0].text, "")):
            day = calendar_day(spans[0])
            alone += [day] if day is not None else []
    if alone:
        return max(alone)
    told = years(find_spans(text[:_HEAD]))
    return min(today, date(max(told) + 1, 3, 31)) if told else today


def _names(words: str, key: str, one: Ended) -> bool:
    """Whether the words name what has ended; a number beside them has to be its number."""
    if key and loosely(number_key(one.number)) != key:
        return False
    mine, theirs = re.sub(r"\s", "", words), re.sub(r"\s", "", one.name)
    return plain_name(mine) == plain_name(theirs) and (mine == theirs or plain_name(mine) in (mine, theirs))


def _in_force(words: str, key: str, ended: Ended, laws: Sequence[Document], day: date) -> bool:
    """Whether another 例規 of that name, and of that number where one is told, is in force on the day."""
    return any(
        each.in_force(day)
        and not is_number_of(each, ended.name, ended.number)
        and plain_name(each.title) == plain_name(words)
        and (not key or loosely(number_key(each.number)) == key)
        for each in laws
    )


def _of_before(text: str, start: int, end: int) -> bool:
    begin = max(text.rfind("\n", 0, start), text.rfind("。", 0, start)) + 1
    close = min((at for at in (text.find("\n", end), text.find("。", end)) if at >= 0), default=len(text))
    return bool(_BEFORE.search(text[begin:start] + " " + text[end:close]))
