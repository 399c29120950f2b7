"""Many outputs scored by as many processes as there are cores. Knows nothing of what a scorer looks at.

A process is forked after the prompts and the dictionary have been opened, so it begins at once. Nothing is asked of a
model or of the network: outputs hold all that scorers read.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from app.text.morphology import words
from evals.runs import Output, Score
from evals.scorers import score_outputs
from evals.scorers.texts import prompts

Piece = TypeVar("Piece")
Made = TypeVar("Made")
ALONE = 60
"""Outputs up to which a second process is not worth its start."""
PIECE = 20
_forked: dict[str, Any] = {}


def score_many(outputs: Sequence[Output], names: Sequence[str], *, processes: int = 0) -> list[Score]:
    """The same scores in the same order as `score_outputs`. ``processes`` 0: one for each core."""
    if len(outputs) <= ALONE:
        return score_outputs(outputs, names)
    made = spread(
        lambda at: score_outputs(outputs[at : at + PIECE], names),
        range(0, len(outputs), PIECE),
        processes=processes,
    )
    return [one for piece in made for one in piece]


def spread(work: Callable[[Piece], Made], pieces: Sequence[Piece], *, processes: int = 0) -> list[Made]:
    """What ``work`` makes of each piece, in order. ``processes`` 0: one for each core; where no process can be forked
    safely (another thread is running), this one does all of it."""
    count = processes or len(os.sched_getaffinity(0))
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if count < 2 or len(pieces) < 2 or not forks:
        return [work(piece) for piece in pieces]
    prompts()
    words("辞書を開く")
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, mp_context=fork, initializer=_take, initargs=(work,)) as pool:
        return list(pool.map(_piece, pieces))


def _take(work: Callable[[Any], Any]) -> None:
    """What a process was forked with: nothing has to be sent to it."""
    _forked["work"] = work


def _piece(piece: Any) -> Any:
    return _forked["work"](piece)
