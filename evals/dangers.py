"""How well danger is told from calm where no example of that danger is known (`python -m evals.dangers`).

Each danger of prompts/dangers.toml is left out in turn, and each fifth of the examples. Knows no questions but these.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.residents.dangers import Examples, fit, load_examples, vectors_of
from app.wire import Office
from evals.metrics import wilson
from ingest.settings import load_settings

FIFTHS = 5


def main() -> None:
    """Prints recall with its interval for each danger, when its own examples are left out and when one fifth is."""
    office = Office(load_settings())
    examples = load_examples(office.settings.prompts / "dangers.toml")
    vectors = vectors_of(examples, office.index.embedder, office.index.folder)
    folds = np.random.default_rng(0).integers(0, FIFTHS, len(examples.said))
    names = np.array(examples.names)
    print("例文を除いて測ったとき（緊急と見た数／例文の数）")
    for kind in (*dict.fromkeys(name for name in examples.names if name), ""):
        fifth = leave_out(office, examples, vectors, folds, names == kind, drop=False)
        row = f"  {kind or '落ち着いた質問（少ないほどよい）'}　五分の一ずつ {_told(fifth)}"
        if kind:
            whole = leave_out(office, examples, vectors, folds, names == kind, drop=True)
            row += f"　この種類を全て除いて {_told(whole)}"
        print(row)


def leave_out(
    office: Office,
    examples: Examples,
    vectors: NDArray[np.float64],
    folds: NDArray[np.int_],
    asked: NDArray[np.bool_],
    *,
    drop: bool,
) -> tuple[int, int]:
    """How many of the ``asked`` are told to be dangers by a fit without their fold (``drop``: without all of them)."""
    seen = 0
    for fold in range(FIFTHS):
        known = np.flatnonzero((folds != fold) & ~(asked & drop))
        part = replace(
            examples,
            said=tuple(examples.said[at] for at in known),
            names=tuple(examples.names[at] for at in known),
        )
        made = fit(part, office.index.embedder, vectors[known])
        questions = [examples.said[at] for at in np.flatnonzero(asked & (folds == fold))]
        seen += sum(bool(made.sense(question).level) for question in questions)
    return seen, int(asked.sum())


def _told(outcome: tuple[int, int]) -> str:
    low, high = wilson(*outcome)
    return f"{outcome[0]}/{outcome[1]}［{low:.3f}、{high:.3f}］"


if __name__ == "__main__":
    main()
