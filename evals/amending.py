"""The proof of 改め文 and 溶け込み (`shitagaki eval run amend`): pairs of revisions, random edits, amendments written by hand.

apply(OLD, amend(OLD, NEW)) must be NEW to the letter. Left out of the comparison are 例規番号, notes of history and the
附則 of amendments, which no amendment carries; cells that a format leaves empty for merged ones count as filled.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evals.edits.words import edited
from evals.revisions import AMENDMENTS, REIKI, neighbours, tree
from ingest.law.amending import amend, apply
from ingest.law.amending.amendment import lines_of
from ingest.law.amending.numerals import habit_of, widths
from ingest.law.amending.unit import read
from ingest.law.tree import LawTree, parse

HAND = Path(__file__).parent / "cases" / "amendments.toml"
MORE = Path(__file__).parent / "cases" / "amendments_more.toml"
EDITS = 1000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Count:
    """``right`` of ``total``; ``wrong`` names those that are not."""

    right: int
    total: int
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The counts by what was tried."""

    counts: dict[str, Count]

    @property
    def reached_bar(self) -> bool:
        """Everything but the literal wording, of which there is more than one accepted form."""
        return all(not count.wrong for name, count in self.counts.items() if name not in (LITERAL, FURTHER))

    def text(self) -> str:
        lines = []
        for name, count in self.counts.items():
            lines.append(f"{name}：{count.total} 件のうち {count.right} 件")
            lines += [f"  違うもの　{each}" for each in count.wrong]
        return "\n".join(lines)


CORPUS, PUBLIC, OURS, RANDOM = (
    "付属の例規の隣り合う版",
    "公開の法令の隣り合う版",
    "付属の改め文の溶け込み",
    "無作為の改正",
)
FURTHER, FURTHER_CARRIED = "別の手書きの改め文と字句まで一致", "別の手書きの改め文の溶け込み"
LITERAL, CARRIED = "手書きの改め文と字句まで一致", "手書きの改め文の溶け込み"


def run_amending(*, public: Path | None = None, edits: int = EDITS) -> Report:
    """All of it; ``public`` is a folder with statutes in 法令標準XML in several revisions."""
    counts = {CORPUS: _counted(neighbours(REIKI), _pair)}
    if public is not None and public.is_dir():
        counts[PUBLIC] = _counted(neighbours(public), _pair)
    ours = [(name, *pair) for name, pairs in AMENDMENTS.items() for pair in pairs]
    counts[OURS] = _counted(ours, _carried_out)
    bases = [tree(path) for path in sorted(REIKI.iterdir()) if path.is_file()]
    counts[RANDOM] = _counted(range(edits), lambda seed: _edit(bases, seed))
    cases = hand_written()
    counts[LITERAL] = _counted(cases, _literal)
    counts[CARRIED] = _counted(cases, _hand)
    more = hand_written(MORE)
    counts[FURTHER], counts[FURTHER_CARRIED] = _counted(more, _literal), _counted(more, _hand)
    return Report(counts)


def hand_written(path: Path = HAND) -> list[dict[str, str]]:
    """The amendments written by hand: name, old, new, text."""
    held: list[dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return held


def _counted(tries: Iterable[_T], right: Callable[[_T], tuple[str, bool]]) -> Count:
    found = [right(each) for each in tries]
    return Count(sum(good for _, good in found), len(found), tuple(name for name, good in found if not good))


def gives(old: LawTree, amendment: str, new: LawTree) -> bool:
    """Whether an amendment, carried out without a failure, makes the new text of the old one."""
    applied = apply(old, amendment)
    habit = habit_of(old.text)
    wanted = lines_of(read(parse(widths(new.text, habit)) if habit_of(new.text) != habit else new))
    return not applied.failures and lines_of(read(applied.tree)) == wanted


def _pair(pair: tuple[Path, Path]) -> tuple[str, bool]:
    old, new = map(tree, pair)
    return f"{pair[0].name} → {pair[1].name}", gives(old, amend(old, new).text, new)


def _carried_out(each: tuple[str, str, str]) -> tuple[str, bool]:
    name, old, new = each
    return name, gives(tree(REIKI / old), tree(REIKI / "kaisei" / name).text, tree(REIKI / new))


def _edit(bases: list[LawTree], seed: int) -> tuple[str, bool]:
    chance = random.Random(seed)
    old = bases[seed % len(bases)]
    new = edited(old, chance, edits=chance.randint(1, 4))
    made = amend(old, new)
    return f"{old.title} #{seed}", made.exact and (not made.text or gives(old, made.text, new))


def _literal(case: dict[str, str]) -> tuple[str, bool]:
    made = amend(parse(case["old"]), parse(case["new"]))
    return case["name"], "\n".join(made.sentences) == case["text"].rstrip("\n")


def _hand(case: dict[str, str]) -> tuple[str, bool]:
    return case["name"], gives(parse(case["old"]), case["text"], parse(case["new"]))
