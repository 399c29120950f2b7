"""From two texts to the operations between them, each carried out on a working copy as it is found. Knows no wording of sentences.

A unit whose changes cannot be told in words that occur once, or could not be read, is written anew; after each unit
the working copy must say what the new text says, or the unit is written anew too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.law.amending import adding, detail, ranges
from ingest.law.amending.application import perform
from ingest.law.amending.operation import Operation, Refused
from ingest.law.amending.phrasing import Clause
from ingest.law.amending.place import Place
from ingest.law.amending.reach import Missing, members, steps_to
from ingest.law.amending.steps import Entry, Step, ordered, paired, shifted
from ingest.law.amending.unit import APPENDED, GROUPS, Unit

MAIN = ("article", "paragraph", *GROUPS)
FRONT = ("title", "toc", "preamble")
LEAST_SHIFTED = 4
"""So many units in a row that only move are told together: the first by itself, the rest 「ずつ」."""
READABLE = 0.8


class Drafter:
    """``law`` is the working copy of the old text; ``clauses`` grow with every change."""

    def __init__(self, law: Unit) -> None:
        self.law = law
        self.clauses: list[Clause] = []
        self.group = 0

    def draft(self, new: Unit) -> None:
        """Everything between the working copy and the new text, in the order in which amendments tell it."""
        for kind in sorted(FRONT, key=[*(each.kind for each in new.children), *FRONT].index):
            self._kept(lambda kind=kind: self._single(kind, new))  # type: ignore[misc]
        self._main(new)
        self._kept(lambda: self._supplement(new))
        self._kept(lambda: self.siblings(self.law, self.law.of(*APPENDED), new.of(*APPENDED), apart=True))

    def _supplement(self, new: Unit) -> None:
        old, own = (
            next((each for each in law.of("suppl") if not each.foreign), None) for law in (self.law, new)
        )
        if old and own:
            self.group += 1
            self.change(old, own)

    def _kept(self, draft: Callable[[], None]) -> bool:
        """Draft a part; where it cannot be told nothing of it stays, and the proof says so."""
        mark, saved = len(self.clauses), self.law.copy()
        try:
            draft()
        except (Refused, Missing):
            self.law.become(saved)
            del self.clauses[mark:]
            return False
        return True

    def _main(self, new: Unit) -> None:
        """本則, unit by unit; where that cannot be told, 「本則を次のように改める。」; of one that is gone, nothing."""
        if not self._kept(lambda: self.siblings(self.law, self.law.of(*MAIN), new.of(*MAIN), apart=True)):
            self.group += 1
            block = tuple(line for unit in new.of(*MAIN) for line in unit.lines(silent=False))
            anew = Operation("rewrite", (Place((("law", ""),)),), block=block)
            self._kept(lambda: self.do(anew))

    def do(self, operation: Operation) -> None:
        """Carry out and note down. Raises Refused."""
        perform(self.law, operation)
        self.clauses.append(Clause(self.group, operation))

    def place(self, unit: Unit, part: str = "") -> Place:
        """The place of a unit as it stands now. Raises Refused where amendments have no name for it."""
        nameless = unit.kind == "row" and not unit.label
        if nameless or (unit.kind == "subitem" and re.match(r"[0-9０-９①-⑳]", unit.mark)):
            raise Refused("anew", unit.mark)
        return Place(steps_to(self.law, unit), part)

    def _single(self, kind: str, new: Unit) -> None:
        old, own = self.law.of(kind), new.of(kind)
        if old and own and detail.folded(old[0]) != detail.folded(own[0]):
            self.group += 1
            self.change(old[0], own[0])
        elif kind != "title" and bool(old) != bool(own):
            self.group += 1
            adding.add_front(self, own[0], new) if own else self._remove(old)

    # ---- siblings

    def siblings(self, holder: Unit, old: list[Unit], new: list[Unit], *, apart: bool = False) -> None:
        """Bring the children of a holder to what they are in the new text; ``apart``: a sentence for each."""
        for one, two in ranges.ahead(old, new):
            self.group += apart
            self.change(one, two)
        old = ranges.told(self, holder, old, new, apart=apart)
        entries = paired(old, new)
        after = {id(two): one for one, two in entries if two is not None}
        for steps in ordered(entries):
            self.group += apart
            self._steps(holder, steps, entries, after)

    def _steps(
        self, holder: Unit, steps: list[Step], entries: list[Entry], after: dict[int, Unit | None]
    ) -> None:
        at = 0
        while at < len(steps):
            step = steps[at]
            if step.verb == "remove":
                gone = [each.old for each in _run(steps, at, "remove") if each.old]
                one_kind = len({each.kind for each in gone}) == 1 and gone[0].kind not in GROUPS
                gone = gone if one_kind else gone[:1]
                self._remove(gone)
                at += len(gone)
            elif step.verb == "add":
                adding.add(self, holder, list(step.new), entries, after)
                at += 1
            elif step.verb == "change" and step.old:
                self.change(step.old, step.new[0])
                at += 1
            else:
                at += self._moves(_run(steps, at, "move"))

    def _remove(self, gone: list[Unit]) -> None:
        if gone[0].kind in GROUPS and members(self.law, gone[0]):
            self.do(Operation("remove", (self.place(gone[0], "name"),)))
            return
        self.do(Operation("remove", self._places(gone)))

    def _places(self, units: list[Unit]) -> tuple[Place, ...]:
        """The places of units that follow each other; three and more whose numbers run on as a range."""
        places = [self.place(unit) for unit in units]
        numbers = [unit.number.split("_") for unit in units]
        runs = all(part.isdigit() for number in numbers for part in number) and all(
            a[:-1] == b[:-1] and int(b[-1]) - int(a[-1]) == 1 for a, b in pairwise(numbers)
        )
        if len(places) > 2 and runs:
            places[-1] = replace(places[-1], through=True)
        return tuple(places)

    def _moves(self, steps: list[Step]) -> int:
        pure = 0
        for step in steps:
            assert step.old is not None
            if not same_but_number(step.old, step.new[0]) or not shifted(steps[0], step, pure):
                break
            pure += 1
        if pure >= LEAST_SHIFTED:
            self._renumber(steps[0])
            rest = sorted((each.old for each in steps[1:pure] if each.old), key=lambda unit: int(unit.number))
            by = int(steps[1].new[0].number) - int(steps[1].old.number if steps[1].old else 0)
            self.do(Operation("shift", self._places(rest), step=by))
            return pure
        first = steps[0]
        assert first.old is not None
        self.change(first.old, first.new[0])
        self._renumber(first)
        return 1

    def _renumber(self, step: Step) -> None:
        old, new = step.old, step.new[0]
        assert old is not None
        place = self.place(old)
        name = detail.own_step(new)
        if place.kind == "article" and name[0] == "paragraph":  # the only 項 of a 条
            self.do(Operation("renumber", (place,), target=Place((*place.steps, name))))
            return
        if place.kind == "suppl" or not place.steps or place.steps[-1][0] != name[0]:
            raise Refused("missing", new.mark)
        self.do(Operation("renumber", (place,), target=Place((*place.steps[:-1], name))))

    # ---- one unit

    def change(self, old: Unit, new: Unit) -> None:
        """Bring a unit to the words of the new text, its number apart."""
        if same_but_number(old, new):
            return
        mark, saved = len(self.clauses), old.copy()
        try:
            detail.bring(self, old, new)
            good = same_but_number(old, new) and self._readable(mark, old, new)
        except (Refused, Missing):
            good = False
        if good:
            return
        old.become(saved)
        del self.clauses[mark:]
        self._anew(old, new)
        if not same_but_number(old, new):
            raise Refused("anew", old.mark)

    def _readable(self, mark: int, old: Unit, new: Unit) -> bool:
        made = [each.operation for each in self.clauses[mark:]]
        if len(made) < 2 or new.kind in ("law", "suppl"):
            return True
        told = sum(len(one) + len(two) for each in made for one, two in each.words)
        told += sum(len(line) for each in made for line in each.block)
        whole = sum(len(line) for line in new.lines(silent=False))
        return told <= READABLE * whole or whole < 60

    def _anew(self, old: Unit, new: Unit) -> None:
        shown = new.copy()
        shown.mark, shown.number = old.mark, old.number
        if old.kind in APPENDED:
            shown.mark = old.name + new.mark[len(new.name) :]
        if old.kind == "title":
            shown.mark, shown.words = "", new.words.lstrip("○◯ 　")
        if old.kind in GROUPS:
            self.do(
                Operation(
                    "rewrite", (self.place(old, "name"),), block=(f"{shown.mark}{shown.gap}{shown.words}",)
                )
            )
            return
        if old.kind == "row":
            shown.words = detail.under_number(old, new)
        shown.last = old.last
        self.do(Operation("rewrite", (self.place(old),), block=tuple(shown.lines(silent=False))))


def _run(steps: Sequence[Step], at: int, verb: str) -> list[Step]:
    end = at
    while end < len(steps) and steps[end].verb == verb:
        end += 1
    return list(steps[at:end])


def same_but_number(one: Unit, two: Unit) -> bool:
    """Whether two units say the same under whatever number."""
    other = two.copy()
    named = one.name + two.mark[len(two.name) :]
    other.mark, other.number = (one.mark if one.kind not in APPENDED else named), one.number
    if one.kind == "row":
        other.words = detail.under_number(one, two)
    return detail.folded(one) == detail.folded(other)
