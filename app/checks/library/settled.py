"""What the library says of the very thing of a sentence in one way only: 「敷金　家賃2か月分」 where the page and the FAQ have
3か月分. Knows no papers of the matter.

A figure of a year or of an event is told in many ways and settles nothing; what every sentence of the same words gives with
one value is how the office has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.checks.grounds.alignment import alike, nearest, nearness
from app.checks.grounds.bound import label_of
from app.checks.grounds.pools import Said, make_pool, quote_around, read_sentences
from app.checks.grounds.values import COUNTED
from app.checks.library.close import of_subject
from app.checks.library.clues import slip
from app.checks.library.edges import other_side
from app.checks.library.waved import waved_off
from app.result import Fact, Finding
from app.retrieval import Evidence
from app.text.spans import Span, years
from app.text.wording import pairs

_CELL = " | "
_FEW, _SHARED, _OWN = 4, 3, 2
"""Words from which a sentence tells by itself what it is about; those that two must share, and those of the sentence itself."""
_MOST, _SURE, _SURE_WORDS = 0.6, 0.75, 4
"""Share of the words that must be told; share and number from which one paper is enough."""
_PLAIN = frozenset(
    [
        "以上",
        "以内",
        "以下",
        "未満",
        "必要",
        "場合",
        "合計",
        "対象",
        "金額",
        "予定",
        "令和",
        "年度",
        "現在",
        "次の",
        "下記",
        "記載",
        "事項",
        "本市",
        "市の",
        "別に",
        "別",
    ]
)
_SIZES = pairs("手数料 料金 使用料 利用料 費用 金額 補助金 定員 人数 単価 税込 税抜 料")
"""What a figure is the size of; it tells not of what thing."""
_CHANGED = re.compile(
    r"[（(]?[ 　]*(?:[0-9.．]+(?:％|パーセント)[）)])?(?:の|分)?(?:増|減|上[がま回昇]|下[がま回]|伸び)"
)
_BOUND = re.compile(r"[ 　]*(?:以[上下内前後]|未満|を?超え|まで|を限度|を上限)")
_HEADING = re.compile(r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]|[(（][0-9０-９]{1,2}[)）]|[・○●■◆])")
"""A line of a list stands by itself."""
_THEN = re.compile(r"前回|前年|昨年|従来|これまで|かつて|当時|改[正定]前|旧")
_EXAMPLE = re.compile(r"例えば|(?:の|計算)例|場合の例|（例）|仮に")
_TOLD = "「{text}」は、「{source}」では「{told}」です。どちらが正しいかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Place:
    span: Span
    said: Said
    source: Evidence
    share: float
    words: int
    typed: bool
    """Whether the figure at hand is but a slip of the key for it, beside three words at least."""


def settled(text: str, near: Sequence[Evidence], facts: Sequence[Fact]) -> Iterator[Finding]:
    """A warning for each figure that no paper says and that all sentences of the same words give otherwise, in one way.

    One sentence that would contradict two figures of the text speaks of neither."""
    open_ = {one.start for one in facts if one.state in ("unsupported", "conflict")}
    sentences = read_sentences(text)
    found: list[tuple[Span, _Place]] = []
    for at, mine in enumerate(sentences):
        if _THEN.search(mine.text) or _EXAMPLE.search(mine.text):
            continue
        for span in mine.spans:
            if span.start not in open_ or span.kind not in COUNTED or not span.unit or span.value == 1:
                continue
            words = _about(mine, sentences[:at])
            if len(words - _SIZES) >= _OWN and (place := _agreed(_places(text, span, mine, words, near))):
                found.append((span, place))
    for span, place in found:
        if sum(each.span.text == place.span.text and each.said == place.said for _, each in found) > 1:
            continue
        label = place.source.citation.label
        told = quote_around(make_pool("", 1, place.source.words), place.span)
        words_ = _TOLD.format(text=span.text, source=label, told=told)
        one = Finding("fact.conflict", "warning", words_, span.start, span.end, source=label)
        if not waved_off(text, one, near):
            yield one


def _about(mine: Said, before: Sequence[Said]) -> frozenset[str]:
    """The words that tell what a figure is of: of its sentence and, where they are few, of the two before."""
    words = frozenset(each for each in mine.words - _PLAIN if not each.isascii())
    if len(words) < _FEW and not _HEADING.match(mine.text):
        for said in before[-2:]:
            words |= {each for each in said.words - _PLAIN if len(each) > 1 and not each.isascii()}
    return words


def _places(
    text: str, span: Span, mine: Said, words: frozenset[str], near: Sequence[Evidence]
) -> list[_Place]:
    """What stands for the figure in sentences of the same words; none where one of them has the figure itself."""
    found: list[_Place] = []
    for one in near:
        label = pairs(one.citation.label)
        theirs = read_sentences(one.words)
        for at, said in enumerate(theirs):
            there = [each for each in said.spans if alike(span, each)]
            own = words & (_about(said, theirs[:at]) | _row_name(said)) if there else frozenset()
            shared = own | (words & label)
            if not there or len(own - _SIZES) < _OWN or len(shared) < _SHARED:
                continue
            if any(each.value == span.value for each in there):
                return []
            standing, tied = _standing(span, mine, words, said, there)
            share = len(shared) / len(words)
            if standing is None or share < _MOST or not (tied or not _other(span, mine, standing, said)):
                continue
            if of_subject(text, one, span.start):
                typed = slip(span, standing) and len(own - _SIZES) >= _SHARED
                found.append(_Place(standing, said, one, share, len(own), typed))
    return found


def _standing(
    span: Span, mine: Said, words: frozenset[str], said: Said, there: Sequence[Span]
) -> tuple[Span | None, bool]:
    """What stands in the figure's place, and whether the sentence is tied to the text's by another figure of both."""
    values = {(each.kind, each.value) for each in mine.spans}
    shared = [each for each in there if (each.kind, each.value) in values and len(each.text) > _OWN]
    rest = [each for each in there if (each.kind, each.value) not in values]
    if shared and len(rest) == 1:
        return rest[0], True
    standing = nearest(span, mine, said, there) if not shared else None
    if standing is not None and (len(there) == 1 or nearness(span, mine, standing, said)):
        return standing, False
    told = sorted(((len(words & label_of(each, said)), each.start, each) for each in there), reverse=True)
    certain = len(told) > 1 and not shared and told[0][0] >= _OWN and told[0][0] > told[1][0]
    return (told[0][2] if certain else None), False


@lru_cache(maxsize=2048)
def _row_name(said: Said) -> frozenset[str]:
    return pairs(said.text.partition(_CELL)[0]) if _CELL in said.text else frozenset()


def _other(span: Span, mine: Said, standing: Span, said: Said) -> bool:
    """Whether the two are of other years, or one of them is a change, or a bound that the other is not."""
    one, other = years(mine.spans), years(said.spans)
    if (one or other) and not one & other:
        return True
    after = [each.text[place.end - each.start :][:8] for place, each in ((span, mine), (standing, said))]
    if any(bool(form.match(after[0])) != bool(form.match(after[1])) for form in (_CHANGED, _BOUND)):
        return True
    if _EXAMPLE.search(said.text):
        return True
    return other_side(span, mine, standing, said) or _THEN.search(said.text) is not None


def _agreed(found: list[_Place]) -> _Place | None:
    """The best of places that all say one value, told by two papers or by one that says all of the sentence."""
    if not found:
        return None
    best = max(found, key=lambda each: (each.share, each.words))
    if len({(each.span.value, each.span.unit) for each in found}) != 1:
        return None
    papers = {each.source.document.id for each in found}
    sure = (best.share >= _SURE and best.words >= _SURE_WORDS) or best.typed
    return best if len(papers) > 1 or sure else None
