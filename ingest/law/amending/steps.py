"""In which order siblings are taken out, moved and added, so that no number is ever taken twice. Knows no words of amendments.

法制執務: what moves down moves from the back and before what is added; what moves up moves from the front and after what went.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.law.amending.unit import GROUPS, Unit
from ingest.law.lines import key
from ingest.law.pairing import LISTED, TERM, common, matched, same_term

Entry = tuple[Unit | None, Unit | None]


@dataclass(frozen=True, slots=True)
class Step:
    """``verb``: change (stays where it is), move, remove, add (several at once)."""

    verb: str
    old: Unit | None = None
    new: tuple[Unit, ...] = ()


def paired(old: Sequence[Unit], new: Sequence[Unit]) -> list[Entry]:
    """Which unit became which, in order; one gone and one come under the same number are one that was rewritten."""
    found = _rewritten(_matched(old, new))
    merged: list[Entry] = []
    for one, two in found:
        before = merged[-1] if merged else (None, None)
        pair = (before[0] or one, before[1] or two)
        alone = (before[0] is None) != (before[1] is None) and (one is None) != (two is None)
        if (
            alone
            and pair[0]
            and pair[1]
            and pair[0].kind == pair[1].kind
            and pair[0].number == pair[1].number
            and pair[0].number
        ):
            merged[-1] = pair
        else:
            merged.append((one, two))
    return merged


def _rewritten(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Several gone and as many come under the same numbers beside each other, pair by pair."""
    at = 0
    while at < len(entries):
        end = at
        while end < len(entries) and None in entries[end]:
            end += 1
        gone = [one for one, _ in entries[at:end] if one is not None]
        come = [two for _, two in entries[at:end] if two is not None]
        alike_named = [(each.kind, each.number) for each in gone] == [
            (each.kind, each.number) for each in come
        ]
        if len(gone) > 1 and alike_named and all(each.number for each in gone):
            yield from zip(gone, come, strict=True)
        else:
            yield from entries[at:end]
        yield from entries[end : end + 1]
        at = end + 1


def _matched(old: Sequence[Unit], new: Sequence[Unit]) -> list[Entry]:
    found = matched(old, new, key=unit_key, alike=alike)
    return list(found)


def unit_key(unit: Unit) -> str:
    """Everything but the unit's own number."""
    if unit.kind == "row" and unit.number:
        return f"row\n{unit.cells}"
    below = "\n".join(line for child in unit.children for line in child.lines(silent=False))
    return (
        f"{unit.kind}\n{''.join(unit.captions)}\n{unit.words}\n{below}"
        if unit.kind != "article"
        else _article_key(unit)
    )


def _article_key(unit: Unit) -> str:
    lines = unit.lines(silent=False)
    return "\n".join(lines).replace(unit.mark, "", 1)


def alike(one: Unit, two: Unit) -> float:
    """0 to 1, as the 新旧対照表 pairs 条 (``pairing.alike``): words in common; number and 見出し speak for it."""
    if one.kind != two.kind:
        return 0.0
    if one.kind in ("title", "toc", "preamble", "suppl"):
        return 1.0
    same = one.number == two.number and (bool(one.number) or one.name == two.name)
    if one.kind in ("appendix_table", "form", "appendix"):
        return 1.0 if one.name == two.name else 0.3 + 0.5 * common(unit_key(one), unit_key(two))
    if one.kind == "row":
        named = one.label == two.label and bool(one.label)
        if one.number and two.number:  # a number tells less than the name behind it
            names = [each.cells.partition("\t")[0] for each in (one, two)]
            return min(1.0, common(one.cells, two.cells) + 0.2 * named) + TERM * (names[0] == names[1])
        return min(1.0, common(one.words, two.words) + 0.3 * named)
    named = bool(one.captions) and one.captions == two.captions
    told = one.kind in LISTED and same_term(one.words, two.words)
    return min(1.0, common(_said(one), _said(two)) + 0.2 * same + 0.4 * named) + TERM * told


def _said(unit: Unit) -> str:
    """The words alone: short 号 would be alike by their kind (「毎週月曜日」 and 「毎月の末日」)."""
    return unit_key(unit).removeprefix(f"{unit.kind}\n").strip()


def ordered(entries: Sequence[Entry]) -> Iterator[list[Step]]:
    """The steps of siblings, those that hang together in one list each."""
    first, entries = _headings_down(entries)
    if first:
        yield first
    held: list[Entry] = []
    for one, two in entries:
        if one is not None and two is not None and one.number == two.number and one.kind == two.kind:
            heading = one.kind in GROUPS and bool(held)
            if held and not heading:  # a 章名 that stays does not part the 条 that move around it
                yield list(_component(held))
                held = []
            yield [Step("change", one, (two,))]
        else:
            held.append((one, two))
    if held:
        yield list(_component(held))


def _headings_down(entries: Sequence[Entry]) -> tuple[list[Step], list[Entry]]:
    """章 that move down go before everything, so that a new 章名 finds its number free; those steps, and what is left."""
    if _all_move(entries):
        return [], list(entries)
    headings = [each for each in entries if (each[0] or each[1]).kind in GROUPS]  # type: ignore[union-attr]
    down = [each for each in headings if _goes_down(each)]
    gone = [each for each in headings if down and each[1] is None and _in_the_way(each[0], down)]
    steps = [Step("remove", one) for one, _ in gone]
    steps += [Step("move", one, (two,)) for one, two in reversed(down) if two is not None]
    return steps, [each for each in entries if each not in down and each not in gone]


def _all_move(entries: Sequence[Entry]) -> bool:
    """Whether from the first 章 that moves down everything moves down or is new: then each 章 moves after its 条."""
    first = next((at for at, each in enumerate(entries) if _heading(each) and _goes_down(each)), len(entries))
    behind = entries[first:]
    return bool(behind) and all(_goes_down(each) or each[0] is None for each in behind)


def _heading(entry: Entry) -> bool:
    return (entry[0] or entry[1]).kind in GROUPS  # type: ignore[union-attr]


def _goes_down(entry: Entry) -> bool:
    one, two = entry
    return one is not None and two is not None and key(two.number) > key(one.number)


def _component(entries: Sequence[Entry]) -> Iterator[Step]:
    at = 0
    while at < len(entries):
        one, two = entries[at]
        if one is not None and two is None:
            yield Step("remove", one)
            at += 1
        elif one is not None and two is not None and key(two.number) < key(one.number):
            yield Step("move", one, (two,))
            at += 1
        else:
            end = at
            while end < len(entries) and entries[end][1] is not None and not _goes_up(entries[end]):
                end += 1
            run = entries[at:end]
            if any(each[0] is not None for each in run):
                while end < len(entries) and entries[end][1] is None and _in_the_way(entries[end][0], run):
                    yield Step("remove", entries[end][0])
                    end += 1
                yield from _backwards(run)
            else:
                yield Step("add", None, tuple(each[1] for each in run if each[1] is not None))
            at = end


def _goes_up(entry: Entry) -> bool:
    one, two = entry
    return one is not None and two is not None and key(two.number) < key(one.number)


def _in_the_way(unit: Unit | None, run: Sequence[Entry]) -> bool:
    return unit is not None and any(
        each[1] is not None and key(each[1].number) >= key(unit.number) for each in run
    )


def _backwards(run: Sequence[Entry]) -> Iterator[Step]:
    """From the back; what is added comes right after the unit before it has moved: 「同項を同条第3項とし、同項の次に」."""
    added: list[Unit] = []
    for one, two in reversed(run):
        assert two is not None
        if one is None:
            added.insert(0, two)
            continue
        yield Step("move", one, (two,))
        if added:
            yield Step("add", None, tuple(added))
            added = []
    if added:
        yield Step("add", None, tuple(added))


def shifted(first: Step, step: Step, at: int) -> bool:
    """Whether a step moves the next number by the same distance as the first."""
    assert first.old is not None and step.old is not None
    numbers = [first.old.number, first.new[0].number, step.old.number, step.new[0].number]
    if not all(number.isdigit() for number in numbers) or step.old.kind not in (
        "article",
        "paragraph",
        "item",
    ):
        return False
    a, b, c, d = map(int, numbers)
    return b - a == d - c and abs(c - a) == at
