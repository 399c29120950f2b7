"""Letters as words are looked for in a question: 全角 and 半角, large and small alike. Knows no words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def has(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of ``words`` is in ``text``, which is folded already."""
    return any(word in text for word in _folded(words))


@lru_cache(maxsize=1024)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(folded, words))
