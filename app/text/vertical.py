"""Numbers and letters as vertical writing has them: 漢数字, or digits that stand upright. Knows no file format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ingest.law.amending.numerals import kanji

_DIGITS = "〇一二三四五六七八九"
_LARGE = ("", "万", "億", "兆", "京")
_D = "[0-9０-９]"
_NUMBER = re.compile(
    rf"(?P<clock>(?<!{_D}){_D}{{1,2}}[:：]{_D}{{2}}(?![:：]?{_D}))"
    rf"|(?P<code>{_D}+(?:[-‐－−]{_D}+)+)"
    rf"|(?P<year>(?<!{_D})(?:[12１２]){_D}{{3}}(?=年))"
    rf"|(?<![A-Za-zＡ-Ｚ0-9０-９])(?P<whole>{_D}{{1,3}}(?:[,，]{_D}{{3}})+|{_D}+)(?:[.．](?P<part>{_D}+))?"
    r"(?P<ka>[かヶ](?=[所月年国]))?"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:[./@_-][A-Za-z0-9]+)*")
_SHORT_WORD = 4
"""DX and SNS are set letter by letter; a longer word lies on its side and stays as it is."""
_WIDE = str.maketrans({each: chr(ord(each) + 0xFEE0) for each in map(chr, range(0x21, 0x7F))})
_MARKS = str.maketrans(
    {"(": "（", ")": "）", ",": "、", "~": "〜", "～": "〜", "!": "！", "?": "？", "&": "＆"}
)
_LINKED = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+\w")


def in_kanji(text: str) -> str:
    """``text`` as a paper that is read downwards has it, numbers in 漢数字. Addresses of the net stay as they are.

    >>> in_kanji("第22回　令和9年1月10日　2,648件　80.1%　1万2,480人")
    '第二十二回　令和九年一月十日　二千六百四十八件　八十・一パーセント　一万二千四百八十人'
    >>> in_kanji("2026年に電話0999-22-1141へ、午後8:30か0時に、(1)DXを")
    '二〇二六年に電話〇九九九―二二―一一四一へ、午後八時三十分か零時に、（一）ＤＸを'
    >>> in_kanji("A4判で2か所")
    'Ａ４判で二箇所'
    """
    return _outside_links(text, _numbers)


def upright(text: str) -> tuple[tuple[str, bool], ...]:
    """The pieces of ``text`` for a narrow vertical room, and which of them stand side by side (縦中横).

    Numbers of two digits stand side by side; other digits and short words stand letter by letter, as wide letters.

    >>> upright("令和9年12月")
    (('令和９年', False), ('12', True), ('月', False))
    >>> upright("1,200円のDX")
    (('１，２００円のＤＸ', False),)
    """
    pieces: list[tuple[str, bool]] = []
    linked = [match.span() for match in _LINKED.finditer(text)]
    at = 0
    for match in re.finditer(r"(?<![0-9０-９,，.．])[0-9０-９]{2}(?![0-9０-９]|[,，.．][0-9０-９])", text):
        if any(start <= match.start() < end for start, end in linked):
            continue
        pieces += [(_wide(text[at : match.start()]), False), (_plain(match[0]), True)]
        at = match.end()
    pieces.append((_wide(text[at:]), False))
    return tuple(each for each in pieces if each[0])


def stacked(text: str) -> str:
    """``text`` for a cell whose letters stand one below another: every digit and short word in wide letters.

    >>> stacked("令和9年12月")
    '令和９年１２月'
    """
    return _wide(text)


def _numbers(text: str) -> str:
    made = _NUMBER.sub(_number, text)
    made = re.sub(r"[%％]", "パーセント", made)
    return _ASCII_WORD.sub(_short_wide, made).translate(_MARKS)


def _number(match: re.Match[str]) -> str:
    if match["clock"]:
        hour, minute = (int(each) for each in re.split("[:：]", _plain(match["clock"])))
        return f"{kanji_of(hour, zero='零')}時" + (f"{kanji_of(minute)}分" if minute else "")
    if match["code"]:
        return "―".join(map(_one_by_one, re.split("[-‐－−]", _plain(match["code"]))))
    if match["year"]:
        return _one_by_one(_plain(match["year"]))
    plain = _plain(match["whole"]).replace(",", "")
    after = match.string[match.end() : match.end() + 1]
    whole = (
        _one_by_one(plain)
        if len(plain) > 1 and plain.startswith("0")
        else kanji_of(int(plain), zero="零" if after in ("時", "度", "点") else "〇")
    )
    whole = f"{whole}・{_one_by_one(_plain(match['part']))}" if match["part"] else whole
    return f"{whole}箇" if match["ka"] else whole


def kanji_of(number: int, *, zero: str = "〇") -> str:
    """A number in 漢数字 with 十, 百, 千, 万.

    >>> kanji_of(10), kanji_of(1200000), kanji_of(11000), kanji_of(0)
    ('十', '百二十万', '一万千', '〇')
    """
    if number >= 10 ** (4 * len(_LARGE)):
        return _one_by_one(str(number))
    text, place = "", 0
    while number:
        number, four = divmod(number, 10000)
        text = (f"{kanji(four)}{_LARGE[place]}" if four else "") + text
        place += 1
    return text or zero


def _one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(each)] for each in digits)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _short_wide(match: re.Match[str]) -> str:
    return match[0].translate(_WIDE) if len(match[0]) <= _SHORT_WORD and match[0].isalnum() else match[0]


def _wide(text: str) -> str:
    """Digits, with the marks between them, and short words in wide letters."""
    return _outside_links(text, _widened)


def _outside_links(text: str, make: Callable[[str], str]) -> str:
    """``text`` made anew but for the addresses of the net in it."""
    pieces, at = list[str](), 0
    for match in _LINKED.finditer(text):
        pieces += [make(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*pieces, make(text[at:])])


def _widened(text: str) -> str:
    made = re.sub(r"[0-9]+(?:[,.:%-][0-9]+)*%?", lambda match: match[0].translate(_WIDE), text)
    return _ASCII_WORD.sub(_short_wide, made).translate({ord("("): "（", ord(")"): "）"})
