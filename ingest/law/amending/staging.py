"""溶け込み as of a day: an amendment whose parts come into force on different days, carried out as far as a day has come.

Knows nothing of files. Without a 施行期日 a 条例 is in force ten days after it was promulgated (地方自治法第16条第3項).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.law.amending.amended import (
    Applied,
    Failure,
    Instruction,
    attempt,
    in_habit,
    operations_of,
    read_instructions,
    result,
)
from ingest.law.amending.entire import renewed
from ingest.law.amending.operation import Operation
from ingest.law.amending.place import Unreadable
from ingest.law.amending.portion import Portion, read_portions, taken
from ingest.law.amending.unit import Unit, read
from ingest.law.commencement import Start, read_starts, start_of
from ingest.law.front import own_promulgation
from ingest.law.tree import LawTree, parse
from ingest.law.wrapping import readied

UNTOLD = "公布の日から起算して10日を経過した日"


@dataclass(frozen=True, slots=True)
class Part:
    """An operation with the start that it has by the 附則; ``line`` and ``sentence`` say where it stands."""

    instruction: Instruction
    operation: Operation
    start: Start


@dataclass(frozen=True, slots=True)
class Pending:
    """What a day has not reached: the sentence it stands in (1-based line), and when it begins (None: not told by the text)."""

    line: int
    sentence: str
    what: str
    day: date | None
    basis: str
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Staged:
    """The text on a day, what is still to come, and every day on which something of the amendment begins."""

    applied: Applied
    pending: tuple[Pending, ...]
    days: tuple[date, ...]


def apply_on(old: LawTree, amendment: str, day: date, *, promulgated: date | None = None) -> Staged:
    """What the amendment has made of the regulation by ``day``; ``promulgated`` where its text does not say it.

    Parts are carried out in the order of their days, those of one day in the order of the text.
    """
    if (renewal := renewed(amendment, old.title)) is not None:
        return _renewed_on(old, amendment, renewal, day, promulgated)
    law, failures = read(readied(old)), list[Failure]()
    parts = list(read_parts(old, amendment, promulgated, failures, law))
    due = [each for each in parts if each.start.day and each.start.day <= day]
    due.sort(key=lambda each: each.start.day or day)
    done = sum(attempt(law, each.instruction, each.operation, failures) for each in due)
    later = [each for each in parts if each not in due]
    days = tuple(sorted({each.start.day for each in parts if each.start.day}))
    return Staged(result(law, failures, done, old, amendment), tuple(_pending(later)), days)


def _renewed_on(old: LawTree, amendment: str, renewal: str, day: date, promulgated: date | None) -> Staged:
    """A regulation given anew as a whole is the old one until the day of its own 附則."""
    told = starts_of(amendment, promulgated)
    start = next((each for each in told if not each.what), None) or start_of("", UNTOLD, promulgated)
    days = (start.day,) if start.day else ()
    if start.day and start.day <= day:
        return Staged(Applied(renewal, parse(renewal), (), 1), (), days)
    line = next(n for n, each in enumerate(amendment.split("\n"), 1) if "の全部を改正する" in each)
    waits = Pending(line, "全部改正", "", start.day, start.basis, start.latest)
    return Staged(Applied(old.text, old, (), 0), (waits,), days)


def _pending(parts: Sequence[Part]) -> Iterator[Pending]:
    """Each sentence and start once."""
    found = [
        Pending(
            each.instruction.line, each.instruction.text.strip(), each.start.what, each.start.day,
            each.start.basis, each.start.latest,
        )
        for each in parts
    ]  # fmt: skip
    yield from dict.fromkeys(found)


def read_parts(
    old: LawTree, amendment: str, promulgated: date | None, failures: list[Failure], law: Unit
) -> Iterator[Part]:
    """Every operation on the regulation with its start, parted where a 附則 parts it; failures are added."""
    told = in_habit(old, amendment)
    instructions = read_instructions(told, title=old.title)
    if not instructions:
        failures.append(Failure(0, "", "", "law", old.title))
        return
    starts = starts_of(told, promulgated)
    numbered = any(each.article for each in instructions)
    portions = [(each, _portions(each, numbered, failures)) for each in starts if each.what]
    whole = next((each for each in starts if not each.what), None) or start_of("", UNTOLD, promulgated)
    used: set[str] = set()
    for instruction in instructions:
        operations, unread = operations_of(instruction, law)
        failures += unread
        for operation in operations:
            yield from _parted(instruction, operation, portions, whole, used)
    here = {each.article for each in instructions}
    for start, found in portions:
        lost = [each for each in found if not each.own and (not each.articles or here & set(each.articles))]
        if lost and start.what not in used:
            failures.append(Failure(0, start.what, start.what, "stage", start.what))


def starts_of(amendment: str, promulgated: date | None) -> tuple[Start, ...]:
    """What the last 附則 of an amendment (its own) says of its days."""
    tree = parse(amendment)
    own = [node for node in tree.root.children if node.kind == "suppl"]
    known = promulgated or own_promulgation(tree)
    return read_starts(tree.text_of(own[-1]), known) if own else ()


def _portions(start: Start, numbered: bool, failures: list[Failure]) -> tuple[Portion, ...]:
    try:
        return read_portions(start.what, numbered=numbered)
    except Unreadable as error:
        failures.append(Failure(0, start.what, start.what, "stage", str(error)))
        return ()


def _parted(
    instruction: Instruction,
    operation: Operation,
    portions: Sequence[tuple[Start, tuple[Portion, ...]]],
    whole: Start,
    used: set[str],
) -> Iterator[Part]:
    left = [operation]
    for start, found in portions:
        for portion in found:
            pairs = [taken(portion, each, instruction.article) for each in left]
            mine = [each for pair in pairs for each in pair[0]]
            left = [each for pair in pairs for each in pair[1]]
            if mine:
                used.add(start.what)
            yield from (Part(instruction, each, start) for each in mine)
    yield from (Part(instruction, each, whole) for each in left)
