"""The 条 that a 目次 gives to its chapters, 「第1章　総則（第1条―第3条）」, against those of the text. Knows nothing of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.law.lines import GROUP_KINDS, Line
from ingest.law.numbers import BRANCHES, NUMERAL, branch_number
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node

_RANGE = re.compile(
    rf"[（(](第{NUMERAL}条{BRANCHES})(?:[―－—‐─〜～ー・-](第{NUMERAL}条{BRANCHES}))?[）)][ 　]*$", re.M
)
_UNITS = {kind: unit for unit, kind in GROUP_KINDS.items()}


def ranges_that_differ(
    tree: LawTree, toc: Node, listed: Sequence[Line], groups: Sequence[Node]
) -> Iterator[tuple[Line, str]]:
    """(line of the 目次, what to say) of every chapter whose first or last 条 is another one; lines are counted from ``toc``."""
    for line in listed:
        same = [each for each in groups if (each.kind, each.number) == (line.kind, line.number)]
        told = _RANGE.search(tree.text[toc.start + line.start : toc.start + line.end])
        articles = [each for each in same[0].walk() if each.kind == "article"] if len(same) == 1 else []
        if told is None or not articles:
            continue
        said = branch_number(told[1]), branch_number(told[2] or told[1])
        real = articles[0].number, articles[-1].last or articles[-1].number
        if said != real:
            first, last = (label_of(f"a{each}") for each in real)
            span = first if first == last else f"{first}から{last}まで"
            yield line, f"目次の{_name(line)}は「{told[0].strip(' 　（()）')}」ですが、本文では{span}です。"


def _name(line: Line) -> str:
    head, *branches = line.number.split("_")
    return f"第{head}{_UNITS[line.kind]}" + "".join(f"の{each}" for each in branches)
