"""What a text says has happened, by its verbs: 「原付をもらった」 and the row 「登録（もらった）」. Knows no tables and no search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.search_key import analyse, normalise

_PAST = re.compile(r"[ぁ-ん一-龠](?:[ただてで](?![いすき])|まし|ちゃ|じゃ)")
_MARKS = re.compile(r"[()・、]")
"""Sudachi reads 「登録(もらった)」 as one word."""
_AFTER = re.compile(r"[ただてで]$|まし|たら|だら|ちゃ|じゃ|とる")
_ANY = re.compile(
    r"居る|有る|成る|言う|御座る|下さる|見る|教える|思う|困る|知る|聞く|呉れる|[就付]く|出来る|分かる"
)
"""Verbs that tell of no event; in Sudachi's normal form."""


Row = tuple[str, ...]


@lru_cache(maxsize=4096)
def happened(text: str) -> frozenset[str]:
    """The verbs that ``text`` says are done, in Sudachi's normal form and by their sound; of 「退職した」 the noun.

    >>> sorted(happened("会社をやめたので")), sorted(happened("退職した")), sorted(happened("国保に入りたい"))
    (['やめる', 'ヤメ'], ['退職'], [])
    """
    if not _PAST.search(text):
        return frozenset()
    found, before = set[str](), ""
    parts = analyse(_MARKS.sub(" ", normalise(text)))
    for (_, word, kind, sound), (after, *_) in zip(parts, [*parts[1:], ("", "", "", "")], strict=True):
        if kind == "動詞" and _AFTER.match(after) and not _ANY.fullmatch(word):
            found |= {before} if word == "為る" else {word, sound}
        before = word if kind == "名詞" else ""
    return frozenset(found - {""})


def of_case(question: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, by their first two cells, of what ``question`` says has happened; () where it names none or most of them."""
    cases = [frozenset[str]().union(*map(happened, row[:2])) for row in rows]
    asked = happened(question) if any(cases) else frozenset[str]()
    found = [row for row, case in zip(rows, cases, strict=True) if case & asked]
    return tuple(found) if 2 * len(found) <= len(rows) else ()
