"""A day of the week told otherwise than the library has it: 「毎週水曜日に午後7時まで」 where the page has 木曜日. Knows no dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.checks.grounds.pools import Said, read_sentences
from app.checks.library.close import of_subject
from app.result import Finding
from app.retrieval import Evidence
from app.text.wording import pairs

_DAY = re.compile(
    r"(?P<all>(?:毎週|毎月|第[0-9０-９一二三四](?:[・、]第?[0-9０-９一二三四])?)?[のは、 　]?(?P<day>[月火水木金土日])曜(?:日)?)(?![・、からまで～〜]*[月火水木金土日]曜)"
)
_OFTEN = re.compile(r"毎週|毎月|第[0-9０-９一二三四]|定休|休館|休[みむ業]|延長|受付|収集|開[くい館庁]|相談")
_DATED = re.compile(r"[0-9０-９]{1,2}日")
_SHARED, _MOST = 3, 0.5
_TOLD = "「{text}」は、「{source}」では「{told}」です。曜日を確かめてください。"


def misweekly(text: str, near: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each weekday that all sentences of the same words in papers of the subject give otherwise, in one way."""
    for mine in _lines(text):
        own = _day(mine)
        if own is None or not _OFTEN.search(mine.text):
            continue
        found = [
            (told, one)
            for one in near
            for said in _lines(one.words)
            if (told := _day(said)) is not None and _one_thing(mine, said, one)
            if _unit(mine) & _unit(said) or of_subject(text, one, mine.start)
        ]
        if not found or len({told["day"] for told, _ in found}) > 1 or found[0][0]["day"] == own["day"]:
            continue
        told, one = found[0]
        label = one.citation.label
        words = _TOLD.format(
            text=own["all"].strip(" 　の、は"), source=label, told=told["all"].strip(" 　の、は")
        )
        start = mine.start + own.start("all")
        yield Finding("fact.conflict", "warning", words, start, start + len(own["all"]), source=label)


@lru_cache(maxsize=1024)
def _lines(text: str) -> tuple[Said, ...]:
    """The sentences that end with 「。）」 put together with what follows: 「毎週木曜日（祝日を除く。）に、午後7時まで」."""
    found: list[Said] = []
    for said in read_sentences(text):
        last = found[-1] if found else None
        if last and last.end == said.start and last.text.endswith(("。）", "。)")):
            found[-1] = Said(
                last.start,
                said.end,
                last.text + said.text,
                last.spans + said.spans,
                last.words | said.words,
                last.values | said.values,
            )
        else:
            found.append(said)
    return tuple(found)


def _day(said: Said) -> re.Match[str] | None:
    """The only day of the week of a sentence that has no dates."""
    found = list(_DAY.finditer(said.text))
    several = len({each["day"] for each in found}) != 1 or re.search(
        r"[月火水木金土日][・、][月火水木金土日]", said.text
    )
    return None if several or _DATED.search(said.text) else found[0]


def _unit(said: Said) -> frozenset[object]:
    """The 課 and the halls of a sentence: one that both name is opened by one calendar."""
    return frozenset(each.value for each in said.spans if each.kind in ("組織", "施設"))


def _one_thing(mine: Said, said: Said, one: Evidence) -> bool:
    """Whether two sentences have words or a time in common, and most of those of the text's."""
    own = mine.words & (said.words | pairs(one.citation.label))
    same = mine.values & said.values
    return len(own) + 2 * len(same) >= _SHARED and len(own) + 2 * len(same) >= _MOST * len(mine.words)
