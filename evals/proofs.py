"""Every scorer proves itself: faults planted into good outputs must be seen, harmless changes must not.

Works on the outputs of a run, so the figures are of these very texts. Knows nothing of suites.
"""

from __future__ import annotations

import pickle
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from evals.plants import faults
from evals.runs import Output, Score
from evals.scorers import SCORERS
from evals.scoring import score_many, spread

Change = Callable[[dict[str, Any], dict[str, Any], random.Random], bool]
"""Changes (input, output) in place; False when it cannot be planted here."""
EACH = 50
"""How often a kind of fault is planted, each time with another draw."""
AT_LEAST, AT_MOST = 0.98, 0.01
"""A scorer tells when it sees this share of every kind of fault and errs on no more than that share of harmless changes."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Of one scorer: faults seen of those planted, harmless changes taken for faults, and what was not seen.

    ``kinds``: kind of fault → (seen, planted); fewer than EACH were planted where no output has room for it. ``refused``: it may not decide, whatever it saw; ``told`` says why (a judge by a model, held against people).
    """

    caught: int
    planted: int
    false: int
    harmless: int
    missed: tuple[str, ...] = ()
    told: str = ""
    refused: bool = False
    kinds: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def tells(self) -> bool:
        seen = [self.caught >= AT_LEAST * self.planted] + [a >= AT_LEAST * b for a, b in self.kinds.values()]
        return (
            not self.refused
            and self.planted > 0
            and all(seen)
            and self.false <= AT_MOST * max(self.harmless, 1)
        )

    @property
    def recall(self) -> float | None:
        """Of the faults planted, the share that is blamed; None where none could be planted."""
        return self.caught / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Of a hundred blamed where as many texts are faulty as are not, how many are rightly blamed: the numbers of faults
        and of harmless changes are ours to choose, so both weigh the same. None where nothing was blamed or one is missing."""
        if not self.planted or not self.harmless:
            return None
        right, wrong = self.caught / self.planted, self.false / self.harmless
        return right / (right + wrong) if right + wrong else None

    @property
    def blind(self) -> tuple[str, ...]:
        """The kinds of faults of which it sees too few."""
        return tuple(title for title, (seen, planted) in self.kinds.items() if seen < AT_LEAST * planted)


def prove(
    outputs: Iterable[Output],
    names: Iterable[str],
    *,
    seed: int = 0,
    each: int = EACH,
    scores: Iterable[Score] = (),
) -> dict[str, Proof]:
    """The proof of every scorer that the outputs can prove. ``scores``: what they have just scored, where it is known."""
    good = [one for one in outputs if not one.error and one.repeat == 0]
    wanted = [name for name in names if name in SCORERS]
    known: dict[str, dict[str, float | None]] = defaultdict(dict)
    for one in scores or (score_many(good, wanted) if wanted else ()):
        if one.repeat == 0:
            known[one.scorer][one.case] = one.value
    return dict(
        zip(wanted, spread(lambda name: _prove(name, good, known[name], seed, each), wanted), strict=True)
    )


def _prove(
    name: str, outputs: list[Output], known: Mapping[str, float | None], seed: int, each: int
) -> Proof:
    judge = SCORERS[name].judge
    worth = {id(one): known.get(one.case) for one in outputs}
    whole = [one for one in outputs if (worth[id(one)] or 0.0) > 0]
    missed: list[str] = []
    kinds: dict[str, tuple[int, int]] = {}
    for title, change in faults.FAULTS.get(name, {}).items():
        seen = planted = 0
        for one, case, given in _planted(whole, change, f"{seed}:{name}:{title}", each):
            after, _ = judge(case, given)
            planted += 1
            caught = after is not None and after < (worth[id(one)] or 0.0)
            seen += caught
            missed += [] if caught else [f"{one.case}：{title}"]
        kinds[title] = (seen, planted)
    judged = [one for one in outputs if worth[id(one)] is not None]
    false = harmless = 0
    for title, change in faults.HARMLESS.items():
        draw = random.Random(f"{seed}:{name}:{title}")
        for one in _picked(judged, draw, each):
            case, given = _copied(one)
            if change(case, given, draw):
                after, _ = judge(case, given)
                harmless += 1
                false += after is None or after < (worth[id(one)] or 0.0)
    caught_all, planted_all = (sum(pair[at] for pair in kinds.values()) for at in (0, 1))
    return Proof(caught_all, planted_all, false, harmless, tuple(missed[:20]), kinds=kinds)


def _planted(
    outputs: list[Output], change: Change, seed: str, each: int
) -> Iterator[tuple[Output, dict[str, Any], dict[str, Any]]]:
    """``each`` outputs with the fault, all that have room for it before any comes again with another draw."""
    draw, count = random.Random(seed), 0
    room = draw.sample(outputs, len(outputs))
    while room and count < each:
        again = []
        for one in room:
            case, given = _copied(one)
            if count < each and change(case, given, draw):
                again.append(one)
                count += 1
                yield one, case, given
        room = again


def _picked(outputs: list[Output], draw: random.Random, each: int) -> list[Output]:
    """``each`` outputs, without repeating one while there are others; again and again where there are fewer."""
    whole, rest = divmod(each, max(1, len(outputs)))
    return [*outputs * whole, *draw.sample(outputs, rest)] if outputs else []


def _copied(one: Output) -> tuple[dict[str, Any], dict[str, Any]]:
    """By pickle, which takes a fraction of the time of `copy.deepcopy`: much of a proof goes into copies."""
    case, given = (pickle.loads(pickle.dumps(dict(part), -1)) for part in (one.input, one.output))
    return case, given
