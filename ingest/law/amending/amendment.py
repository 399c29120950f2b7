"""The amendment between two texts of a regulation: 題名, 柱書, amending sentences, 附則 with places for the clerk to fill.

Knows nothing of files. The text is proved before it is given: applied to the old text it must give the new one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.law.amending.amended import apply
from ingest.law.amending.detail import folded
from ingest.law.amending.drafting import Drafter
from ingest.law.amending.joining import joined
from ingest.law.amending.laying import laid_in
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.operation import Operation
from ingest.law.amending.phrasing import phrase
from ingest.law.amending.unit import Unit, read
from ingest.law.front import own_number
from ingest.law.tree import LawTree, parse
from ingest.law.wrapping import readied

KINDS = ("条例", "規則", "規程", "要綱", "要領", "訓令", "告示", "内規", "基準", "法律", "政令", "省令")


@dataclass(frozen=True, slots=True)
class Amendment:
    """``text`` is the whole amendment; ``sentences`` its amending part alone, a line each; ``operations`` in their order.

    ``exact``: applied to the old text it gives the new one to the letter. ``rest`` are (line of the new text, line that
    comes out), the first ones that differ, where it does not.
    """

    text: str
    sentences: tuple[str, ...]
    operations: tuple[Operation, ...]
    exact: bool
    rest: tuple[tuple[str, str], ...] = ()


def amend(old: LawTree, new: LawTree, *, day: str = "○年○月○日", behind: str = "下") -> Amendment:
    """The 改め文 that makes ``new`` of ``old``. ``day`` of coming into force is left for the clerk to fill.

    ``behind``: words are added 「の下に」, or 「の次に」 where the office says so.
    """
    shown = new
    old, new = readied(old), readied(new)
    habit = habit_of(old.text)
    if habit_of(new.text) != habit:
        new = parse(widths(new.text, habit))
    before, after = read(old), read(new)
    numbered = [unit for law in (before, after) for unit in law.walk() if "_" in unit.number]
    branched = {(unit.kind, unit.number.partition("_")[0]) for unit in numbered}
    drafter = Drafter(before)
    drafter.draft(after)
    sentences = tuple(phrase(joined(drafter.clauses, branched), habit, behind=behind))
    text = laid_in(framed(old, sentences, day=day), shown)
    made = read(readied(apply(old, text).tree)) if sentences else read(old)
    wanted, got = lines_of(read(new)), lines_of(made)
    rest = () if wanted == got else _first_differences(wanted, got)
    return Amendment(text, sentences, tuple(each.operation for each in drafter.clauses), not rest, rest)


def lines_of(law: Unit) -> list[str]:
    """The provisions, line by line, as two texts are held against each other."""
    found: list[str] = []
    own = next((unit for unit in law.of("suppl") if not unit.foreign), None)
    for unit in law.children:
        if unit.kind != "suppl" or unit is own:
            found += folded(unit)
    return found


def _first_differences(wanted: list[str], got: list[str]) -> tuple[tuple[str, str], ...]:
    size = max(len(wanted), len(got))
    pairs = zip([*wanted, *[""] * (size - len(wanted))], [*got, *[""] * (size - len(got))], strict=True)
    return tuple(pair for pair in pairs if pair[0] != pair[1])[:5]


def _called(old: LawTree) -> str:
    """How the regulation speaks of itself in its own 附則: 「この訓令」 of a 規程; "" where it does not."""
    own = next((node for node in old.root.children if node.kind == "suppl"), None)
    found = (
        re.search(r"この(?:訓令|告示|要綱|規程|規則|条例|要領)(?=は、)", old.text_of(own)) if own else None
    )
    return found[0] if found else ""


def framed(old: LawTree, sentences: tuple[str, ...], *, day: str) -> str:
    """The sentences under 題名 and 柱書, with a 附則."""
    title = old.title.lstrip("○◯ 　") or "○○条例"
    kind = next((each for each in KINDS if title.endswith(each) or each + "（" in title), "条例")
    own = own_number(old)
    lead = f"　{title}{f'（{own}）' if own else ''}の一部を次のように改正する。"
    if not sentences:
        return ""
    return "\n".join(
        [
            f"　　　{title}の一部を改正する{kind}",
            lead,
            *sentences,
            "　　　附　則",
            f"　{_called(old) or f'この{kind}'}は、{day}から施行する。",
            "",
        ]
    )
