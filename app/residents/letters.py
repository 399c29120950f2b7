"""Texts compared by the runs of one to three letters they share, rare runs counting more. Knows no meaning."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_NOTHING = re.compile(r"[\s。、．，！!？?「」]+")


@dataclass(frozen=True, slots=True)
class Letters:
    """``places``: run → column; ``rarity`` by column; ``across`` are the texts it was made from, a row for
    each column: the 30 that a question has lie together."""

    places: Mapping[str, int]
    rarity: NDArray[np.float64]
    across: NDArray[np.float64]

    @property
    def known(self) -> NDArray[np.float64]:
        """One row for each of those texts."""
        return self.across.T

    def rows(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """One row of length 1 (or 0) for each text; the product of two rows is how alike they are, 0 to 1."""
        return _rows(texts, self.places, self.rarity)

    def alike(self, text: str) -> NDArray[np.float64]:
        """``rows([text]) @ known.T`` with only the columns that ``text`` has: a question has 30 of 3,000."""
        counts = {at: count for run, count in runs(text).items() if (at := self.places.get(run)) is not None}
        columns = np.fromiter(counts, dtype=np.intp, count=len(counts))
        weights = self.rarity[columns] * [1 + math.log(count) for count in counts.values()]
        result: NDArray[np.float64] = np.einsum("ij,i->j", self.across[columns], weights)
        return result / max(float(np.linalg.norm(weights)), 1e-9)


def along(rows: NDArray[np.float64], one: NDArray[np.float64]) -> NDArray[np.float64]:
    """``rows @ one``, without BLAS: its threads, spinning while they wait for each other, took 40 of the 92 ms of processor
    time of a resident's question."""
    result: NDArray[np.float64] = np.einsum("ij,j->i", rows, one)
    return result


def letters_of(texts: Sequence[str]) -> Letters:
    """Made from ``texts``; a run that only one of them has tells nothing and is left out."""
    counts = Counter(run for text in texts for run in runs(text))
    shared = [run for run, count in counts.items() if count >= 2]
    places = {run: at for at, run in enumerate(shared)}
    rarity = np.array([math.log(len(texts) / counts[run]) for run in shared])
    across = np.ascontiguousarray(_rows(texts, places, rarity).T)
    return Letters(places, rarity, across)


def runs(text: str) -> Counter[str]:
    """The runs with how often each stands there.

    >>> sorted(runs("火事だ"))
    ['だ', '事', '事だ', '火', '火事', '火事だ']
    """
    plain = _NOTHING.sub("", unicodedata.normalize("NFKC", text).lower())
    return Counter(plain[at : at + size] for size in (1, 2, 3) for at in range(len(plain) - size + 1))


def _rows(
    texts: Sequence[str], places: Mapping[str, int], rarity: NDArray[np.float64]
) -> NDArray[np.float64]:
    made = np.zeros((len(texts), len(places)))
    for row, text in enumerate(texts):
        for run, count in runs(text).items():
            if (at := places.get(run)) is not None:
                made[row, at] = rarity[at] * (1 + math.log(count))
    result: NDArray[np.float64] = made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    return result
