"""Values that a source gives as a pair, the new and the old, told the wrong way: 「12便を6便に」 for 「12便を8便に」,
「3年」 where it says 「5年（改正前は3年）」. Knows nothing of tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.checks.grounds.alignment import alike
from app.checks.grounds.pools import Said, read_sentences
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span
from app.text.wording import pairs

_TO = re.compile(r"(?:を|から)[、 　]?(?:約)?")
_BECOMES = re.compile(r"(?:に|へ|と)(?![一-龠]{0,4}比)|[（(](?![^（()）]*[）)](?:の|分)?[増減上下])")
_OLD = re.compile(
    r"(?:[ 　]*(?:とする|以上|以下|以内|の者|の方))*[ 　]*[（(](?:(?:改[正定]|変更|見直し)前|従前|従来|これまで|旧|現行|前年度?|昨年度?|前期|(?:令和|平成)[0-9０-９元]+年(?:度|[0-9０-９]+月(?:[0-9０-９]+日)?)?まで)(?:は|：|、|の)?[^（）()0-9０-９]{0,8}$"
)
_THEN = re.compile(
    r"前年|昨年|前期|前回|改[正定]前|変更前|従来|従前|これまで|旧|現行|までは|から[、 　]?$|を[、 　]?$"
)
_AGO = re.compile(r"[^。0-9０-９]{0,8}、?[^。0-9０-９]{0,4}(?:前年|昨年|前回)[^。0-9０-９]{0,14}")
_YEAR_AGO = re.compile(r"(?:前年度?|昨年度?|前回)(?:同期|同月|末|の)?[ 　：は（(]*$")
_GROWN = re.compile(r"(?:の|、)?(?:増|減|多|少な|上回|下回)")
_UP = re.compile(r"(?:の|、)?(?:増|多|上回)")
_WAYS = {True: "減", False: "増"}
_SHORT = {"減": "の増", "増": "の減"}
_TURNED = "「{text}」は、「{source}」の数字では{way}です。増か減かを確かめてください。"
_MADE = "「{text}」は、「{source}」の{base}と{ago}の差（{right}）と合いません。数字を確かめてください。"
_WORDS = 2
_TURNS = "「{text}」は、「{source}」では「{old}」から「{new}」です。どちらが正しいかを確かめてください。"
_FORMER = "「{text}」は、「{source}」では前の値（改める前、前年など）で、今は「{new}」です。どちらを書くかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Change:
    """A pair of a source's sentence. ``words`` stand before it; ``source`` is the label."""

    old: Span
    new: Span
    words: frozenset[str]
    source: str


def misturned(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each value that the papers change into another, and for each that is the old one of a pair."""
    turns = _by_old(papers, _turns)
    for said in read_sentences(text) if turns else ():
        for mine in _turns(said, ""):
            found = turns.get((mine.old.value, mine.old.unit), ())
            if found and all(each.new.value == found[0].new.value != mine.new.value for each in found):
                other = found[0]
                told = _TURNS.format(
                    text=mine.new.text, source=other.source, old=other.old.text, new=other.new.text
                )
                yield Finding(
                    "fact.conflict", "warning", told, mine.new.start, mine.new.end, source=other.source
                )


def outdated(text: str, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each value that a paper has only as the former one of a pair: 「1回300円（3月31日までは200円）」."""
    formers = _by_old(evidence, _formers)
    for said in read_sentences(text) if formers else ():
        for span in said.spans:
            known = formers.get((span.value, span.unit), ())
            if found := next((each for each in known if _still(span, said, each)), None):
                told = _FORMER.format(text=span.text, source=found.source, new=found.new.text)
                yield Finding("fact.conflict", "warning", told, span.start, span.end, source=found.source)


def _by_old(
    papers: Sequence[Evidence], read: Callable[[Said, str], Iterator[_Change]]
) -> dict[tuple[object, str], list[_Change]]:
    """The pairs that ``read`` finds in the papers' sentences, by the old value and its unit."""
    found: dict[tuple[object, str], list[_Change]] = defaultdict(list)
    for one in papers:
        for said in read_sentences(one.words):
            for change in read(said, one.citation.label):
                found[change.old.value, change.old.unit].append(change)
    return found


def _still(span: Span, said: Said, change: _Change) -> bool:
    """Whether the sentence tells the former value as the one of now, of the same thing."""
    before = said.text[: span.start - said.start]
    new = any((each.value, each.unit) == (change.new.value, change.new.unit) for each in said.spans)
    near = pairs(before[-20:]) | pairs(said.text[span.end - said.start :][:12])
    return not new and not _THEN.search(before[-12:]) and len(change.words & near) >= _WORDS


def misreckoned(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each difference from the year before that the papers' two figures do not make."""
    for said in read_sentences(text):
        for base, change in pairwise(each for each in said.spans if each.unit):
            gap = said.text[base.end - said.start : change.start - said.start]
            after = said.text[change.end - said.start :]
            if base.unit != change.unit or not _AGO.fullmatch(gap) or not _GROWN.match(after):
                continue
            for one in papers:
                found = _made(base, change, one)
                if found is not None:
                    told = _MADE.format(
                        text=change.text,
                        source=one.citation.label,
                        base=base.text,
                        ago=found.text,
                        right=_size(base, found),
                    )
                    yield Finding(
                        "fact.conflict", "warning", told, change.start, change.end, source=one.citation.label
                    )
                    break
                if _other_way(base, change, after, one):
                    way = _WAYS[bool(_UP.match(after))]
                    told = _TURNED.format(
                        text=f"{change.text}{_SHORT[way]}", source=one.citation.label, way=way
                    )
                    end = change.end + len(_GROWN.match(after)[0])  # type: ignore[index]  # it matched above
                    yield Finding(
                        "fact.negation", "warning", told, change.start, end, source=one.citation.label
                    )
                    break


def _other_way(base: Span, change: Span, after: str, one: Evidence) -> bool:
    """Whether the paper's figure of the year before makes the very change, the other way: 増 for 減."""
    ago = _ago(base, one)
    if ago is None or not isinstance(base.value, Decimal) or not isinstance(ago.value, Decimal):
        return False
    return abs(base.value - ago.value) == change.value and (base.value > ago.value) != bool(_UP.match(after))


def _made(base: Span, change: Span, one: Evidence) -> Span | None:
    """The figure of the year before beside ``base`` in a paper, where the two do not make the change."""
    ago = _ago(base, one)
    if ago is None or not isinstance(base.value, Decimal) or not isinstance(ago.value, Decimal):
        return None
    return ago if abs(base.value - ago.value) != change.value else None


def _ago(base: Span, one: Evidence) -> Span | None:
    """The one figure of the year before in the sentence of a paper that has ``base``."""
    for theirs in read_sentences(one.words):
        same = [each for each in theirs.spans if (each.value, each.unit) == (base.value, base.unit)]
        ago = [
            each
            for each in theirs.spans
            if alike(base, each)
            and each.value != base.value
            and _YEAR_AGO.search(theirs.text[: each.start - theirs.start])
        ]
        if len(same) == len(ago) == 1:
            return ago[0]
    return None


def _size(base: Span, ago: Span) -> str:
    assert isinstance(base.value, Decimal) and isinstance(ago.value, Decimal)
    return f"{abs(base.value - ago.value):,}{base.unit}"


def _turns(said: Said, source: str) -> Iterator[_Change]:
    """「12便を8便に」."""
    for one, other in pairwise(said.spans):
        between = said.text[one.end - said.start : other.start - said.start]
        after = said.text[other.end - said.start :]
        if one.unit and alike(one, other) and _TO.fullmatch(between) and _BECOMES.match(after):
            yield _Change(one, other, frozenset(), source)


def _formers(said: Said, source: str) -> Iterator[_Change]:
    """「5年とする（改正前は3年）」: the new value first, the old one in brackets. A year told between is no value."""
    for at, new in enumerate(said.spans):
        for old in said.spans[at + 1 : at + 3]:
            between = said.text[new.end - said.start : old.start - said.start]
            if alike(new, old) and new.unit and new.value != old.value and _OLD.search(between):
                left = said.text[max(0, new.start - said.start - 20) : new.start - said.start]
                yield _Change(old, new, pairs(left) | pairs(between.partition("（")[0]), source)
                break
