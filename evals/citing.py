"""Which sources a sentence cites, and whether they bear it: ALCE's definition with our own means in place of NLI.

Knows nothing of drafts. A source bears a sentence when it has most of its words, says every figure, and does not
say the opposite. Recall: the sources of a sentence together bear it. Precision: a citation counts unless the others
bear the sentence without it and it alone does not (Gao et al. 2023, eval.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.checks.alignment import likeness
from app.checks.polarity import reversed_sense
from app.checks.pools import Said, read_sentences
from app.checks.values import checkable, follows, says
from app.citation import MARK
from app.spans import Span
from app.wording import pairs
from ingest.law.reference import find_anchors

ENOUGH, LIKE = 0.5, 0.34
"""The share of a sentence's words that its source has; the likeness from which two sentences speak of one thing."""
_WIDE_MARK = re.compile(
    r"[〔［\[【(（]?※?(?:注|出典|資料|根拠|参考|文献)[ 　]*[0-9０-９]{1,3}[〕］\]】)）]?|〔[0-9０-９]{1,3}〕"
)
_NONE = "番号の出典がありません"
_OPEN = re.compile(r"【要確認[^】]*】")
_SENTENCE = re.compile(r"[^。\n]+(?:。[」）)]?)?(?:[ 　]*" + MARK.pattern + r")*")


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence without its marks, and the numbers and places (第○条第○項 as anchors) that it names."""

    text: str
    numbers: tuple[int, ...]
    places: tuple[str, ...]


def marks(text: str) -> tuple[int, ...]:
    """The numbers of every citation mark, in order: ［１］, 【1】, [1, 2], 【出典3】, 〔4〕, （注5）.

    >>> marks("手数料は300円です［１］【出典2、3】。")
    (1, 2, 3)
    """
    found = [(one.start(), one[1]) for one in MARK.finditer(text)]
    taken = {at for at, _ in found}
    found += [(one.start(), one[0]) for one in _WIDE_MARK.finditer(text) if one.start() not in taken]
    plain = [unicodedata.normalize("NFKC", words) for _, words in sorted(found)]
    return tuple(dict.fromkeys(int(number) for words in plain for number in re.findall(r"[0-9]+", words)))


def cited_sentences(text: str) -> list[Cited]:
    """The sentences that assert something: no headings, no questions, nothing under five pairs of letters."""
    found = []
    for match in _SENTENCE.finditer(_OPEN.sub("", text)):
        plain = MARK.sub("", _WIDE_MARK.sub("", match[0])).strip(" 　・○●■")
        if "。" in plain and len(pairs(plain)) >= 5 and not plain.rstrip("。").endswith("か"):
            found.append(Cited(plain, marks(match[0]), find_anchors(plain)))
    return found


@lru_cache(maxsize=4096)
def bears(sentence: str, source: str, told: str = "") -> str:
    """The empty string when ``source`` bears ``sentence``, else why not, for a clerk. Figures may also be ``told``."""
    words = pairs(sentence)
    if len(words & _pairs(f"{source}\n{told}")) < ENOUGH * len(words):
        return "出典の言葉と離れています"
    for span in checkable(sentence):
        for ground in (source, told):
            spans = _spans(ground)
            if _spelt(span.text, ground) or any(
                says(one, span, ground) or follows(one, span, ground) for one in spans
            ):
                break
        else:
            return f"「{span.text}」が出典にありません"
    for said in read_sentences(sentence):
        nearest = max(_said(source), key=lambda other: likeness(said, other), default=None)
        if nearest is None or likeness(said, nearest) < LIKE:
            continue
        if turned := reversed_sense(said, nearest):
            return f"「{turned[1]}」が、出典では「{turned[2]}」です"
    return ""


@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    return pairs(text)


@lru_cache(maxsize=2048)
def _spans(text: str) -> tuple[Span, ...]:
    return tuple(checkable(text))


@lru_cache(maxsize=2048)
def _said(text: str) -> tuple[Said, ...]:
    return read_sentences(text)


def _spelt(words: str, source: str) -> bool:
    return unicodedata.normalize("NFKC", words) in unicodedata.normalize("NFKC", source)


def weigh(text: str, sources: Mapping[int, str], told: str = "") -> tuple[list[str], list[str], int, int]:
    """(sentences not borne, with why; citations that do not count, with why; citing sentences; citations)."""
    return _weighed(text, tuple(sorted(sources.items())), told)


@lru_cache(maxsize=256)
def _weighed(
    text: str, given: tuple[tuple[int, str], ...], told: str
) -> tuple[list[str], list[str], int, int]:
    sources = dict(given)
    bare, idle = [], []
    cited = [one for one in cited_sentences(text) if one.numbers]
    marked = 0
    for one in cited:
        known = {number: sources[number] for number in one.numbers if number in sources}
        why = bears(one.text, "\n".join(known.values()), told) if known else _NONE
        if why:
            bare.append(f"「{one.text[:30]}」{why}")
        for number in one.numbers:
            marked += 1
            others = "\n".join(words for other, words in known.items() if other != number)
            alone = bears(one.text, known[number], told) if number in known else _NONE
            if number not in known or why or (alone and others and not bears(one.text, others, told)):
                idle.append(f"[{number}]「{one.text[:24]}」{alone or why}")
    return bare, idle, len(cited), marked
