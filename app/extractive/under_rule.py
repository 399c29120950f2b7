"""What a sentence of a rule cannot do without: the 号 of 「次の各号のいずれかに該当するときは、…」, the rows of 「この表に定める額」.

Knows nothing of why a rule is cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.extractive.paragraphs import paragraphs_of, told_row
from app.extractive.quoting import cite
from app.retrieval import Evidence

LEADS = re.compile(r"次の(?:各号|いずれか|要件|とおり|表)|次に掲げる")
_OF_TABLE = "この表"
_APPENDED = re.compile(r"別表(?:第[0-9０-９一二三四五六七八九十]+)?(?=に(?:定め|掲げ)|のとおり)")
_MOST, _MOST_ROWS = 8, 12
_ITEM = re.compile(r"^(?P<mark>[(（][0-9０-９]{1,2}[)）]|[ア-ン](?=[　 ])|[①-⑳]|[・●○◎◆■※→*-])[　 ]*")


def items_under(number: int, words: str, evidence: Sequence[Evidence]) -> list[str]:
    """The lines below the sentence in source ``number``, each with its mark, one place in; [] where the sentence leads to
    no list or the source has more than can be told."""
    of_table = _OF_TABLE in words
    if appended := _APPENDED.search(words):
        return _rows_of(appended[0], number, evidence)
    if not (of_table or LEADS.search(words)):
        return []
    bare = words.rstrip("。")
    below = [each for one in evidence if one.number == number for each in paragraphs_of(one)]
    if of_table:
        rows = [row for each in below for row in each.rows]
        return [f"　{told_row(row)}" for row in rows] if len(rows) <= _MOST_ROWS else []
    for each in below:
        if bare in (said.rstrip("。") for said in each.lead):
            return [_told(line) for line in each.items] if len(each.items) <= _MOST else []
    return []


def _rows_of(name: str, number: int, evidence: Sequence[Evidence]) -> list[str]:
    """The rows of the 別表 of the rule that source ``number`` is of, each with its number where that is another source."""
    own = next((one.document.id for one in evidence if one.number == number), "")
    rows = [
        f"　{cite(told_row(row), one.number)}"
        for one in evidence
        for each in (paragraphs_of(one) if one.document.id == own else ())
        for row in each.rows
        if name in f"{one.passage.label} {each.above}"
    ]
    return rows if len(rows) <= _MOST_ROWS else []


def _told(line: str) -> str:
    """「　(1)　公の秩序を害するおそれがあると認めるとき。」"""
    match = _ITEM.match(line)
    mark = f"{match['mark']}　" if match else ""
    return f"　{mark}{line[match.end() :] if match else line}"
