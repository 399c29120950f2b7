"""Tables of a form that take one thing a row (手順, 改訂履歴): which lines go down which column. Knows no file format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from app.exporters.form_labels import name_for, plain_label
from app.exporters.form_values import WHOLE

_SINGLE = (
    "受注者",
    "契約の相手方",
    "相手方",
    "宛名",
    "宛先",
    "名義",
    "発信者",
    "担当",
    "担当課",
    "所属",
    "問合せ",
)
"""What has several lines and is still one thing."""
_COUNTS = ("番号", "no", "no.", "順", "順番", "順序", "項番", "連番", "№")
_NUMBERED = re.compile(r"^[(（]?[0-9０-９]{1,2}[)）.．]?[ 　]+")
_NUMBER = re.compile(r"[(（]?([0-9]{1,2})[)）.．]?")
_SHARED = 2
"""Columns that a table of the draft and one of the form have to have alike."""


def counts(label: str) -> bool:
    """Whether a column is for numbers from 1.

    >>> counts("番　号"), counts("No."), counts("手順")
    (True, True, False)
    """
    return plain_label(label).lower() in _COUNTS


def number_of(text: str) -> int:
    """The number that a cell holds alone, 0 where it holds none.

    >>> number_of("（３）"), number_of("3月")
    (3, 0)
    """
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1]) if found else 0


def after(text: str) -> str:
    """The number of the next row, written as that of the row above: 「(2)」 after 「(1)」.

    >>> after("(9)"), after("２")
    ('(10)', '3')
    """
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[0-9]+", lambda found: str(int(found[0]) + 1), plain)


def lines_of(name: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of what is a list of things, without their numbers; () for anything else."""
    if name == WHOLE or name in _SINGLE:
        return ()
    lines = tuple(
        _NUMBERED.sub("", each).strip() for each in values.get(name, "").split("\n") if each.strip()
    )
    return lines if len(lines) > 1 else ()


def columns_of(
    heads: Mapping[int, str], values: Mapping[str, str], tables: Sequence[Sequence[Sequence[str]]]
) -> dict[int, tuple[str, ...]]:
    """What goes down each column, by the column's place: the rows of the draft's table with the same heads, else lists.

    >>> columns_of({0: "版", 1: "年月", 2: "内容"}, {}, [[["版", "内容"], ["初版", "制定"]]])
    {0: ('初版',), 2: ('制定',)}
    >>> columns_of({0: "番号", 1: "手順"}, {"手順": "受け取る\\n渡す"}, [])
    {1: ('受け取る', '渡す')}
    """
    for table in tables:
        theirs = [plain_label(each) for each in table[0]]
        shared = {
            place: theirs.index(label)
            for place, head in heads.items()
            if (label := plain_label(head)) and label in theirs
        }
        if len(shared) >= _SHARED:
            return {
                place: tuple(row[at] if at < len(row) else "" for row in table[1:])
                for place, at in shared.items()
            }
    found = {place: lines_of(name_for(head, values), values) for place, head in heads.items()}
    return {place: lines for place, lines in found.items() if lines}
