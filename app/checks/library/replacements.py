"""What this year's papers have in place of a value that only last year's has: the one telephone that is new, the one who
now holds the post. Knows nothing of tables.

A clerk who writes over last year's paper changes each value for another; the one that nobody has used yet is the one meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from app.checks.grounds.alignment import alike, nearness
from app.checks.grounds.pools import Pool, Said, make_pool, read_sentences
from app.checks.grounds.values import COUNTED, agrees, one_name, says
from app.checks.library.companions import Rival
from app.retrieval import Evidence
from app.text.spans import Span
from app.text.wording import pairs

_KINDS = (*COUNTED, "電話", "氏名", "日付", "時刻", "組織", "施設", "年月")
_POST = re.compile(
    r"(?P<post>[一-龠]{0,6}(?:委員長|会長|団長|院長|校長|園長|館長|所長|局長|部長|課長|室長|係長|議長|市長|町長|村長|教育長|理事長|主査|主任|主事|代表取締役|講師|担当者?|責任者|司会|記録))"
)
_SORTS = (
    ("グラム", "キログラム", "トン", "g", "t"),
    ("ミリメートル", "センチメートル", "メートル", "キロメートル", "mm", "cm"),
    ("平方メートル", "平方キロメートル", "ha"),
    ("リットル", "立方メートル", "L"),
    ("秒", "分", "分間", "時間", "日", "日間", "週間", "か月", "年", "年間"),
    ("人", "世帯", "戸"),
    ("%", "割", "ポイント", "倍"),
)
_LEAST, _WORDS, _NEAR, _DIGITS = 2, 3, 2, 4
_CELL = " | "
_BESIDE = 14


def replacement(
    span: Span, mine: Said, text: str, papers: Sequence[Evidence], before: Sequence[tuple[str, Pool]]
) -> Rival | None:
    """The only value of its kind in ``papers`` that neither the text nor last year's paper (``before``) has, in a
    sentence that shares a word with the one at hand; None where there are more, or none."""
    if (
        span.kind not in _KINDS
        or (span.kind == "数" and not span.unit)
        or span.value == 1
        or _CELL in mine.text
    ):
        return None  # a row of a list of many is not written over another
    own = [each for said in read_sentences(text) for each in said.spans if alike(span, each)]
    words, post = _words(mine), _post(span, mine)
    found: dict[object, Rival] = {}
    for one in papers:
        pool = make_pool(one.document.title, 1, one.words)
        for said in pool.said:
            for each in said.spans:
                if not alike(span, each) or _same(each, own) or _before(each, before):
                    continue
                fits = (
                    post and post == _post(each, said)
                    if span.kind == "氏名"
                    else len(words & _words(said)) >= _LEAST
                )
                if fits:
                    found.setdefault((each.value, each.unit), Rival(each, one))
    return next(iter(found.values())) if len(found) == 1 else None


def other_unit(span: Span, mine: Said, papers: Sequence[Evidence]) -> Rival | None:
    """The same figure with another unit of the same sort, among the same words: 「10トンまで」 for 「10kgまで」,
    「5,100円」 for 「5,100千円」; None where the papers have it so nowhere, or in two ways."""
    found: dict[object, Rival] = {}
    for one in papers if span.kind in COUNTED and span.unit and span.value != 1 else ():
        for said in make_pool(one.document.title, 1, one.words).said:
            for each in said.spans:
                near = nearness(span, mine, each, said)
                sure = span.kind == "金額" or (near >= _NEAR and len(mine.words & said.words) >= _WORDS)
                if sure and slipped(span, each):
                    found.setdefault(each.unit, Rival(each, one))
    return next(iter(found.values())) if len(found) == 1 else None


def slipped(one: Span, other: Span) -> bool:
    """Whether two figures have the same digits in units of one sort."""
    if one.kind == other.kind == "金額":
        mine, theirs = (re.sub(r"[^0-9.億万]", "", normalize("NFKC", each.text)) for each in (one, other))
        return mine == theirs and len(mine) >= _DIGITS and one.value != other.value
    sort = next((each for each in _SORTS if one.unit in each), ())
    return (
        other.kind in COUNTED and one.value == other.value and one.unit != other.unit and other.unit in sort
    )


def _same(one: Span, own: Sequence[Span]) -> bool:
    return any(
        (one.value, one.unit) == (each.value, each.unit)
        or agrees(one, each)
        or (one.kind == "組織" and one_name(one.value, each.value))
        or (
            one.kind == "氏名"
            and (str(one.value).startswith(str(each.value)) or str(each.value).startswith(str(one.value)))
        )
        for each in own
    )


def _before(one: Span, before: Sequence[tuple[str, Pool]]) -> bool:
    return any(
        says(each, one, pool.text)
        for _, pool in before
        for said in pool.said
        for each in said.spans
        if alike(one, each)
    )


def _words(said: Said) -> frozenset[str]:
    """The words of a sentence, those of its names too: 「みなせ水道企業団工務課」 tells whose telephone it is."""
    return frozenset(each for each in pairs(said.text) if not each.isdigit())


def _post(span: Span, said: Said) -> str:
    """The post that stands right before or behind a person, its last two characters: 「実行委員長」 is 員長."""
    at, end = span.start - said.start, span.end - said.start
    before = list(_POST.finditer(said.text[max(0, at - _BESIDE) : at]))
    after = _POST.match(said.text[end:].lstrip(" 　（("))
    found = (
        before[-1]
        if before and not re.search("[、。]", said.text[max(0, at - _BESIDE) : at][before[-1].end() :])
        else after
    )
    return found["post"][-3:] if found else ""
