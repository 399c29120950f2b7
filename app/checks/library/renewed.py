"""What a paper of the library says has changed, told as it was: a section's old name, the rain.

Knows no figures' states: only what the papers say in so many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.checks.grounds.pools import read_spans
from app.checks.grounds.values import calendar_day, parts
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span

_UNIT = r"[一-龠々ァ-ヶーぁ-ん]{0,12}?(?:課|係|室|部|局|班|担当|センター|館|所|園|校)"
_RENAMED = r"(?:名称変更|名称を変更|改称|改組|改編|変更|改め)"
_NEW_FIRST = re.compile(
    rf"(?P<new>[一-龠々ァ-ヶー]*{_UNIT})[（(][^（）()]{{0,16}}?(?P<old>[一-龠々ァ-ヶー][一-龠々ァ-ヶーぁ-ん]{{0,10}}(?:課|係|室|部|局|班|担当|センター|館|所|園|校))(?:から|より|を)(?:[^（）()]{{0,4}})?{_RENAMED}"
)
_OLD_FIRST = re.compile(
    rf"(?P<old>[一-龠々ァ-ヶー][一-龠々ァ-ヶーぁ-ん]{{0,10}}(?:課|係|室|部|局|班|センター|館|所|園|校))」?(?:の名称を|を|は、?|から)[「]?(?P<new>[一-龠々ァ-ヶー][一-龠々ァ-ヶーぁ-ん]{{0,12}}(?:課|係|室|部|局|班|センター|館|所|園|校))[」]?(?:に{_RENAMED}|に、[^。\n]{{0,80}}?{_RENAMED})"
)
_THEN = re.compile(r"旧|前身|当時|これまで|から|より|改称|変更|廃止|元")
_OLD_NAME = (
    "「{old}」は、「{source}」では「{new}」に名前が変わっています。今の名前に直すかを確かめてください。"
)
_RAIN = re.compile(
    r"(?:雨天|荒天|悪天候|降雪|雨)(?:の|時|の時|のとき)?(?:場合|とき|時|決行|中止|順延|延期)?[はも、 　]{0,3}(?P<then>[^。\n]{0,30})"
)
_ENDS = (
    ("延期し", re.compile(r"(?:延期|順延)(?!しな|はしな|せず|しませ|はありませ|なし)")),
    ("決行し", re.compile(r"(?:決行|実施|開催)(?!しな|せず|しませ)(?:します|する|$|。|）)|雨天決行")),
    ("中止し", re.compile(r"中止(?!しな|せず|しませ|の場合|する場合)")),
)
_RAINED = "「{mine}」は、「{source}」では「{theirs}」です。天候が悪いときの扱いを確かめてください。"


def renamed(text: str, evidence: Sequence[Evidence], today: date) -> Iterator[Finding]:
    """A warning for each section that a paper says has another name by now."""
    for one in evidence:
        for form in (_NEW_FIRST, _OLD_FIRST):
            for match in form.finditer(one.words):
                days = [_begins(each) for each in read_spans(match[0])]
                old, new = match["old"], match["new"]
                if any(day and day > today for day in days) or old in new or new.endswith(old):
                    continue
                yield from _still(text, re.sub(r"^.*(?:に|、)", "", old), new, one)


def _begins(span: Span) -> date | None:
    """The day of a date, the first one of a month."""
    year, month, day = parts(span)
    return calendar_day(span) if day else date(year, month, 1) if year and month else None


def _still(text: str, old: str, new: str, one: Evidence) -> Iterator[Finding]:
    for place in re.finditer(rf"{re.escape(old)}(?![一-龠々])", text):
        line = text[text.rfind("\n", 0, place.start()) + 1 : text.find("\n", place.end()) % (len(text) + 1)]
        if not _THEN.search(line.replace(old, "")) and new not in line:
            told = _OLD_NAME.format(old=old, new=new, source=one.citation.label)
            yield Finding(
                "fact.conflict", "warning", told, place.start(), place.end(), source=one.citation.label
            )


def rained(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning where the text puts off in bad weather what the papers of the matter call off."""
    told = [
        (way, match[0], one)
        for one in papers
        for match in _RAIN.finditer(one.words)
        if (way := _way(match[0]))
    ]
    ways = {way for way, _, _ in told}
    for match in _RAIN.finditer(text) if len(ways) == 1 else ():
        own = _way(match[0])
        if own and own not in ways:
            _, words, one = told[0]
            message = _RAINED.format(
                mine=match[0].strip(" 　"), theirs=words.strip(" 　"), source=one.citation.label
            )
            yield Finding(
                "fact.negation", "warning", message, match.start(), match.end(), source=one.citation.label
            )


def _way(words: str) -> str:
    """What is done then; "" where several things may be."""
    found = [name for name, form in _ENDS if form.search(words)]
    return found[0] if len(found) == 1 else ""
