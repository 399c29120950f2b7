"""A passage for reading aloud: clock, ranges, units and large sums as they are said, hard words with their reading.

Knows no persons: how a name is read only its bearer knows, so names are told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.rewording.guide import Guide
from app.rewording.shortening import outside
from app.text.morphology import hiragana, tokenizer
from app.text.names import find_names

_DAY = r"（[月火水木金土日](?:曜日?)?(?:・祝)?）"
_POINT = rf"(?:(?:令和|平成|昭和)?[0-9０-９元]+[年月日時分歳円人階号回]+(?:{_DAY})?|午前|午後|正午|翌日)+"
_CLOCK = re.compile(r"(?<![0-9０-９:：])([01]?[0-9]|2[0-4])[:：]([0-5][0-9])(?![0-9:：])")
_RANGE = re.compile(rf"(?<=[日時分歳円人階号回年月）正午0-9])[ 　]?[〜～][ 　]?({_POINT})(まで)?")
_WEEKDAY = re.compile(r"（([月火水木金土日])(?:曜日?)?(・祝)?）(?=(.?))", re.S)
_SUM = re.compile(r"(?<![0-9,.])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{5,})(?=円|人|件|世帯|棟|冊|枚|平方)")
_CALL = re.compile(r"(?<![0-9-])0[0-9X×○]{1,4}-[0-9]{1,4}-[0-9]{3,4}(?![0-9-])")
_SIGNS = {"※": "なお、", "＆": "と", "&": "と", "㈱": "株式会社", "№": "番号", "TEL": "電話", "Tel": "電話"}
_JOINS = "にはがをもとでのまか、。）」\n"


def spoken(text: str, guide: Guide) -> tuple[str, tuple[str, ...]]:
    """``text`` as it is read aloud, and the persons' names in it whose reading is to be asked for."""
    units = re.compile("(?<=[0-9０-９])(?:" + "|".join(map(re.escape, guide.units)) + ")(?![A-Za-z])")
    signs = re.compile("|".join(map(re.escape, _SIGNS)))

    def change(piece: str) -> str:
        piece = _CLOCK.sub(_clock, piece)
        piece = _RANGE.sub(r"から\1まで", piece)
        piece = _WEEKDAY.sub(_weekday, piece)
        piece = _SUM.sub(lambda match: large(match[1]), piece)
        piece = units.sub(lambda match: guide.units[match[0]], piece)
        piece = _CALL.sub(lambda match: match[0].replace("-", "の"), piece)
        return signs.sub(lambda match: _SIGNS[match[0]], piece)

    made = outside(text, change)
    names = tuple(dict.fromkeys(made[start:end] for start, end in find_names(made)))
    return _with_readings(made, guide, names), names


def _clock(match: re.Match[str]) -> str:
    minutes = "" if match[2] == "00" else f"{int(match[2])}分"
    return f"{int(match[1])}時{minutes}"


def _weekday(match: re.Match[str]) -> str:
    joins = "" if not match[3] or match[3] in _JOINS else "、"
    return f"、{match[1]}曜日{'、祝日' if match[2] else ''}{joins}"


def large(digits: str) -> str:
    """A number as it is said: 万 and 億.

    >>> large("1,375,000"), large("206,400,000"), large("3,412"), large("20,000")
    ('137万5,000', '2億640万', '3,412', '2万')
    """
    value = int(Decimal(digits.replace(",", "")))
    if value < 10_000:
        return digits
    parts = ""
    for unit, size in (("億", 10**8), ("万", 10**4)):
        count, value = divmod(value, size)
        if count:
            parts += f"{count:,}{unit}" if count >= 10_000 else f"{count}{unit}"
    return parts + (f"{value:,}" if value else "")


def _with_readings(text: str, guide: Guide, names: tuple[str, ...]) -> str:
    """Each hard word with its reading behind it, the first time it stands there."""
    told: set[str] = set()

    def change(piece: str) -> str:
        parts, at = [], 0
        for start, end, reading in _hard(piece, guide):
            word = piece[start:end]
            if word in told or start < at or any(word in name for name in names):
                continue
            if piece[end : end + 1] in ("（", "("):  # it has its reading, or its meaning, already
                told.add(word)
                continue
            told.add(word)
            parts.append(f"{piece[at:end]}（{reading}）")
            at = end
        return "".join([*parts, piece[at:]])

    return outside(text, change)


def _hard(text: str, guide: Guide) -> Iterator[tuple[int, int, str]]:
    found = []
    for word, reading in guide.readings.items():
        edge = r"(?<![A-Za-z])", r"(?![A-Za-z])"
        pattern = f"{edge[0]}{re.escape(word)}{edge[1]}" if word.isascii() else re.escape(word)
        found += [(match.start(), match.end(), reading) for match in re.finditer(pattern, text)]
    for morpheme in tokenizer().tokenize(text[:8000]):
        surface, parts = morpheme.surface(), morpheme.part_of_speech()
        if _rare(surface) and parts[2] not in ("人名", "地名") and parts[1] != "固有名詞":
            reading = hiragana(morpheme.reading_form())
            if reading and reading != surface:
                found.append((morpheme.begin(), morpheme.end(), reading))
    yield from sorted(found, key=lambda one: (one[0], -one[1]))


def _rare(word: str) -> bool:
    """Whether a 漢字 of JIS 第2水準 is in it: hardly one of those is among the 常用漢字."""
    for character in word:
        if "一" <= character <= "龥":
            try:
                if character.encode("euc_jp")[0] >= 0xD0:
                    return True
            except UnicodeEncodeError:
                return True
    return False
