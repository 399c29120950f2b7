"""全部改正: a regulation that is given anew as a whole, under the words 「…の全部を改正する。」 Knows nothing of single provisions."""

from __future__ import annotations

import re

from ingest.law.amending.amendment import Amendment, lines_of
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.phrasing import indented
from ingest.law.amending.unit import plain, read
from ingest.law.front import own_number
from ingest.law.tree import LawTree, parse

_SUPPL = re.compile(r"[附付][ 　]*則(?:[（(]|$)")
FEW = 0.3
"""Share of the old lines that stay, below which a regulation is better given anew."""
_LEAD = re.compile(
    r"^(?P<law>[^「」。]{2,120}?)(?:[（(][^（）()]*第[^（）()]*号[^（）()]*[）)])?の全部を改正する。?$"
)


def entire(old: LawTree, new: LawTree) -> Amendment:
    """The new regulation under its 題名, with the sentence that takes the place of the old one; proved as any amendment."""
    habit = habit_of(old.text)
    if habit_of(new.text) != habit:
        new = parse(widths(new.text, habit))
    law = read(new)
    title = new.title.lstrip("○◯ 　") or old.title.lstrip("○◯ 　")
    number = own_number(old)
    lead = f"　{old.title.lstrip('○◯ 　')}{f'（{number}）' if number else ''}の全部を改正する。"
    below = [line for unit in law.children if unit.kind != "title" for line in unit.lines(silent=False)]
    told = ("　　" * bool(_SUPPL.match(line)) + indented(line) for line in below)
    text = "\n".join([f"　　　{title}", lead, *told, ""])
    made = renewed(text, old.title)
    wanted, got = lines_of(read(new)), lines_of(read(parse(made or "")))
    rest = tuple(pair for pair in zip(wanted, got, strict=False) if pair[0] != pair[1])[:5]
    return Amendment(text, (lead,), (), wanted == got, rest)


def renewed(amendment: str, title: str) -> str | None:
    """The text of the regulation that a 全部改正 of ``title`` gives; None where the amendment is none."""
    lines = amendment.split("\n")
    bare = re.sub(r"[\s　○◯]", "", plain(title))
    for at, line in enumerate(lines):
        found = _LEAD.match(line.strip(" 　\r"))
        if found and re.sub(r"[\s　○◯]", "", plain(found["law"])) == bare:
            above = [each.strip(" 　\r") for each in lines[:at] if each.strip(" 　\r")]
            return "\n".join([above[-1] if above else title, *lines[at + 1 :]])
    return None


def mostly_new(old: LawTree, new: LawTree) -> bool:
    """Whether so little stays that a 全部改正 should be thought of."""
    before = lines_of(read(old))
    kept = set(lines_of(read(new)))
    return len(before) > 8 and sum(line in kept for line in before) < FEW * len(before)
