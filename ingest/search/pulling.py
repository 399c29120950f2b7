"""How near a question is by itself to what was found, and how far the words that no passage speaks of pull it away. Knows
nothing of thresholds.

「印鑑登録証のカードの材質」 is nearer to the pages on 印鑑登録証 without 材質 than with it: they tell of the card, not of what is
asked. 「学童の月謝」 is no nearer without 月謝 to the page on the 利用料: there the word means what is told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.document import Hit, Passage
from ingest.search.coverage import LOOKED
from ingest.search_key import normalise

if TYPE_CHECKING:
    from ingest.embedders import Embedder, Vectors
    from ingest.search.confidence import Confidence, Thresholds
    from ingest.search.query import Query
    from ingest.search.synonyms import Synonyms

MOST = 3
"""Words that are left out by turns: each costs an embedding, 5 ms."""
_TELLING = re.compile(r"[一-龠々ァ-ヶ]")
"""「うち」 of 「その日のうち」 and the R of 「R7」 tell nothing."""
_TWO = re.compile(r"と、|[。？?].*[^\s。？?]")
"""Two things are asked: without the one the question is always nearer to what tells the other."""
_LOOSE = re.compile(r"^[のをはがにで、]+|[のをはがにで]+(?=[のをはがにで、。?]|$)")
"""Particles that stand alone when the word before them is gone."""


def is_answered(
    asked: Query,
    hits: Sequence[Hit],
    signals: Confidence,
    line: Thresholds,
    embedder: Embedder,
    synonyms: Synonyms,
    vectors: Callable[[Sequence[Passage]], Sequence[Vectors]],
) -> bool:
    """Whether ``signals`` reach the ``line``. Where every noun is spoken of, the question counts as near as it is by itself:
    with 閉栓 and the other words of the office behind it 「水道を止めたい」 is further from the page."""
    if asked.more_words and not signals.unspoken:
        alone = embedder.embed_query(asked.text)
        near = (float(each @ alone) for each in vectors([hit.passage for hit in hits[:LOOKED]]))
        signals = replace(signals, similarity=max((signals.similarity, *near)))

    def pulled(words: Sequence[str], enough: float) -> float:
        return pull(asked, hits, embedder, synonyms, vectors, words, enough)

    return signals.reaches(line, pulled)


def pull(
    asked: Query,
    hits: Sequence[Hit],
    embedder: Embedder,
    synonyms: Synonyms,
    vectors: Callable[[Sequence[Passage]], Sequence[Vectors]],
    unspoken: Sequence[str],
    enough: float = math.inf,
) -> float:
    """By how much the nearest of the first hits comes nearer, at most, when one of ``unspoken`` is left out; 0 or more.
    What is more than ``enough`` tells all, and no other word is left out then."""
    found = list(vectors([hit.passage for hit in hits[:LOOKED]]))
    if not found or _TWO.search(asked.text):
        return 0.0
    here = max(float(each @ asked.vector) for each in found)
    gains = [0.0]
    for word in [each for each in unspoken if _TELLING.search(each)][:MOST]:
        rest = _LOOSE.sub("", normalise(asked.text).replace(word, "", 1)).strip()
        if rest:
            vector = embedder.embed_query(" ".join((rest, *synonyms.expand(rest))))
            gains.append(max(float(each @ vector) for each in found) - here)
        if gains[-1] > enough:
            break
    return max(gains)
