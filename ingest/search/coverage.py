"""How much of what a question asks the passages found speak of. Knows nothing of rankings or thresholds.

A word counts as spoken of in any spelling: 避難所 for 「非難所」 (a typing error sounds the same), 災害対策本部 for
「災対本部」 (an abbreviation keeps the order of the characters), and whatever the office's synonyms explain.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.document import Hit
from ingest.search.synonyms import Synonyms
from ingest.search_key import WORDS_OF_MATTER, analyse, normalise, words_and_sounds

LOOKED = 5
"""Hits that are read: what a draft is written from."""
RAREST = 1e-4
"""Share of passages that a word is taken to be in when no passage has it."""
_SHORTEST_SOUND = 4
_ASKING_WORDS = """
何 何時 何処 幾ら 幾つ 誰 何れ 何故 如何 どんな どう 教える 知る 下さる 為る 居る 有る 成る 無い 言う 事 物 所 時 場合 方
御 此の 其の 良い 出来る 貰う 遣る 行く 来る 掛かる 要る 必要 内 中 等 為 人 市 今 私 俺 自分 家 決まる 定める 決める
受ける 出す 聞く 何人 何日 何年 一つ 付く 就く 因る 通り よう そう さ 点 分 全部
其々 各々 次 今度 仕方 遣り方 方法 詳しい 件 者 際 様子 今日 明日 昨日 今週 来週 先週 今月 来月 先月 今年 来年 去年 昨年 時点
こと とこ 侭 最近 最初 以前 普段 長男 次男 三男 長女 次女 三女
"""
_ASKING = frozenset(_ASKING_WORDS.split())
"""Words that ask rather than say what about; in Sudachi's normal form."""
_OKURI = re.compile(r"(?<=[一-龠々])[いえきけしせちびみりれ](?=[一-龠々]|$)")
_ABBREVIATED = re.compile(r"[一-龠]{2,4}")
_FIGURE = re.compile(r"[\d.,]+|[a-z]|令和|平成|昭和|年|年度|月|日")


@dataclass(frozen=True, slots=True)
class Term:
    """A word that says what a question is about: its normal form, as written, and the sound of the run it stands in."""

    word: str
    written: str
    noun: bool
    sound: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """``best``: how much of the terms one passage speaks of, weighted by how rare they are, in [0, 1]. ``unspoken``: the
    nouns, as written, that no passage speaks of, the rarest first; ``second``: the rarity, in [0, 1], of the second of them. ``apart``: the rarity of the commoner of two neighbouring nouns of which no
    passage speaks together, the largest: 奨学金 of one page and 月額 of another are no 奨学金の月額."""

    best: float
    second: float = 0.0
    unspoken: tuple[str, ...] = ()
    apart: float = 0.0


def cover(query: str, hits: Iterable[Hit], shares: Mapping[str, float], *, synonyms: Synonyms) -> Coverage:
    """``shares``: word → share of the passages of the index that hold it."""
    said = [_read(_words_of(hit)) for hit in list(hits)[:LOOKED]]
    rows = _rows(query, said, synonyms)
    total = sum(_rarity(shares.get(term.word, 0.0)) for term, _ in rows)
    if not total or not said:
        return Coverage(1.0 if said else 0.0)
    weighed = [(_rarity(shares.get(term.word, 0.0)), term, spoken) for term, spoken in rows]
    best = max(sum(w for w, _, spoken in weighed if spoken[at]) for at in range(len(said)))
    silent = [(w, term.written) for w, term, spoken in weighed if term.noun and not any(spoken)]
    silent.sort(key=lambda pair: -pair[0])
    second = silent[1][0] if len(silent) > 1 else 0.0
    return Coverage(best / total, second, tuple(word for _, word in silent), _apart(weighed))


def _apart(weighed: Sequence[tuple[float, Term, Sequence[bool]]]) -> float:
    """The largest rarity of the commoner of two neighbouring nouns that stand together in no passage."""
    nouns = [(weight, spoken) for weight, term, spoken in weighed if term.noun]
    return max(
        (
            min(weight, other)
            for (weight, here), (other, there) in pairwise(nouns)
            if not any(one and two for one, two in zip(here, there, strict=True))
        ),
        default=0.0,
    )


def unspoken(query: str, hits: Iterable[Hit], *, synonyms: Synonyms) -> tuple[str, ...]:
    """The nouns of ``query``, as written, that none of ``hits`` speaks of in any spelling, and no synonym explains."""
    rows = _rows(query, [_read(_words_of(hit)) for hit in hits], synonyms)
    return tuple(term.written for term, spoken in rows if term.noun and not any(spoken))


def is_spoken_in(noun: str, text: str) -> bool:
    """Whether a text has a noun in any spelling: こども for 子ども."""
    said = _read(text)
    return noun in text or any(term.word in said.words for term in read_terms(noun))


def asks(word: str) -> bool:
    """Whether a word (normal form) asks rather than says what about: 「どんな」 stands in no statute and tells nothing."""
    return word in _ASKING or word.startswith("何")


def sound_of(text: str) -> str:
    """How a text is read, in カタカナ; what stands in no dictionary is read as it is written."""
    return _read(text).sound


@lru_cache(maxsize=256)
def read_terms(query: str) -> tuple[Term, ...]:
    """The words of matter of a question in its order, without figures, days and the words of asking."""
    found: list[Term] = []
    run: list[tuple[str, str, str, str]] = []
    for part in [*analyse(normalise(query)), ("", "", "", "")]:
        if part[2] in ("名詞", "接頭辞", "接尾辞"):
            run.append(part)
            continue
        found += _terms_of(run)
        run = []
        if part[2] in WORDS_OF_MATTER:
            found += _terms_of([part])
    return tuple(dict.fromkeys(found))


def nouns_of(query: str) -> tuple[str, ...]:
    """The nouns among the words of matter, as they are written."""
    return tuple(term.written for term in read_terms(query) if term.noun)


def _terms_of(run: Sequence[tuple[str, str, str, str]]) -> list[Term]:
    """The words of matter in a run of nouns; what is counted (何円, 何キロ) is asked, and no matter."""
    sound = "".join(part[3] for part in run)
    before = ["", *(part[0] for part in run)]
    return [
        Term(word, written, kind == "名詞", sound if len(sound) >= _SHORTEST_SOUND else "")
        for (written, word, kind, _), last in zip(run, before, strict=False)
        if kind in WORDS_OF_MATTER and last != "何" and not asks(word) and not _FIGURE.fullmatch(written)
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    words: frozenset[str]
    sound: str


@lru_cache(maxsize=4096)
def _read(text: str) -> _Said:
    plain = normalise(text).replace(" ", "")
    words, sounds = words_and_sounds(plain)
    return _Said(plain, frozenset(words), "".join(sounds))


def _words_of(hit: Hit) -> str:
    passage = hit.passage
    return "\n".join(
        (
            hit.document.title,
            hit.document.number,
            *passage.headings,
            passage.label,
            passage.context,
            passage.text,
        )
    )


def _rows(query: str, said: Sequence[_Said], synonyms: Synonyms) -> list[tuple[Term, list[bool]]]:
    """Each term with whether each text speaks of it. One whose thing a text calls by another word of the office tells
    nothing more; only where no noun is left beside those, they count as spoken of."""
    plain: list[tuple[Term, list[bool]]] = []
    other: list[tuple[Term, list[bool]]] = []
    explained = synonyms.explained(query)
    for term in read_terms(query):
        same = [word for words, each in explained if any(_touches(term, w) for w in words) for word in each]
        called = [any(word in text.text for word in same) for text in said]
        spoken = [_speaks(text, term) or named for text, named in zip(said, called, strict=True)]
        (other if any(called) else plain).append((term, spoken))
    return plain if any(term.noun for term, _ in plain) else [*plain, *other]


def _speaks(said: _Said, term: Term) -> bool:
    if term.word in said.words or term.written in said.text or term.word in said.text:
        return True
    if term.noun and (short := squeezed(term.written)) != term.written and short in said.text:
        return True
    if term.sound and term.sound in said.sound:
        return True
    return bool(_ABBREVIATED.fullmatch(term.written)) and _is_short(term.written, said.text)


def squeezed(word: str) -> str:
    """A noun without the kana that some offices write between its 漢字 and some do not; as it is where one 漢字 is left.

    >>> squeezed("祝い金"), squeezed("受け取り"), squeezed("お知らせ"), squeezed("受取人")
    ('祝金', '受取', 'お知らせ', '受取人')
    """
    short = _OKURI.sub("", word)
    return short if re.fullmatch(r"[一-龠々]{2,}", short) else word


def _is_short(written: str, text: str) -> bool:
    """Whether a word is short for something in ``text``: its characters in order, each the first of a part:
    災対 → 災害対策."""
    at = text.find(written[0])
    while at >= 0:
        whole = text[at : at + 2 * len(written) - 1]
        if whole[::2] == written and all("一" <= each <= "龠" for each in whole[1::2]):
            return True
        at = text.find(written[0], at + 1)
    return False


def _touches(term: Term, told: str) -> bool:
    return term.written in told or told in term.written


def _rarity(share: float) -> float:
    return math.log(max(share, RAREST)) / math.log(RAREST)
