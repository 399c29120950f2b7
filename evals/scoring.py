"""Many outputs scored by as many processes as there are cores. Knows nothing of what a scorer looks at.

A process is forked after the prompts and the dictionary have been opened, so it begins at once. Nothing is asked of a
model or of the network: outputs hold all that scorers read.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from app.text.morphology import words
from evals.runs import Output, Score
from evals.scorers import score_outputs
from evals.scorers.texts import prompts

ALONE = 60
"""Outputs up to which a second process is not worth its start."""
PIECE = 20
_forked: dict[str, tuple[Sequence[Output], tuple[str, ...]]] = {}


def score_many(outputs: Sequence[Output], names: Sequence[str], *, processes: int = 0) -> list[Score]:
    """The same scores in the same order as `score_outputs`. ``processes`` 0: one for each core."""
    count = processes or len(os.sched_getaffinity(0))
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if count < 2 or len(outputs) <= ALONE or not forks:
        return score_outputs(outputs, names)
    prompts()
    words("辞書を開く")
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(
        count, mp_context=fork, initializer=_take, initargs=(outputs, tuple(names))
    ) as pool:
        made = pool.map(_piece, range(0, len(outputs), PIECE))
        return [one for piece in made for one in piece]


def _take(outputs: Sequence[Output], names: tuple[str, ...]) -> None:
    """What a process was forked with: nothing has to be sent to it."""
    _forked["given"] = (outputs, names)


def _piece(at: int) -> list[Score]:
    outputs, names = _forked["given"]
    return score_outputs(outputs[at : at + PIECE], names)
