"""Last time's count in this time's paper: 「第12回」 where the plan of the very day is the 第13回. Knows nothing of other figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from app.checks.library.generations import opening, whole_days
from app.checks.library.occasions import counts
from app.result import Finding
from app.retrieval import Evidence

_COUNT = re.compile(r"第[0-9０-９]+[回期]")
_TOLD = "「{text}」は、同じ日のことを書いた「{source}」では「{other}」です。前の回の数が残っていないか、確かめてください。"


def miscounted(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for the first place of a count that a paper of the matter has otherwise in its title."""
    for one in papers:
        found = miscount(text, one.document.title)
        match = next(
            (each for each in _COUNT.finditer(text) if found and normalize("NFKC", each[0]) == found[0]), None
        )
        if found and match:
            title = one.document.title
            told = _TOLD.format(text=match[0], source=title, other=found[1])
            yield Finding("fact.conflict", "warning", told, match.start(), match.end(), source=title)
            return


def of_its_day(text: str, papers: Sequence[Evidence]) -> bool:
    """Whether a paper tells of the text's own day though its title counts one more or less: one of the counts is wrong."""
    days, theirs = whole_days(text), whole_days("\n".join(one.words for one in papers))
    return bool(days) and max(days) in theirs and bool(miscount(text, papers[0].document.title))


def miscount(text: str, title: str) -> tuple[str, str] | None:
    """The counts of one series in the opening and a title where they differ by one: 「第12回大会」 and 「第13回大会」."""
    mine, theirs = counts(opening(text)), counts(title)
    for name in mine.keys() & theirs.keys():
        if len(mine[name]) == len(theirs[name]) == 1 and name[0] in "回期":
            own, told = next(iter(mine[name])), next(iter(theirs[name]))
            if abs(int(own) - int(told)) == 1:
                return f"第{own}{name[0]}", f"第{told}{name[0]}"
    return None
