"""Calibrates app.checks.grounds.support: sentences with the passage they come from against sentences with another passage.

True pairs are sentences of the corpus, put into です・ます and shortened, with their own passage. False pairs put the
same sentence beside the nearest passage of another document (what a wrong [n] would look like) and a random one.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.checks.grounds.support import overlap, support_value
from app.text.likeness import Likeness
from app.text.polite import make_polite
from app.text.wording import sentences
from app.wire import Office
from evals.metrics import mean_interval
from ingest.document import Passage
from ingest.settings import load_settings

PAIRS = 400
_PROSE = re.compile(r"[ぁ-ん].*。$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence beside a passage; ``true`` when the passage says it. ``kind``: own, near (another document), far."""

    sentence: str
    passage: str
    kind: str

    @property
    def true(self) -> bool:
        return self.kind == "own"


def make_pairs(office: Office, count: int = PAIRS, seed: str = "support") -> list[Pair]:
    """``count`` of each kind, the same for the same corpus and seed."""
    draw = random.Random(seed)
    passages = [
        passage
        for document in office.index.documents(office.viewer)
        for passage in office.index.passages(document.id)
        if 60 <= len(passage.text) <= 1500
    ]
    chosen = [(each, words) for each in passages if (words := _sentence(each, draw))]
    draw.shuffle(chosen)
    pairs = []
    for passage, sentence in chosen[:count]:
        said = _reworded(sentence, draw)
        others = [each for each in passages if each.document != passage.document]
        found = office.index.search(said, viewer=office.viewer, k=10)
        near = next((hit.passage for hit in found.hits if _foreign(hit.passage, passage, sentence)), None)
        pairs.append(Pair(said, passage.text, "own"))
        pairs.append(Pair(said, draw.choice(others).text, "far"))
        if near is not None:
            pairs.append(Pair(said, near.text, "near"))
    return pairs


def _foreign(other: Passage, own: Passage, sentence: str) -> bool:
    """Whether another document's passage does not say the very same sentence too."""
    plain = re.sub(r"\s", "", other.text)
    return other.document != own.document and re.sub(r"\s", "", sentence)[:16] not in plain


def _sentence(passage: Passage, draw: random.Random) -> str:
    found = [
        each
        for each in sentences(passage.text)
        if 20 <= len(each) <= 120 and _PROSE.search(each) and "|" not in each
    ]
    return draw.choice(found) if found else ""


def _reworded(sentence: str, draw: random.Random) -> str:
    """As a draft writes it: polite, without brackets, often without its first words."""
    said = re.sub(r"[（(][^（）()]*[）)]", "", make_polite(sentence))
    _, comma, rest = said.partition("、")
    return rest if comma and len(rest) >= 18 and draw.random() < 0.5 else said


def measure(pairs: Sequence[Pair], likeness: Likeness | None) -> dict[str, npt.NDArray[np.float64]]:
    """For each kind the values of support in [0, 1], one a pair."""
    cosines: list[float | None] = [None] * len(pairs)
    if likeness:
        cosines = list(likeness.cosines([(pair.sentence, pair.passage) for pair in pairs]))
    values = [
        support_value(cosine, overlap(pair.sentence, pair.passage))
        for pair, cosine in zip(pairs, cosines, strict=True)
    ]
    kinds = sorted({pair.kind for pair in pairs})
    return {
        kind: np.array([value for pair, value in zip(pairs, values, strict=True) if pair.kind == kind])
        for kind in kinds
    }


def main() -> None:
    """Print the values by kind and what each threshold keeps: `python -m evals.support`."""
    office = Office(load_settings())
    pairs = make_pairs(office)
    for name, likeness in (("embedding", Likeness(office.index.embedder)), ("words", None)):
        values = measure(pairs, likeness)
        print(
            name,
            {
                kind: (
                    len(each),
                    [round(float(np.quantile(each, q)), 3) for q in (0.01, 0.02, 0.05, 0.5, 0.95, 0.98)],
                )
                for kind, each in values.items()
            },
        )
        for threshold in np.arange(0.2, 0.8, 0.05):
            row = {
                kind: mean_interval([float(value < threshold) for value in each])
                for kind, each in values.items()
            }
            print(
                f"  {threshold:.2f} "
                + " ".join(
                    f"{kind} {mean:.3f} [{low:.3f}, {high:.3f}]" for kind, (mean, low, high) in row.items()
                )
            )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
