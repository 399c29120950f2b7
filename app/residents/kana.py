"""A name written in ひらがな as the office writes it: くま as クマ, じどうてあて as 児童手当. Knows no meaning of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from app.residents.heads import heads_of
from app.residents.rownames import TO_HIRAGANA
from app.text.wording import is_row
from ingest.document import Hit, Viewer
from ingest.index import Index
from ingest.search.coverage import read_terms, sound_of, squeezed
from ingest.search_key import normalise

_KATAKANA = re.compile(r"(?<![ァ-ヺー])[ァ-ヺー]{2,12}(?![ァ-ヺー])")
_KANA, _KANJI = re.compile(r"[ぁ-ん]"), re.compile(r"[一-龠々]{2,}")
_WORD = r"(?<![ぁ-んー]){}(?=[がをはのにでともへ]|[^ぁ-んー]|$)"
_OFFICIAL = re.compile(r"[一-龠々ァ-ヺー]{2,10}")
_OFFICIAL_LETTER = re.compile(r"[一-龠々]|[ァ-ヺー]{2}")
_CELL = re.compile(r"[|｜・、，\n]")
_CELLED = re.compile(r"[一-龠々ァ-ヺー]{2,12}")
"""A cell that is a name (ペットボトル), not what is told of one."""
_LONG = re.compile(r"[ぁ-んー]{5,}")
_SHORT = re.compile(r"(?<![^ 　、。のをがはに])[ぁ-んー]{4}(?=[のをがはに]?(?:[ 　、。？?]|$))")
_PARTLY = re.compile(r"[ぁ-ん]{2,6}[一-龠々]{1,4}(?![ぁ-ん]{0,1}[一-龠々])")
_CLEAR = str.maketrans("がぎぐげござじずぜぞだぢづでどばびぶべぼ", "かきくけこさしすせそたちつてとはひふへほ")
"""ふくろ is ぶくろ in ごみ袋: names are read without their marks."""
_OF_RESIDENTS = ("ウェブページ", "FAQ")
"""Kinds of documents whose tables name things as residents read them."""
_SPELT, _APART = 5, 4
"""Letters of ひらがな that a name needs to be one whatever stands around it: きゅうしょく, not かいご; and where it stands by
itself, 「カードの こうしん」."""


def as_titled(index: Index, query: str, viewer: Viewer) -> str:
    """``query`` with such words of ひらがな in カタカナ as stand so in a title of a document or a heading
    of a page, and in none of them in ひらがな."""
    for name, pattern in _names(index, viewer, index.ledger.generation):
        if name not in query:
            query = pattern.sub(name, query)
    return query


@lru_cache(maxsize=4)
def _names(index: Index, viewer: Viewer, generation: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    documents, heads = index.documents(viewer), heads_of(index)
    named = [(one.title, *(heads(one) if one.kind in _OF_RESIDENTS else ())) for one in documents]
    titles = "\n".join(name for names in named for name in names)
    found = dict.fromkeys(_KATAKANA.findall(titles))
    spelt = {name: name.translate(TO_HIRAGANA) for name in found}
    return tuple(
        (name, re.compile(_WORD.format(re.escape(kana))))
        for name, kana in spelt.items()
        if kana not in titles
    )


def in_kanji(index: Index, text: str, viewer: Viewer) -> str:
    """``text`` with the names in ひらがな that the office has, in titles, tables and among its synonyms, as it writes them:
    「じどうてあて 3人目」 as 「児童手当 3人目」, 「しぼう届」 as 「死亡届」. Of short words (これ, どこ) nothing is read: a name has
    five letters at least, four where it stands by itself.
    """
    runs = sorted(set(_LONG.findall(text)), key=len, reverse=True)
    apart, partly = _SHORT.findall(text), _PARTLY.findall(text)
    if not (runs or apart or partly):
        return text
    sounds = _sounds(index, viewer, index.ledger.generation)
    for run in runs:
        clear = run.translate(_CLEAR)
        end = next((end for end in range(len(run), _SPELT - 1, -1) if clear[:end] in sounds), 0)
        text = text.replace(run, sounds[clear[:end]] + run[end:]) if end else text
    for word in apart:
        text = text.replace(word, sounds.get(word.translate(_CLEAR), word))
    for word in partly:
        starts = (word[at:] for at in range(len(word) - 2) if _KANA.match(word[at + 1]))
        named = ((one, sounds.get(_sound(one), "")) for one in starts)
        text = next((text.replace(one, name) for one, name in named if name), text)
    return text


def _sound(name: str) -> str:
    return sound_of(name).translate(TO_HIRAGANA).translate(_CLEAR)


@lru_cache(maxsize=4)
def _sounds(index: Index, viewer: Viewer, generation: int) -> Mapping[str, str]:
    """How the names of the office are read, in ひらがな without marks; a sound of two names is none, but for a title's."""
    synonyms = index.lexicon.synonyms.groups
    documents = index.documents(viewer)
    titles = {run for one in documents for run in _OFFICIAL.findall(one.title)}
    titles |= {word for one in synonyms for word in one.same}
    cells: set[str] = set()
    heads = heads_of(index)
    for one in documents:
        cells |= set(heads(one)) if one.kind in (*_OF_RESIDENTS, "文書") else set()
        page = index.document(one.id, viewer) if one.kind in _OF_RESIDENTS else None
        cells.update(_CELL.split("\n".join(filter(is_row, page.text.splitlines()))) if page else ())
    found: dict[str, set[str]] = {}
    for names in (titles, {one.strip() for one in cells if _CELLED.fullmatch(one.strip())}):
        heard = set(found)
        for name in filter(_OFFICIAL_LETTER.search, names):
            if (sound := _sound(name)) not in heard:
                found.setdefault(sound, set()).add(name)
    return {sound: min(same) for sound, same in found.items() if len(sound) >= _APART and len(same) == 1}


def as_written(query: str, hits: Sequence[Hit]) -> str:
    """``query`` with a noun as the hits write it, where it is partly in kana here and they have it in 漢字: 貝がら as 貝殻."""
    said = normalise("\n".join(f"{hit.document.title}\n{hit.passage.text}" for hit in hits))
    for term in read_terms(query):
        other = bool(_KANA.search(term.written) and _KANJI.fullmatch(term.word)) and term.written in query
        if other and term.noun and term.written not in said and term.word in said:
            query = query.replace(term.written, term.word)
        short = squeezed(term.written)
        if term.noun and short != term.written and term.written not in said and short in said:
            query = query.replace(term.written, short)
    return query
