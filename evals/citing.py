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

from app.checks.grounds.alignment import likeness
from app.checks.grounds.polarity import denials, reversed_sense
from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import follows, says
from app.citation import MARK
from app.text.marks import REVIEW
from app.text.spans import Span
from app.text.wording import pairs
from evals.joined import joined_pairs, joined_sentences, joined_spans
from evals.own_places import own_places

ENOUGH, LIKE = 0.5, 0.34
"""The share of a sentence's words that its source has; the likeness from which two sentences speak of one thing."""
REST, REST_LIKE = 2, 0.6
"""What follows a condition: the fewest pairs of letters, and the share of them that the head of a list must have."""
VERBATIM = 12
"""Letters at the end of two sentences that are the same but for a denial: one of them is the other turned round."""
TOUCHES = 0.15
"""The share of a sentence's words below which a source has nothing to do with it."""
_WIDE_MARK = re.compile(
    r"[〔［\[【(（]?※?(?:注|出典|資料|根拠|参考|文献)[ 　]*[0-9０-９]{1,3}[〕］\]】)）]?|〔[0-9０-９]{1,3}〕"
)
_APART = "出典の言葉と離れています"
_NONE = "番号の出典がありません"
_DENIALS = (
    ("ませんでした", "ました"), ("ではありません", "です"), ("ません", "ます"), ("できない", "できる"), ("していない", "している"),
    ("しない", "する"), ("行わない", "行う"), ("でない", "である"),
)  # fmt: skip
_DENIED = "\0"
"""Stands after a word that denied and no longer does."""
SENTENCE = re.compile(r"[^。\n]+(?:。[」）)]?)?(?:[ 　]*" + MARK.pattern + r")*")


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence without its marks, and the numbers that it names."""

    text: str
    numbers: tuple[int, ...]


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


def cited_sentences(text: str) -> tuple[Cited, ...]:
    """The sentences that assert something: no headings, no questions, nothing under five pairs of letters."""
    return _cited(REVIEW.sub("", text))


@lru_cache(maxsize=64)  # the scorers of one output ask for the same text
def _cited(text: str) -> tuple[Cited, ...]:
    found = []
    for match in SENTENCE.finditer(text):
        plain = MARK.sub("", _WIDE_MARK.sub("", match[0])).strip(" 　・○●■")
        if "。" in plain and len(pairs(plain)) >= 5 and not plain.rstrip("。").endswith("か"):
            found.append(Cited(plain, marks(match[0])))
    return tuple(found)


@lru_cache(maxsize=4096)
def bears(sentence: str, *sources: str, told: str = "") -> str:
    """The empty string when the ``sources`` bear ``sentence`` together, else why not, for a clerk. Figures may also be ``told``."""
    words = pairs(sentence)
    if len(words & joined_pairs((*sources, told))) < ENOUGH * len(words):
        return _APART
    for span in joined_spans((sentence,)):
        if not any(_stated(span, each) for each in (sources, (told,))):
            return f"「{span.text}」が出典にありません"
    for said in read_sentences(sentence):
        if turned := turned_round(said, joined_sentences(sources)):
            return f"「{turned[0]}」が、出典では「{turned[1]}」です"
    return ""


def _stated(span: Span, grounds: tuple[str, ...]) -> bool:
    """Whether these texts write the figure, or say it or what it follows from in other words."""
    ground = "\n".join(grounds)
    return _spelt(span.text, ground) or any(
        says(one, span, ground) or follows(one, span, ground) for one in joined_spans(grounds)
    )


def turned_round(said: Said, source: tuple[Said, ...]) -> tuple[str, str] | None:
    """(its words, the words of the source) where a sentence says the opposite of what it follows, else None.

    It is held against the sentence that is nearest, and what follows its 「…ときは、」 against the one that has those
    words: an item of a list and the head of the list are two sentences of the source, and one of a text.
    """
    nearest = max(source, key=lambda other: likeness(said, other), default=None)
    if nearest is None or likeness(said, nearest) < LIKE:
        return None
    if found := reversed_sense(said, nearest):
        return found[1], found[2]
    if ends := _denied(said, source):
        return ends
    condition, _, rest = said.text.rpartition("ときは、")
    words = pairs(rest) if condition else frozenset()
    if len(words) < REST or len(words & nearest.words) >= ENOUGH * len(words):
        return None
    heads = [other for other in source if other is not nearest and "ときは、" in other.text]
    head = max(heads, key=lambda other: len(words & other.words), default=None)
    if head is None or len(words & head.words) < REST_LIKE * len(words):
        return None
    mine, theirs = read_sentences(rest), read_sentences(head.text.rpartition("ときは、")[2])
    found = reversed_sense(mine[0], theirs[0]) if mine and theirs else None
    return (found[1], found[2]) if found else None


def denied_alone(said: Said, source: tuple[Said, ...]) -> tuple[str, str] | None:
    """The end of a sentence that denies, where the source has its words and denies nothing anywhere, and the source's
    nearest sentence; else None. A sentence put together from two of the source is near neither of them."""
    end = MARK.sub("", said.text).strip()
    last = re.split("、", end)[-1]
    if not denials(last) % 2 or any(denials(one.text) for one in source):
        return None
    words = frozenset[str]().union(*(one.words for one in source))
    if len(said.words) < REST or len(said.words & words) < ENOUGH * len(said.words):
        return None
    nearest = max(source, key=lambda one: len(one.words & said.words))
    return last[-14:], nearest.text.strip()[-14:]


def _denied(said: Said, source: tuple[Said, ...]) -> tuple[str, str] | None:
    """The ends of two sentences that are the same, letter by letter, but for a denial. Where the source says both, the
    sentence that agrees further counts, and of equals the one that denies as often."""
    mine, end = _affirmed(said.text), _bare(said.text)[-VERBATIM:]
    ends = [
        (*_same_end(mine, _affirmed(one.text)), one.text.strip())
        for one in source
        if _bare(one.text).endswith(end)
    ]
    same, differs, text = max(ends, key=lambda row: (row[0], not row[1]), default=(0, False, ""))
    return (said.text.strip()[-same:], text[-same:]) if same >= VERBATIM and differs else None


@lru_cache(maxsize=4096)
def _affirmed(text: str) -> str:
    """A sentence without blanks and citation marks, each denial turned and followed by _DENIED."""
    plain = re.sub(r"\s|\[\d+\]", "", unicodedata.normalize("NFKC", text)).rstrip("。|")
    for against, positive in _DENIALS:
        plain = plain.replace(against, positive + _DENIED)
    return plain


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return _affirmed(text).replace(_DENIED, "")


def _same_end(one: str, other: str) -> tuple[int, bool]:
    """How many letters two texts end with in common, and whether one of them denies there once more than the other."""
    bare, rival = (text.replace(_DENIED, "") for text in (one, other))
    same = next(
        (at for at, (a, b) in enumerate(zip(reversed(bare), reversed(rival), strict=False)) if a != b),
        min(len(bare), len(rival)),
    )
    return same, (_denials(one, same) - _denials(other, same)) % 2 == 1


def _denials(text: str, letters: int) -> int:
    """The denials among the last ``letters`` letters."""
    count = 0
    for letter in reversed(text):
        if letter != _DENIED:
            letters -= 1
        if letters < 0:
            break
        count += letter == _DENIED
    return count


def _touches(sentence: str, source: str) -> bool:
    """Whether a source has words or a figure of the sentence at all, whatever the form says."""
    words = pairs(sentence)
    return len(words & pairs(source)) >= TOUCHES * len(words) or any(
        _spelt(span.text, source) for span in joined_spans((sentence,)) if len(span.text) > 2
    )


def _spelt(words: str, source: str) -> bool:
    return _plain(words) in _plain(source)


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def weigh(text: str, sources: Mapping[int, str], told: str = "") -> tuple[list[str], list[str], int, int]:
    """(sentences not borne, with why; citations that do not count, with why; citing sentences; citations)."""
    return _weighed(text, tuple(sorted(sources.items())), "\n".join([told, *own_places(text)]))


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
        why = bears(one.text, *known.values(), told=told) if known else _NONE
        if why:
            bare.append(f"「{one.text[:30]}」{why}")
        for number in one.numbers:
            marked += 1
            others = [words for other, words in known.items() if other != number]
            alone = bears(one.text, known[number], told=told) if number in known else _NONE
            apart = number in known and not _touches(one.text, known[number])
            if (
                number not in known
                or why
                or apart
                or (alone and any(others) and not bears(one.text, *others, told=told))
            ):
                idle.append(f"[{number}]「{one.text[:24]}」{alone or why or _APART}")
    return bare, idle, len(cited), marked
