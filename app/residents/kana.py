"""A name written in ひらがな as the office writes it: くま as クマ, じどうてあて as 児童手当. Knows no meaning of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from app.residents.rownames import TO_HIRAGANA
from ingest.document import Hit, Viewer
from ingest.index import Index
from ingest.search.coverage import read_terms, sound_of
from ingest.search_key import normalise

_KATAKANA = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,8}(?![ァ-ヺー])")
_KANA, _KANJI = re.compile(r"[ぁ-ん]"), re.compile(r"[一-龠々]{2,}")
_WORD = r"(?<![ぁ-んー]){}(?=[がをはのにでともへ]|[^ぁ-んー]|$)"
_OFFICIAL = re.compile(r"[一-龠々ァ-ヺー]{2,10}")
_OFFICIAL_LETTER = re.compile(r"[一-龠々]")
_LONG = re.compile(r"[ぁ-んー]{5,}")
_CLEAR = str.maketrans("がぎぐげござじずぜぞだぢづでどばびぶべぼ", "かきくけこさしすせそたちつてとはひふへほ")
"""ふくろ is ぶくろ in ごみ袋: names are read without their marks."""
_SPELT = 5
"""Letters of ひらがな that a name needs to be one whatever stands around it: きゅうしょく, not かいご."""


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
    spelt = {name: name.translate(TO_HIRAGANA) for name in found}
    return tuple(
        (name, re.compile(_WORD.format(re.escape(kana))))
        for name, kana in spelt.items()
        if kana not in titles
    )


def in_kanji(index: Index, text: str, viewer: Viewer) -> str:
    """``text`` with the names in ひらがな that the office has, in its titles and among its synonyms, as it writes them:
    「じどうてあて 3人目」 as 「児童手当 3人目」. Of short words (これ, どこ) nothing is read: a name has five letters at least.
    """
    for run in sorted(set(_LONG.findall(text)), key=len, reverse=True):
        sounds = _sounds(index, viewer, index.ledger.generation)
        clear = run.translate(_CLEAR)
        end = next((end for end in range(len(run), _SPELT - 1, -1) if clear[:end] in sounds), 0)
        text = text.replace(run, sounds[clear[:end]] + run[end:]) if end else text
    return text


@lru_cache(maxsize=4)
def _sounds(index: Index, viewer: Viewer, generation: int) -> Mapping[str, str]:
    """How the names of the office are read, in ひらがな without marks; a sound of two names is none."""
    synonyms = index.lexicon.synonyms.groups
    names = {word for one in synonyms for word in one.same if _OFFICIAL_LETTER.search(word)}
    titles = [run for one in index.documents(viewer) for run in _OFFICIAL.findall(one.title)]
    names |= {run for run in titles if _KANJI.search(run)}
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(sound_of(name).translate(TO_HIRAGANA).translate(_CLEAR), set()).add(name)
    return {sound: min(same) for sound, same in found.items() if len(sound) >= _SPELT and len(same) == 1}


def as_written(query: str, hits: Sequence[Hit]) -> str:
    """``query`` with a noun as the hits write it, where it is partly in kana here and they have it in 漢字: 貝がら as 貝殻."""
    said = normalise("\n".join(f"{hit.document.title}\n{hit.passage.text}" for hit in hits))
    for term in read_terms(query):
        other = bool(_KANA.search(term.written) and _KANJI.fullmatch(term.word)) and term.written in query
        if other and term.noun and term.written not in said and term.word in said:
            query = query.replace(term.written, term.word)
    return query
