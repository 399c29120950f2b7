"""Reading question and passage together: an optional second look at the first hits. Knows nothing of how they were found.

Off unless the office sets one: no model for it comes with the product. Whatever happens to it, the search answers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from ingest.document import Hit
from ingest.errors import ModelError, SettingError

log = logging.getLogger(__name__)
LOOKED = 30
"""Hits that are read again; the others stay behind them in their order."""
LONGEST = 1500
"""Characters of a passage that are read again: what models of this kind take."""
SECONDS = 2.0
"""A search waits no longer for its second look, whatever the reranker is."""
PAUSE = 60.0
"""Seconds in which a reranker that failed is not asked again."""
FAILED = "並べ直し（{name}）が使えないため、いつもの順に並べています。"


_workers = ThreadPoolExecutor(4, thread_name_prefix="rerank")


class Reranker(Protocol):
    """Scores of passages for a question, higher for what answers it better. ``outside``: they leave this machine."""

    name: str
    outside: bool

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """One score a text, in their order; raises ModelError."""


@dataclass(slots=True)
class Reranking:
    """The reranker of an office, or none. Safe to ask from many threads."""

    reranker: Reranker | None = None
    again: float = 0.0

    @property
    def mark(self) -> str:
        """What names it in a digest; "" when there is none."""
        return f":{self.reranker.name}" if self.reranker is not None else ""

    def order(self, query: str, hits: Iterable[Hit]) -> tuple[Iterator[Hit], str]:
        """The hits in their new order, ranked anew, and a sentence for the reader when the reranker did not serve.

        Articles that the question names stay first. Papers of 機密性 3 go to no other machine: they keep their places.
        """
        rest = iter(hits)
        if self.reranker is None:
            return rest, ""
        first = list(islice(rest, LOOKED))
        places = [n for n, hit in enumerate(first) if self._may_read(hit)]
        if len(places) < 2:
            return chain(first, rest), ""
        if time.monotonic() < self.again:
            return chain(first, rest), FAILED.format(name=self.reranker.name)
        try:
            asked = _workers.submit(self.reranker.scores, query, [_text(first[n]) for n in places])
            scores = asked.result(timeout=SECONDS)
        except (ModelError, TimeoutError) as error:
            log.warning("the reranker %s does not serve: %s", self.reranker.name, error)
            self.again = time.monotonic() + PAUSE
            return chain(first, rest), FAILED.format(name=self.reranker.name)
        best = sorted(range(len(places)), key=lambda n: (-scores[n], n))
        ordered = list(first)
        for place, n in zip(places, best, strict=True):
            ordered[place] = first[places[n]]
        return chain(ordered, rest), ""

    def _may_read(self, hit: Hit) -> bool:
        assert self.reranker is not None
        closed = self.reranker.outside and hit.document.sensitivity.startswith("3")
        return not closed and "exact" not in hit.via


def _text(hit: Hit) -> str:
    heads = (hit.document.title, *hit.passage.headings, hit.passage.label, hit.passage.context)
    return "\n".join((*filter(None, heads), hit.passage.text))[:LONGEST]


def _served(argument: str, key: str) -> Reranker:
    from ingest.search.rerank_server import ServedReranker

    return ServedReranker.at(argument, key=key, plain=False)


def _served_plain(argument: str, key: str) -> Reranker:
    from ingest.search.rerank_server import ServedReranker

    return ServedReranker.at(argument, key=key, plain=True)


def _cross_encoder(argument: str, key: str) -> Reranker:
    from ingest.sentence_models import CrossModel

    return CrossModel(Path(argument))


RERANKERS: dict[str, tuple[str, Callable[[str, str], Reranker]]] = {
    "rerank": ("モデル名@http://ホスト/v1/rerank", _served),
    "tei": ("http://ホスト/rerank", _served_plain),
    "sentence-transformers": ("フォルダ", _cross_encoder),
}
"""Name → (what follows the colon, how it is opened)."""


def open_reranking(spec: str, *, key: str = "") -> Reranking:
    """The reranking that ``spec`` names, "" for none. Raises SettingError naming the known ones, ModelError when a model
    on this machine cannot be opened."""
    if not spec:
        return Reranking()
    name, _, argument = spec.partition(":")
    if name not in RERANKERS or not argument:
        known = "、".join(f"`{each}:{what}`" for each, (what, _) in RERANKERS.items())
        raise SettingError(f"並べ直しの方式「{spec}」は使えません。使えるのは {known} です。")
    return Reranking(RERANKERS[name][1](argument, key))
