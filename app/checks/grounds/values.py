"""When two checkable spans say the same: units, tables, articles, telephones. Knows nothing of drafts or findings.

Stricter than a search: a value with its unit is compared as a whole, never as a piece of text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from app.text.spans import Span, find_spans, supports
from ingest.law.numbers import fiscal_year, kanji_number, normalise_ordinals

NAMED = ("例規名", "様式", "組織", "施設")
DATES = ("日付", "年月", "年", "月")
COUNTED = ("金額", "数", "割合")
SHARES = {"%": 1, "割": 10, "分の": 100}
"""The units of a share of a whole, and how many per cent one of them is."""
_NUMBERING = re.compile(r"^[0-9０-９]{1,2}[ 　]+")
_NOON = 12
_UNIT = re.compile(
    r"(?<=[会部局所団合院館市町村県区])[^会部局所団合院館]{1,8}[課係室]$|^[^会部局所団合院館]{1,8}[課係室]$"
)
_LEAD = " 　\t(（「『#■□●○◆◇・*-"
_NUMERAL = re.compile(r"[0-9]+|[〇一二三四五六七八九十百千]+|元")
_NEXT = re.compile(r"^第[0-9０-９〇一二三四五六七八九十百]+条", re.M)
_PARAGRAPH = re.compile(r"第(\d+)条((?:の\d+)*)第(\d+)項")


@lru_cache(maxsize=2048)
def checkable(text: str) -> tuple[Span, ...]:
    """The spans of ``text`` that state something; the numbers of lists, headings and paper sizes do not.

    「2　人員の配置」 counts nobody, 「第1章」 at the start of a line numbers a heading, 「A4」 is no quantity.
    """
    return tuple(_stating(text))


def _stating(text: str) -> Iterator[Span]:
    for span in find_spans(text):
        line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
        leads = not line.strip(_LEAD)
        if leads and (_NUMBERING.match(span.text) or (span.kind == "回数" and span.text[-1] in "章節")):
            continue
        if span.kind == "文書番号" and "様式" in span.text:  # app.text.named knows forms
            continue
        letter = text[span.start - 1 : span.start]
        if span.kind == "数" and not span.unit and letter.isascii() and letter.isalpha():
            continue
        yield span


def says(source: Span, span: Span, told: str) -> bool:
    """Whether ``source``, found in the text ``told``, says what ``span`` says.

    A bare number says a number of 人 only where ``told`` names that unit for its column: 「参加者（人）」「単位：千円」.
    """
    if span.kind in COUNTED and source.kind in COUNTED:
        return _same_count(source, span, told)
    if span.kind == "条番号" and source.kind == "条番号":
        mine, theirs = _words(span), _words(source)
        return mine == theirs or (theirs.startswith(mine) and theirs[len(mine)] == "第")
    if span.kind in (*DATES, "年度", "時刻"):
        return supports(source, span)
    if span.kind == "氏名" == source.kind:
        return str(source.value).startswith(str(span.value))
    if span.kind in NAMED and source.kind in NAMED:
        return source.value == span.value or (span.kind == "組織" and one_name(source.value, span.value))
    return source.kind == span.kind and _words(source) == _words(span)


def one_name(one: object, other: object) -> bool:
    """Whether one is the other with the body that it belongs to: 「業務課」 and 「環境衛生組合業務課」, not 「高齢福祉課」
    and 「福祉課」."""
    short, long = sorted((str(one), str(other)), key=len)
    return short == long or ("" != _unit(short) == _unit(long))


def _unit(name: str) -> str:
    found = _UNIT.search(name)
    return found[0] if found else ""


FOLLOWED = {"年度": ("日付", "年月"), "条番号": ("条番号",)}
"""From which kinds of spans one of a kind may follow."""


def follows(source: Span, span: Span, told: str) -> str:
    """Why ``span`` follows from ``source`` though nobody wrote it: a 年度 from a day, a 項 from its article; or ""."""
    if span.kind == "年度" and source.kind in ("日付", "年月"):
        year, month, _ = parts(source)
        if year and month and fiscal_year(date(year, month, 1)) == parts(span)[0]:
            return "の属する年度"
    article = _PARAGRAPH.match(_words(span)) if span.kind == "条番号" else None
    if article and source.kind == "条番号" and _words(source) == f"第{article[1]}条{article[2]}":
        after = _NEXT.split(told[source.end :], maxsplit=1)[0]
        if re.match(r"[ 　（(]", after) and article[3] == "1":
            return "の第1項"  # the first 項 of an article has no number of its own
        if re.match(r"[ 　（(]", after) and re.search(rf"^[ 　]*{_either(article[3])}[ 　]", after, re.M):
            return f"の第{article[3]}項"
    return ""


def parts(span: Span) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a dated span, None where it writes none."""
    value = span.value
    return value if isinstance(value, tuple) and len(value) == 3 else (None, None, None)


def calendar_day(span: Span, year: int | None = None) -> date | None:
    """The day that a span writes, in ``year`` where it writes none; None where it is no whole day, or none of the calendar
    (2月30日)."""
    own, month, day = parts(span)
    try:
        return date(own or year or 0, month or 0, day or 0)
    except ValueError:
        return None


def agrees(one: Span, other: Span) -> bool:
    """Whether two days differ only in what one of them leaves out: 「4月1日」 is no other day than 「令和8年4月1日」."""
    if not isinstance(one.value, tuple) or not isinstance(other.value, tuple):
        return False
    mine, theirs = parts(one), parts(other)
    known = [(x, y) for x, y in zip(mine, theirs, strict=True) if x is not None and y is not None]
    return mine != theirs and bool(known) and all(x == y for x, y in known)


def _same_count(source: Span, span: Span, told: str) -> bool:
    mine, theirs = amount(span), amount(source)
    if not span.unit:
        return span.value == source.value
    if source.unit:
        return mine == theirs
    if not isinstance(source.value, Decimal):
        return False
    if source.value == span.value:
        unit = "(?:[%％]|パーセント)" if span.unit == "%" else re.escape(span.unit)
        return bool(re.search(rf"[（(]{unit}[）)]|単位[:：][ 　]*{unit}", told))
    if span.unit != "円":
        return False
    scales = (size for unit, size in (("千円", 1000), ("百万円", 10**6)) if unit in told)
    return any(source.value * size == span.value for size in scales)


def amount(span: Span) -> tuple[object, str]:
    """Value and unit; 3割, 100分の30 and 10分の3 are 30%."""
    if span.unit in SHARES and isinstance(span.value, Decimal):
        return span.value * SHARES[span.unit], "%"
    return span.value, span.unit


def _words(span: Span) -> str:
    return _spelling(span.kind, str(span.value))


@lru_cache(maxsize=1024)
def plain_words(text: str) -> str:
    """A whole text in the spelling that names are compared in."""
    return re.sub(r"[ 　]", "", normalise_ordinals(unicodedata.normalize("NFKC", text)))


@lru_cache(
    maxsize=4096
)  # each is compared with each: it halves the time for 356 facts and 1,000 source spans
def _spelling(kind: str, value: str) -> str:
    """The words of a number, address or law, in one spelling: 第二十回 → 第20回, 0999(22)1141 → 0999221141."""
    plain = unicodedata.normalize("NFKC", value).replace(" ", "")
    if kind in ("電話", "郵便番号"):
        return re.sub(r"\D", "", plain)
    if kind in ("URL", "メール"):
        return plain.casefold().rstrip("/.,")
    return _NUMERAL.sub(lambda match: str(kanji_number(match[0]) or 0), plain)


def _either(digits: str) -> str:
    """A number in digits of either width, as an expression."""
    wide = "".join(chr(ord(each) + 0xFEE0) for each in digits)
    return f"(?:{digits}|{wide})"


def later_half(span: Span, before: Span | None, text: str) -> Span:
    """「3時」 in 「午後1時から3時まで」 as 15時, 「午後12時」 in 「午後8時から午後12時まで」 as 24時; any other span as it is."""
    if span.kind != "時刻" or before is None or before.kind != "時刻":
        return span
    value = span.value
    between = text[before.end : span.start]
    if "午" in span.text:
        late = "午後" in span.text and isinstance(before.value, tuple) and before.value[0] > _NOON
        return replace(span, value=(24, 0)) if late and value == (_NOON, 0) and len(between) <= 3 else span
    if isinstance(value, tuple) and value[0] < 12 and "午後" in before.text and len(between) <= 3:
        return replace(span, value=(value[0] + 12, value[1]))
    return span
