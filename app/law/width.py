"""The quoted words of an amending sentence in the width that the regulation has them in. Knows nothing of grammar.

Many regulations have their numbers in full width (「３丁目１番２号」); a clerk's form has them in half. A change that differs
from the text in that alone is meant, and what it puts in its place follows the text.
"""

from __future__ import annotations

import re

from ingest.law.width import wide

_QUOTED = re.compile(r"「([^「」]*)」(?:を「([^「」]*)」)?")
_ROW = re.compile(r"(別表(?:第[0-9０-９]+)?)([^「」。、]{1,20}?)(?=の項)")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def in_width_of(wanted: str, text: str) -> str:
    """``wanted`` with each 「…」 that is not in ``text`` written as ``text`` has it, when that differs in width alone.

    >>> in_width_of("第2条中「3番2号」を「4番1号」に改める。", "位置は、３番２号とする。")
    '第2条中「３番２号」を「４番１号」に改める。'
    >>> in_width_of("「1,300円」を「1,000円」に改める。", "額は、１，３００円とする。")
    '「１，３００円」を「１，０００円」に改める。'
    >>> in_width_of("別表会議室1の項中「500円」を削る。", "会議室１ | 500円")
    '別表会議室１の項中「500円」を削る。'
    """
    folded = text.translate(_NARROW)

    def written(words: str) -> str:
        at = folded.find(words.translate(_NARROW)) if words and words not in text else -1
        return text[at : at + len(words)] if at >= 0 else words

    def put(match: re.Match[str]) -> str:
        old, new = match[1], match[2]
        own = written(old)
        if new is None:
            return f"「{own}」"
        follows = own != old and not re.search("[0-9]", own)
        told = wide(new) if follows else new
        return f"「{own}」を「{told.replace(',', '，') if follows and '，' in text else told}」"

    named = _ROW.sub(lambda match: f"{match[1]}{written(match[2])}", wanted)
    return _QUOTED.sub(put, named)
