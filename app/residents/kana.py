"""A name written in ひらがな as the city's titles write it: くま as クマ. Knows no meaning of words."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.document import Viewer
from ingest.index import Index

_KATAKANA = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,8}(?![ァ-ヺー])")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヴ"))}
_WORD = r"(?<![ぁ-んー]){}(?=[がをはのにでともへ]|[^ぁ-んー]|$)"


def as_titled(index: Index, query: str, viewer: Viewer) -> str:
    """``query`` with such words of ひらがな in カタカナ as stand so in a title of a document and nowhere in ひらがな."""
    for name, pattern in _names(index, viewer, index.ledger.generation):
        if name not in query:
            query = pattern.sub(name, query)
    return query


@lru_cache(maxsize=4)
def _names(index: Index, viewer: Viewer, generation: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    titles = "\n".join(one.title for one in index.documents(viewer))
    found = dict.fromkeys(_KATAKANA.findall(titles))
    spelt = {name: name.translate(_TO_HIRAGANA) for name in found}
    return tuple(
        (name, re.compile(_WORD.format(re.escape(kana))))
        for name, kana in spelt.items()
        if kana not in titles
    )
