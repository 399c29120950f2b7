"""The speakers of a hurried memo: who its own line of those present names. Knows nothing of files.

「・水谷：申込み済み。」 「宮脇さん　試食をやりたい」 「全員　異議なし」 below 「出席：水谷課長、商工会 宮脇さん」.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PRESENT = re.compile(
    r"^[ 　]*[・■●○◆]?[ 　]*(?:出席|参加)(?:者|委員)?(?:[（(][^（）()]{0,12}[）)])?[ 　]*[：:　 ][ 　]*(?P<names>\S.*)$"
)
_LABEL = re.compile(
    r"^[ 　]*[・\-*●○◯]?[ 　]*(?P<who>[^\s：:。、「」（）()|｜/／→⇒]{2,10})(?P<mark>[ 　]*[：:][ 　]*|[ 　]+|(?=「))(?P<said>\S.*)$"
)
_APART = re.compile(r"[、,，・／/　 ]+")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_TITLE = re.compile(
    r"(?:さん|氏|様|君|委員|議員|会長|副?[市町村]長|部長|課長|課長補佐|係長|次長|局長|室長|所長|主幹|主査|主任|主事)$"
)
_ALL = ("全員", "一同", "委員一同")
_SENTENCE = re.compile(r"[。！？?]|(?:です|ます|ました|たい|ない|べき|ある|いる|する|なし)$")
_SHORT, _LEAST = 10, 3
"""Characters of words that may be a line of a timetable (「佐藤課長　挨拶」); lines with a speaker that make a memo."""


def memo_speakers(lines: Sequence[str]) -> list[str] | None:
    """For every line who speaks there, or ""; None where the text is no memo: two of those present speak, mostly sentences.

    >>> memo_speakers(["出席：水谷課長、商工会 宮脇さん", "・水谷：申込み済み。", "宮脇さん　試食をやりたい", "全員　異議なし"])
    ['', '水谷', '宮脇さん', '全員']
    """
    there = [name for line in lines if (found := PRESENT.match(line)) for name in _names(found["names"])]
    if len(there) < 2:
        return None
    said = [_said(line, there) for line in lines]
    spoken = [each for each in said if each]
    sentences = sum(bool(_SENTENCE.search(words) or len(words) > _SHORT) for _, words in spoken)
    persons = {who for who, _ in spoken if who not in _ALL}
    if len(spoken) < _LEAST or len(persons) < 2 or 2 * sentences < len(spoken):
        return None
    return [each[0] if each else "" for each in said]


def _names(words: str) -> list[str]:
    return [name for each in _APART.split(_ASIDE.sub("", words)) if len(name := each.strip()) > 1]


def _said(line: str, there: Sequence[str]) -> tuple[str, str] | None:
    """Who speaks in a line and what: a name of those present (with its post or without), or all of them."""
    found = None if PRESENT.match(line) else _LABEL.match(line)
    if found is None:
        return None
    who = found["who"]
    name = _TITLE.sub("", who) or who
    known = who in _ALL or (
        len(name) > 1 and any(each.startswith(name) or each.endswith(name) for each in there)
    )
    return (who, found["said"]) if known else None
