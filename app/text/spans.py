"""The checkable spans of a text: amounts, counts, dates, years, article numbers, telephones. Knows nothing of drafts.

Values are compared after normalising (NFKC, 漢数字, 和暦, 万・億・千), so that 「２億640万円」 equals 「206,400,000円」
and 「3人」 never equals 「13人」: a span is a whole number with its whole unit, not a piece of text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from app.text.grams import may_stand
from app.text.span_patterns import PATTERNS
from ingest.law.numbers import WEEKDAYS, era_year, find_wareki, kanji_number, normalise_ordinals

_SAME_UNIT = {
    "名": "人",
    "箇所": "か所",
    "カ所": "か所",
    "ヶ所": "か所",
    "箇月": "か月",
    "カ月": "か月",
    "ヶ月": "か月",
}
_SAME_UNIT |= {
    "㎞": "キロメートル",
    "km": "キロメートル",
    "㎡": "平方メートル",
    "m": "メートル",
    "kg": "キログラム",
}
_WORDED = {"半額": (Decimal(50), "%"), "倍額": (Decimal(2), "倍")}
"""Figures that are said in words."""
_GAPS = re.compile(r"【要確認[^】]*】|〔[^〕]*〕|\[\d+\]")
_LENGTH = 15
"""月 from which a bare number of them is a length: 18月, 24月, 60月 of a contract."""
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_DASHES = str.maketrans({"－": "-", "‐": "-", "―": "-", "ー": "ー"})
_IDIOMS = re.compile(
    r"二十歳の(?:つどい|集い)|二十歳を|24時間対応|(?:今年|この|もう)[1１]年(?![0-9０-９前後])|[1１](?:人|つ)[1１](?:人|つ)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """``text == source[start:end]``. ``value`` is what is compared: a number, a date as (year, month, day) with
    None where unwritten, or the normalised words. ``weekday`` is the one written beside a date, or ""."""

    kind: str
    start: int
    end: int
    text: str
    value: object
    unit: str = ""
    weekday: str = ""


def is_whole_day(span: Span) -> bool:
    """Whether a date is written with its year, month and day."""
    return isinstance(span.value, tuple) and None not in span.value


def per(text: str, start: int) -> str:
    """The time that the count at a place is of, "" for none: 「年3回」 is no 「週3回」."""
    return text[start - 1] if start and text[start - 1] in "年月週日毎" else ""


def find_spans(text: str) -> tuple[Span, ...]:
    """Every checkable span, in order, none overlapping; what stands in 【要確認…】, 〔…〕 or [n] is left out."""
    taken = bytearray(len(text))
    for gap in (*_GAPS.finditer(text), *_IDIOMS.finditer(text)):
        taken[gap.start() : gap.end()] = b"\1" * (gap.end() - gap.start())
    found = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text) if may_stand(pattern, text) else ():
            if any(taken[match.start() : match.end()]):
                continue
            span = _span(kind, match)
            if span is not None:
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                found.append(span)
    found.sort(key=lambda span: span.start)
    return tuple(found)


def _span(kind: str, match: re.Match[str]) -> Span | None:
    groups = match.groupdict()
    place = kind, match.start(), match.end(), match[0]
    if kind in ("日付", "年月", "年", "年度", "月"):
        when = tuple(_part(groups.get(part)) for part in "ymd")
        return Span(*place, when, weekday=groups.get("week") or "")
    if kind == "時刻":
        return Span(*place, _time(groups))
    if match[0] in _WORDED:
        return Span(*place, *_WORDED[match[0]])
    if kind in ("金額", "割合", "数"):
        value = number(groups["n"])
        unit = groups.get("u") or ""
        if value is None or (kind == "数" and not unit and _is_mark(match)):
            return None
        if part := number(groups.get("d") or ""):
            return Span(*place, value / part, unit)
        scale = {"千円": 1000, "百万円": 1_000_000}.get(unit, 1)
        unit = {"千円": "円", "百万円": "円", "パーセント": "%", "％": "%"}.get(
            unit, _SAME_UNIT.get(unit, unit)
        )
        return Span(*place, value * scale, unit)
    return Span(*place, _plain(match[0]))


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """2万7,000 → 27000, 1億2千万 → 120000000, 38.9 → 38.9, 十二 → 12; None when it is no number."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    if _DECIMAL.fullmatch(plain):
        return Decimal(plain)
    total = section = Decimal(0)
    for part, unit in re.findall(r"(\d+(?:\.\d+)?)([兆億万千百]?)", plain):
        section += Decimal(part) * {"千": 1000, "百": 100}.get(unit, 1)
        if unit in ("兆", "億", "万"):
            total, section = total + section * {"兆": 10**12, "億": 10**8, "万": 10**4}[unit], Decimal(0)
    if re.search(r"\d", plain):
        if plain.endswith("万") and section:  # 1億2千万
            return total + section * 10**4
        return total + section
    value = kanji_number(plain)
    return None if value is None else Decimal(value)


def supports(source: Span, span: Span) -> bool:
    """Whether ``source`` says the same as ``span``. A date may leave out what the source gives (8月27日)."""
    if span.kind in ("日付", "年月", "年", "月") and source.kind in ("日付", "年月", "年", "月"):
        mine, theirs = _when(span), _when(source)
        return all(own is None or own == other for own, other in zip(mine, theirs, strict=True))
    if span.kind in ("金額", "数", "割合") and source.kind in ("金額", "数", "割合"):
        same_unit = span.unit == source.unit or not source.unit
        return same_unit and span.value == source.value
    if span.kind == source.kind == "電話":  # 「55-3112」 within the town, 「0269-55-3112」 from outside
        short, long = sorted((str(span.value), str(source.value)), key=len)
        return short == long or long.endswith(f"-{short}")
    return span.kind == source.kind and span.value == source.value


def weekday_of(span: Span, year: int | None = None) -> str:
    """The weekday of a day (of ``year`` where it writes none), "" when it is no whole or no possible day."""
    written, month, day = _when(span) if span.kind == "日付" else (None, None, None)
    year = written or year
    if year is None or month is None or day is None:
        return ""
    try:
        return WEEKDAYS[date(year, month, day).weekday()]
    except ValueError:
        return ""


def impossible(span: Span) -> bool:
    """Whether a date cannot be: 6月31日, 13月, 令和元年4月, 平成32年4月1日. 「60月」 is how long a lease runs."""
    if span.kind not in ("日付", "年月", "月"):
        return False
    year, month, day = _when(span)
    if span.kind == "月" and (month or 0) >= _LENGTH:
        return False
    try:
        date(year or 2024, month or 1, day or 1)
    except ValueError:
        return True
    return any(not wareki.valid for wareki in find_wareki(re.sub(r"[（(].*", "", span.text)))


def years(spans: Iterable[Span]) -> frozenset[int]:
    """Every Western year that the spans write, 年度 too."""
    dated = (span for span in spans if span.kind in ("日付", "年月", "年", "年度"))
    return frozenset(year for year, _, _ in map(_when, dated) if year is not None)


def _when(span: Span) -> tuple[int | None, int | None, int | None]:
    value = span.value
    assert isinstance(value, tuple)
    return (value[0], value[1], value[2])


@lru_cache(maxsize=4096)
def _part(text: str | None) -> int | None:
    """The year, month or day that ``text`` writes: 令和8 → 2026, ２０２６ → 2026, 十二 → 12."""
    if not text:
        return None
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    era = re.match(r"[^0-9元〇一二三四五六七八九十百千]+", plain)
    return era_year(era[0], plain[era.end() :]) if era else kanji_number(plain)


def _time(groups: dict[str, str | None]) -> tuple[int, int]:
    hour = kanji_number(groups["h"] or "0") or 0
    if groups.get("half") == "午後" and hour < 12:
        hour += 12
    minute = 30 if groups.get("half2") else kanji_number(groups.get("min") or "0") or 0
    return hour, minute


def _plain(text: str) -> str:
    return normalise_ordinals(unicodedata.normalize("NFKC", text)).replace(" ", "").translate(_DASHES)


def _is_mark(match: re.Match[str]) -> bool:
    """Whether a bare number is a mark, not a quantity: 「1　目的」「(2)」 at the start of a line, 「資料1」."""
    before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if len(match["n"]) < 3 and before.strip(" 　(（■●・") == "" and (after in " 　.．)）、" or after == ""):
        return True
    # 資料1, 議題2, 様式3: a name, not a quantity.
    return bool(re.search(r"[一-龠ァ-ヶ]$", before)) and len(match["n"]) < 3
