"""Rooms inside a line of a form: blanks behind a label, boxes to tick, the letters that are printed ahead. Knows no file format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from app.exporters.form_labels import name_for

_BLANK = r"[ 　\t_＿]"
_UNITS = rf"(?:{_BLANK}*[年月日円人])*"
_BEHIND = re.compile(
    rf"(?P<label>[^：:\s　_＿（）]{{2,12}})[：:]{_BLANK}*?(?P<room>[_＿　]{{2,}}{_UNITS}{_BLANK}*)"
)
_WITHIN = re.compile(r"(?P<label>[^\s　（）〔〕【】:：]{2,12})[（〔【［](?P<room>[ 　_＿]{3,})[）〕】］]")
_PRINTED = re.compile(
    r"(?:金?円(?:也)?|(?:令和)?年(?:月(?:日)?)?(?:\([^()]*\))?(?:から|[~〜～\-])?(?:まで)?)+"
)
"""What a form has printed in a box that is still empty: 「　　　円」, 「令和　年　月　日から令和　年　月　日まで」."""
_BOX = re.compile(r"[□☐](?P<choice>[^□☐☑■\n]{1,24})")
TICKED = "☑"


def rooms_in(text: str, values: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """(start, end, name) of each blank of a line that belongs to a label with a text.

    >>> rooms_in("作成年月：＿＿年＿＿月　　係：＿＿", {"作成年月": "令和9年1月"})
    [(5, 11, '作成年月')]
    >>> rooms_in("事業名（　　　　）", {"事業名": "見守り"})
    [(4, 8, '事業名')]
    """
    found = []
    for match in sorted((*_BEHIND.finditer(text), *_WITHIN.finditer(text)), key=lambda each: each.start()):
        if name := name_for(match["label"], values):
            room = (
                match["room"].rstrip(" 　")
                if "_" in match["room"] or "＿" in match["room"]
                else match["room"]
            )
            found.append((match.start("room"), match.start("room") + len(room), name))
    return found


def only_printed(text: str) -> bool:
    """Whether a box holds nothing but what is printed ahead.

    >>> only_printed("　　　　円"), only_printed("令和　年　月　日から令和　年　月　日まで"), only_printed("100円")
    (True, True, False)
    >>> only_printed("件名")
    False
    """
    tight = re.sub(r"[\s_]", "", unicodedata.normalize("NFKC", text))
    return bool(tight) and bool(_PRINTED.fullmatch(tight))


def box_of(text: str, said: str) -> int:
    """The place of the box before the choice that is ``said``; -1 where no choice or another is ticked.

    >>> box_of("□業務委託　□物品売買", "物品売買")
    6
    """
    wanted = re.sub(r"\s", "", said)
    if TICKED in text or "■" in text:
        return -1
    for match in _BOX.finditer(text):
        if re.sub(r"\s", "", match["choice"]) == wanted:
            return match.start()
    return -1
