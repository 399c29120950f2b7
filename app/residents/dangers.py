"""Danger told from a question by its meaning: how near it is to written examples of danger and of calm questions.

Knows no words, no telephone numbers and no pages. The examples (prompts/dangers.toml) are the office's own.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.residents.letters import Letters, along, letters_of
from ingest.embedders import Embedder, cores
from ingest.errors import SettingError
from ingest.splitters.sentences import sentence_ends
from ingest.toml_file import read_toml

log = logging.getLogger(__name__)
Numbers = NDArray[np.float64]
LETTERS, WIDTH, STIFFNESS = 0.2, 1.5, 0.1
"""Share of the letters beside the meaning, how fast nearness falls off, and how little one example may bend the line:
the best of 23 settings on the examples themselves, each fifth left out in turn; with one danger left out another did better."""
SHOWN, STOPPED = 0.945, 0.985
"""Shares of the calm examples, each judged without itself, below which a question is calm, and below which it is
answered all the same. The calm examples are near misses: of 647 ordinary questions, 1% are above the first line."""
CALIBRATED = frozenset({"e5-small.int8"})
"""Embedders whose sense of danger was measured; with another one the fixed words alone decide."""
CLEARLY_CALM = -0.35
"""On the scale of danger 1, calm −1: below it even a word like 119 or DV is only the matter of a question."""
BESIDE = 0.35
"""A second danger this near to the first is told too: violence at home is for the police and for the advice line."""
SHORTEST = 5
"""Characters of a sentence that is also judged by itself in a longer text."""


@dataclass(frozen=True, slots=True)
class Examples:
    """``said`` with ``names`` beside it (which danger, "" for a calm question); ``digest`` of the file they stand in."""

    said: tuple[str, ...]
    names: tuple[str, ...]
    digest: str


NO_EXAMPLES = Examples((), (), "")


@dataclass(frozen=True, slots=True)
class Sense:
    """How surely a question tells of danger: ``level`` is "" (calm), "perhaps" or "sure"; ``names``, nearest first, of
    one danger or of two that are about as near."""

    level: str
    names: tuple[str, ...]
    score: float = -1.0
    asks: bool = False
    """Whether a sentence by itself is clearly calm: beside what happened, something of the office is asked."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Kernel ridge regression on the examples: ``weights`` [examples, 1 + kinds] for danger at all and for each kind."""

    embedder: Embedder
    letters: Letters
    centre: Numbers
    vectors: Numbers
    weights: Numbers
    kinds: tuple[str, ...]
    shown: float
    stopped: float

    def sense(self, question: str) -> Sense:
        """What ``question`` tells of; a longer text is as grave as a sentence of it that is sure by itself."""
        whole, *parts = (self._scores(text) for text in _pieces(question))
        grave = [part for part in parts if part[0] >= self.stopped]
        worst = max([whole, *grave], key=lambda scores: float(scores[0]))
        score = float(worst[0])
        level = "sure" if score >= self.stopped else "perhaps" if score >= self.shown else ""
        order = [at for at in np.argsort(-worst[1:])[:2] if worst[1:].max() - worst[1 + at] <= BESIDE]
        asks = any(part[0] < CLEARLY_CALM for part in parts)
        return Sense(level, tuple(self.kinds[at] for at in order), score, asks)

    def _scores(self, text: str) -> Numbers:
        vector = _centred(self.embedder.embed_query(text)[None, :], self.centre)[0]
        near = _kernel(along(self.vectors, vector), self.letters.alike(text))
        result: Numbers = along(self.weights.T, near) + self.weights.sum(axis=0)
        return result


def load_examples(path: Path) -> Examples:
    """Read the file; a missing one has no examples. Raises SettingError."""
    if not path.is_file():
        return NO_EXAMPLES
    table, raw = read_toml(path, "緊急を見分ける例文"), path.read_bytes()
    try:
        said = [(text, "") for text in table["calm"]]
        said += [(text, row["name"]) for row in table["danger"] for text in row["said"]]
        if not all(isinstance(each, str) and each.strip() for row in said for each in row[:1]):
            raise TypeError("said")
    except (KeyError, TypeError) as error:
        raise SettingError(
            f"{path}：緊急を見分ける例文を読めません（{error}）。calm と、[[danger]] の name・said を確かめてください。"
        ) from error
    texts, names = zip(*said, strict=True)
    return Examples(texts, names, hashlib.sha256(raw).hexdigest()[:16])


_OPENED: dict[tuple[str, str, Path], Recogniser] = {}
_OPENING = threading.Lock()


def open_recogniser(examples: Examples, embedder: Embedder, folder: Path) -> Recogniser | None:
    """Fitted once a process; its vectors are made in about 5 s the first time and read from ``folder`` afterwards.
    None without examples of both sorts."""
    if not (set(examples.names) - {""}) or "" not in examples.names:
        return None
    key = (examples.digest, embedder.name, folder)
    with _OPENING:
        if key not in _OPENED:
            _OPENED[key] = fit(examples, embedder, vectors_of(examples, embedder, folder))
        return _OPENED[key]


def fit(examples: Examples, embedder: Embedder, raw: Numbers) -> Recogniser:
    """``raw``: the vectors of the examples, in their order."""
    centre = raw.mean(axis=0)
    vectors, letters = _centred(raw, centre), letters_of(examples.said)
    names = np.array(examples.names)
    kinds = tuple(dict.fromkeys(name for name in examples.names if name))
    targets = [np.where(names != "", 1.0, -1.0), *(np.where(names == kind, 1.0, -1.0) for kind in kinds)]
    near = _kernel(vectors @ vectors.T, letters.known @ letters.known.T)
    inverse = np.linalg.inv(near + 1.0 + STIFFNESS * np.eye(len(names)))
    weights = inverse @ np.stack(targets, axis=1)
    # Each calm example judged by all the others: the line is not drawn by what it was fitted to.
    alone = targets[0] - weights[:, 0] / np.diag(inverse)
    shown, stopped = np.quantile(alone[names == ""], (SHOWN, STOPPED))
    return Recogniser(embedder, letters, centre, vectors, weights, kinds, float(shown), float(stopped))


def _kernel(cosines: Numbers, letters: Numbers) -> Numbers:
    near: Numbers = (1 - LETTERS) * np.exp(WIDTH * (cosines - 1.0)) + LETTERS * letters
    return near


def _centred(vectors: NDArray[np.floating], centre: Numbers) -> Numbers:
    """All sentences point much the same way; what tells them apart is what is left without their mean."""
    moved = np.asarray(vectors, np.float64) - centre
    result: Numbers = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return result


def _pieces(question: str) -> list[str]:
    ends = (0, *sentence_ends(question, 0, len(question)))
    parts = [question[start:end].strip() for start, end in pairwise(ends)]
    return [question, *(part for part in parts if len(part) >= SHORTEST and part != question.strip())]


def vectors_of(examples: Examples, embedder: Embedder, folder: Path) -> Numbers:
    """One row for each example, in their order; kept in ``folder`` under the digest of the file and the embedder."""
    name = hashlib.sha256(f"{examples.digest}{embedder.name}".encode()).hexdigest()[:16]
    kept = folder / f"dangers-{name}.npy"
    if (found := _kept(kept, len(examples.said))) is not None:
        return found
    with ThreadPoolExecutor(cores()) as pool:
        made = np.stack(list(pool.map(embedder.embed_query, examples.said))).astype(np.float64)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("dangers-*.npy"):
            old.unlink(missing_ok=True)
        with kept.with_suffix(".new").open("wb") as file:
            np.save(file, made.astype(np.float32))
        kept.with_suffix(".new").replace(kept)
    except OSError as error:  # a folder that cannot be written costs seconds at the next start, nothing else
        log.warning("the vectors of the examples were not kept: %s", error)
    return made


def _kept(path: Path, count: int) -> Numbers | None:
    try:
        found = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found.astype(np.float64) if found.ndim == 2 and len(found) == count else None
