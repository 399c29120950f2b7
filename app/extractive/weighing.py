"""How much of what is asked a text says, rare words for more. Knows nothing of sources: it compares words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

from app.text.wording import pairs
from ingest.search_key import normalise

_OKURIGANA = re.compile(r"(?<=[一-龠])[りしきみいちえけせ](?=[一-龠])")
_KATAKANA = re.compile(r"[ァ-ヺー]{3,}")


def rarity(texts: Iterable[str]) -> dict[str, float]:
    held = list(texts)
    counts = Counter(pair for text in held for pair in meaning_pairs(text))
    return {pair: log(1 + len(held) / count) for pair, count in counts.items()}


def share(wanted: frozenset[str], pairs_: frozenset[str], rare: dict[str, float]) -> float:
    """How much of ``wanted`` is there, 0 to 1; what no source has counts as the most common word does."""
    total = sum(rare.get(pair, 1.0) for pair in wanted)
    return sum(rare.get(pair, 1.0) for pair in wanted & pairs_) / total if total else 0.0


@lru_cache(maxsize=8192)
def meaning_pairs(text: str) -> frozenset[str]:
    """The pairs of ``text`` with 申し込み written as 申込み; a word in カタカナ counts once, however long."""
    plain = without_okurigana(text)
    words = _KATAKANA.findall(plain)
    return pairs(_KATAKANA.sub(" ", plain)) | frozenset(normalise(word) for word in words)


def without_okurigana(text: str) -> str:
    """空き家 as 空家, 申し込み as 申込み."""
    return _OKURIGANA.sub("", text)
