"""A cell's value as the sheet shows it: 1200 under ``#,##0"円"`` is 「1,200円」, a date under ``ggge`` is 和暦.

Knows nothing of sheets. Colours, conditions in brackets and fractions (``# ?/?``) are not followed.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ingest.english_days import MONTHS, WEEKDAYS
from ingest.law.numbers import ERAS
from ingest.law.numbers import WEEKDAYS as JAPANESE_WEEKDAYS

_TOKEN = re.compile(
    r"\"([^\"]*)\"|\\(.)|_.|\*.|\[\$([^\]\-]*)(?:-[^\]]*)?\]|\[(?!h+\]|m+\]|s+\])[^\]]*\]|(General|G/標準|AM/PM|A/P|E[+\-]0+"
    r"|\[h+\]|\[m+\]|\[s+\]|y+|g+|e+|m+|d+|a{3,4}|h+|s+|[0#?]|[.,%@/])|(.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LETTERS = frozenset("ymdhsgea")
_DIGITS = frozenset("0#?")

Token = tuple[str, str]
"""("code", "yyyy") for what the value fills in, ("text", "円") for what is written as it is."""


def shown(value: object, number_format: str) -> str:
    """The value as a reader of the sheet sees it, "" for an empty cell.

    >>> shown(1234567, '#,##0;"△ "#,##0'), shown(-5, '#,##0;"△ "#,##0'), shown(0.256, "0.0%")
    ('1,234,567', '△ 5', '25.6%')
    >>> shown(dt.datetime(2024, 4, 1), 'ggge"年"m"月"d"日"'), shown(dt.datetime(2024, 4, 1), "yyyy-mm-dd")
    ('令和6年4月1日', '2024-04-01')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return _moment(value, number_format)
    if isinstance(value, dt.timedelta):
        return _duration(value)
    if isinstance(value, (int, float, Decimal)):
        return _number(value, number_format)
    return str(value)


def _tokens(number_format: str) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(number_format):
        quoted, escaped, currency, code, other = found.groups()
        if code:
            tokens.append(("code", code))
        else:
            literal = quoted or escaped or currency or other or ""
            if literal:
                tokens.append(("text", literal))
    return tokens


def _sections(number_format: str) -> list[str]:
    """The parts between semicolons that are neither quoted nor escaped."""
    return re.findall(r"((?:\"[^\"]*\"|\\.|[^;\"\\])*)(?:;|$)", number_format)[: number_format.count(";") + 1]


def _moment(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    tokens = _tokens(_sections(number_format)[0]) if number_format else []
    codes = [
        text.lower() for kind, text in tokens if kind == "code" and text.lower()[0] in _DATE_LETTERS | {"["}
    ]
    if not codes or number_format.lower() in ("general", "mm-dd-yy"):
        return _plain_moment(value)
    day = (
        value
        if isinstance(value, (dt.datetime, dt.date))
        else dt.datetime.combine(dt.date(1899, 12, 31), value)
    )
    time = (
        value.time() if isinstance(value, dt.datetime) else value if isinstance(value, dt.time) else dt.time()
    )
    twelve = any(text.upper() in ("AM/PM", "A/P") for kind, text in tokens if kind == "code")
    parts, last = [], ""
    for index, (kind, text) in enumerate(tokens):
        code = text.lower()
        if kind == "text" or code[0] not in _DATE_LETTERS | {"["}:
            parts.append(text)
            continue
        following = next(
            (t.lower() for k, t in tokens[index + 1 :] if k == "code" and t[0].lower() in _DATE_LETTERS), ""
        )
        minute = code[0] == "m" and (last.startswith(("h", "[h")) or following.startswith("s"))
        parts.append(
            _clock(code, time, twelve) if minute or code[0] in "hs[" or "/" in code else _calendar(code, day)
        )
        last = code
    return "".join(parts).strip()


def _plain_moment(value: dt.datetime | dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, dt.time) else value.isoformat()


def _calendar(code: str, day: dt.date) -> str:
    date = day.date() if isinstance(day, dt.datetime) else day
    era, letter, begin, _ = next((each for each in ERAS if date >= each[2]), ERAS[-1])
    year = date.year - begin.year + 1
    fixed = {
        "g": letter,
        "gg": era[0],
        "ggg": era,
        "e": "元" if year == 1 else str(year),
        "ee": f"{year:02d}",
        "yy": f"{date.year % 100:02d}",
        "m": str(date.month),
        "mm": f"{date.month:02d}",
        "mmm": MONTHS[date.month - 1][:3],
        "d": str(date.day),
        "dd": f"{date.day:02d}",
        "ddd": WEEKDAYS[date.weekday()][:3],
        "dddd": WEEKDAYS[date.weekday()],
        "aaa": JAPANESE_WEEKDAYS[date.weekday()],
        "aaaa": JAPANESE_WEEKDAYS[date.weekday()] + "曜日",
    }
    return fixed.get(code) or (
        str(date.year) if code[0] == "y" else MONTHS[date.month - 1] if code[0] == "m" else code
    )


def _clock(code: str, time: dt.time, twelve: bool) -> str:
    if "/" in code:
        return ("午前", "午後")[time.hour >= 12] if code == "am/pm" else "AP"[time.hour >= 12]
    hour = (time.hour % 12 or (0 if time.hour == 0 else 12)) if twelve else time.hour
    number = {"h": hour, "m": time.minute, "s": time.second}[code.strip("[]")[0]]
    return f"{number:02d}" if len(code.strip("[]")) == 2 else str(number)


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")


def _number(value: int | float | Decimal, number_format: str) -> str:
    sections = _sections(number_format or "General") or ["General"]
    negative = value < 0
    index = 1 if negative and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    tokens = _tokens(sections[index])
    sign = "-" if negative and index == 0 else ""
    size = -value if negative else value
    codes = [text for kind, text in tokens if kind == "code"]
    if (
        any(code in _DIGITS for code in codes)
        and "/" not in codes
        and not any(code[0] in "eE" for code in codes)
    ):
        try:
            return (sign + _filled(tokens, Decimal(str(size)))).strip()
        except InvalidOperation:
            return str(value)
    plain = sign + _general(size)
    if not tokens or (codes and not any(code.lower() in _GENERAL for code in codes)):
        return "" if not tokens and index else plain
    return "".join(plain if kind == "code" else text for kind, text in tokens).strip()


_GENERAL = frozenset({"general", "g/標準", "@"})


def _general(value: int | float | Decimal) -> str:
    """Without a format: whole numbers without .0, at most 11 significant digits."""
    if isinstance(value, int) or (-1e15 < value < 1e15 and value == int(value)):
        return str(int(value))
    text = f"{value:.11g}"
    return text if "e" not in text else f"{Decimal(text):f}"


def _filled(tokens: list[Token], value: Decimal) -> str:
    """The digits of ``value`` set into the places of a format, its literals kept where they are."""
    codes = [text for kind, text in tokens if kind == "code"]
    places = [index for index, (kind, text) in enumerate(tokens) if kind == "code" and text in _DIGITS]
    point = next((index for index, token in enumerate(tokens) if token == ("code", ".")), None)
    whole = [index for index in places if point is None or index < point]
    decimals = [index for index in places if point is not None and index > point]
    last = whole[-1] if whole else places[-1]
    scale = sum(
        1
        for index in range(last + 1, len(tokens))
        if tokens[last + 1 : index + 1] == [("code", ",")] * (index - last)
    )
    value = value * 100 ** codes.count("%") / Decimal(1000) ** scale
    digits = f"{value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}"
    integer, _, fraction = digits.partition(".")
    least = sum(tokens[index][1] == "0" for index in whole)
    integer = (
        integer.lstrip("0").rjust(least, "0") if integer != "0" or least == 0 else integer.rjust(least, "0")
    )
    if whole and any(tokens[index] == ("code", ",") for index in range(whole[0], last)):
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    needed = max((n + 1 for n, index in enumerate(decimals) if tokens[index][1] == "0"), default=0)
    kept = len(fraction.rstrip("0"))
    fraction = fraction[: max(needed, kept)]
    return _set(tokens, whole, decimals, point, integer, fraction)


def _set(
    tokens: list[Token], whole: list[int], decimals: list[int], point: int | None, integer: str, fraction: str
) -> str:
    split = any(tokens[index][0] == "text" for index in range(whole[0], whole[-1])) if whole else False
    parts: list[str] = []
    left = integer
    for index, (kind, text) in enumerate(tokens):
        if kind == "text":
            parts.append(text)
        elif index == point:
            parts.append(("" if whole else integer or "0") + (f".{fraction}" if fraction else ""))
        elif index in whole:
            if split:
                share = max(0, len(left) - (len(whole) - whole.index(index) - 1))
                parts.append(left[:share])
                left = left[share:]
            elif index == whole[0]:
                parts.append(integer)
        elif text == "%":
            parts.append("%")
    return "".join(parts)
