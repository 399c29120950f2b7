"""Every scorer proves itself: faults planted into good outputs must be seen, harmless changes must not.

Works on the outputs of a run, so the figures are of these very texts. Knows nothing of suites.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evals import faults
from evals.runs import Output
from evals.scorers import SCORERS

Change = Callable[[dict[str, Any], dict[str, Any], random.Random], bool]
"""Changes (input, output) in place; False when it cannot be planted here."""
EACH = 50
"""How often a kind of fault is planted, each time with another draw."""
AT_LEAST, AT_MOST = 0.9, 0.02
"""A scorer tells when it sees this share of the faults and errs on no more than that share of harmless changes."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Of one scorer: faults seen of those planted, harmless changes taken for faults, and what was not seen.

    ``refused``: it may not decide, whatever it saw; ``told`` says why (a judge by a model, held against people).
    """

    caught: int
    planted: int
    false: int
    harmless: int
    missed: tuple[str, ...] = ()
    told: str = ""
    refused: bool = False

    @property
    def tells(self) -> bool:
        return (
            not self.refused
            and self.planted > 0
            and self.caught >= AT_LEAST * self.planted
            and self.false <= AT_MOST * max(self.harmless, 1)
        )


def prove(
    outputs: Iterable[Output], names: Iterable[str], *, seed: int = 0, each: int = EACH
) -> dict[str, Proof]:
    """The proof of every scorer that the outputs can prove."""
    good = [one for one in outputs if not one.error and one.repeat == 0]
    wanted = [name for name in names if name in SCORERS]
    return {name: _prove(name, good, seed, each) for name in wanted}


def _prove(name: str, outputs: list[Output], seed: int, each: int) -> Proof:
    judge = SCORERS[name].judge
    caught = planted = false = harmless = 0
    missed: list[str] = []
    for title, change in faults.FAULTS.get(name, {}).items():
        draw = random.Random(f"{seed}:{name}:{title}")
        for one in _picked(outputs, draw, each):
            before, _ = judge(one.input, one.output)
            case, given = _copied(one)
            if before is None or before <= 0 or not change(case, given, draw):
                continue
            after, _ = judge(case, given)
            planted += 1
            seen = after is not None and after < before
            caught += seen
            missed += [] if seen else [f"{one.case}：{title}"]
    for title, change in faults.HARMLESS.items():
        draw = random.Random(f"{seed}:{name}:{title}")
        for one in _picked(outputs, draw, each):
            before, _ = judge(one.input, one.output)
            case, given = _copied(one)
            if before is None or not change(case, given, draw):
                continue
            after, _ = judge(case, given)
            harmless += 1
            false += after is None or after < before
    return Proof(caught, planted, false, harmless, tuple(missed[:20]))


def _picked(outputs: list[Output], draw: random.Random, each: int) -> list[Output]:
    """``each`` outputs, without repeating one while there are others; again and again where there are fewer."""
    whole, rest = divmod(each, max(1, len(outputs)))
    return [*outputs * whole, *draw.sample(outputs, rest)] if outputs else []


def _copied(one: Output) -> tuple[dict[str, Any], dict[str, Any]]:
    case: Mapping[str, Any] = one.input
    return copy.deepcopy(dict(case)), copy.deepcopy(dict(one.output))
