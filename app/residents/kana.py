"""A name written in ひらがな as the city's titles write it: くま as クマ. Knows no meaning of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.document import Hit, Viewer
from ingest.index import Index
from ingest.search.coverage import read_terms
from ingest.search_key import normalise

_KATAKANA = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,8}(?![ァ-ヺー])")
_KANA, _KANJI = re.compile(r"[ぁ-ん]"), re.compile(r"[一-龠々]{2,}")
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


def as_written(query: str, hits: Sequence[Hit]) -> str:
    """``query`` with a noun as the hits write it, where it is partly in kana here and they have it in 漢字: 貝がら as 貝殻."""
    said = normalise("\n".join(f"{hit.document.title}\n{hit.passage.text}" for hit in hits))
    for term in read_terms(query):
        other = bool(_KANA.search(term.written) and _KANJI.fullmatch(term.word)) and term.written in query
        if other and term.noun and term.written not in said and term.word in said:
            query = query.replace(term.written, term.word)
    return query
