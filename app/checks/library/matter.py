"""Whether a source speaks of the very matter of a sentence that nobody drew from it. Knows nothing of states or findings.

Forms, budgets and notices of one kind have the same labels and rows and other values; only what agrees elsewhere, too,
can contradict.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Sequence
from decimal import Decimal
from functools import lru_cache

from app.checks.grounds.alignment import FOLLOWS, alike, likeness, nearest, nearness
from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.sources import open_sources
from app.checks.grounds.values import COUNTED, DATES
from app.checks.library.edges import other_side, reckons, seasons, strangers
from app.checks.library.occasions import first_lines
from app.result import Fact
from app.retrieval import Evidence
from app.text.named import plain_name
from app.text.spans import Span, find_spans, years
from app.text.wording import pairs

_CELL = " | "
_WORDS, _ENOUGH = 3, 6
"""Pairs that two sentences share at least, and those that suffice where the papers have no value in common."""
_KIN, _SAME_PAPER = 2, 8
"""Values in common that make two papers kin, and those that make them tell of one occasion."""
_NAME = 2
"""Pairs of a name that is more than a label: not 「時間」「日時」."""
_LAWS = ("条番号", "例規番号")
_AMENDS = re.compile(r"とし、|を加え|に改め|を削[りる]|次のように改正|一部を?改正")
CHANGED = re.compile(
    r"[（(]?[ 　]*(?:[0-9.．]+(?:％|パーセント)[）)])?(?:の|分)?(?:増|減|上[がま回]|下[がま回])"
)
"""What stands behind an amount by which something grew or shrank: it is no total."""
_PER_ONE = re.compile(r"[ 　]*(?:当たり|あたり|につき|ごと|の|[0-9０-９])")
_AND_OTHERS = re.compile(r"(?:ほか|外|他)[、 　]*$")
_RUNNING = re.compile(r"(?:延べ|累計|通算)[ 　]*(?:約)?$")


def same_matter(text: str, fact: Fact, source: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether what ``source`` says in place of ``fact`` is of the same law, year, row and thing. True where it cannot
    be told."""
    mine = next((each for each in read_sentences(text) if each.start <= fact.start < each.end), None)
    span = next((each for each in mine.spans if each.start == fact.start), None) if mine else None
    found = _rival(fact, mine, source) if mine else None
    if mine is None or span is None or found is None:
        return True
    theirs, rival = found
    if reckons(span, mine) or _rate_or_rest(span, mine) or _rate_or_rest(rival, theirs):
        return False
    if _of_its_own(text, span, source, mine, rival, theirs):
        return False
    if span.kind in _LAWS:
        same = _same_law(span, mine, rival, theirs)
        if not same or span.kind == "例規番号":
            return same
    if _other_years(span, mine, rival, theirs) or _other_role(span, mine, rival, theirs):
        return False
    kin = _kin(text, source)
    if _named(span, mine, theirs, source):
        return True
    if _CELL in mine.text or _CELL in theirs.text:
        return _same_row(mine, theirs, kin)
    shared = mine.words & theirs.words
    if span.kind == "条番号":
        return len(shared) >= _ENOUGH
    if any(_tells(each) for each in mine.values & theirs.values) or kin >= _KIN:
        return (
            len(shared) >= _WORDS or mine.words == theirs.words or bool(nearness(span, mine, rival, theirs))
        )
    return (
        span.kind != "回数" and len(shared) >= _ENOUGH and not _ambiguous(span, mine, len(shared), evidence)
    )


def _of_its_own(text: str, span: Span, source: Evidence, mine: Said, rival: Span, theirs: Said) -> bool:
    """Whether the value is the text's own affair: its count, its year, its side of a day, its section, its season."""
    if _its_own(text, span) or _of_other_years(text, span, source) or other_side(span, mine, rival, theirs):
        return True
    if span.kind == "電話" and strangers(text, span, source, rival):
        return True
    if span.kind in ("組織", "電話") and _one_of_many(span, mine, theirs, source):
        return True
    if seasons(mine) and seasons(theirs) and not seasons(mine) & seasons(theirs):
        return True
    # each amending bill amends something else
    return bool(_AMENDS.search(mine.text) and _AMENDS.search(theirs.text))


def _ambiguous(span: Span, mine: Said, shared: int, evidence: Sequence[Evidence]) -> bool:
    """Whether sentences that fit as well say different things: every contract has a 契約金額."""
    values = set()
    for row, like in open_sources([(one.number, one.words) for one in evidence], {}).like(mine):
        if like >= FOLLOWS and len(mine.words & row.said.words) >= shared:
            alikes = [each for each in row.said.spans if alike(span, each)]
            standing = nearest(span, mine, row.said, alikes)
            if standing is not None and nearness(span, mine, standing, row.said):
                values.add((standing.value, standing.unit))
    return len(values) > 1


def _rival(fact: Fact, mine: Said, source: Evidence) -> tuple[Said, Span] | None:
    """The likest sentence of the source with the quoted words in it, and the span that they end with."""
    found = [
        (said, each)
        for said in read_sentences(source.words)
        for place in re.finditer(re.escape(fact.quote), said.text if fact.quote else "")
        for each in said.spans
        if each.end == said.start + place.end()
    ]
    return max(found, key=lambda pair: likeness(mine, pair[0]), default=None)


def _same_law(span: Span, mine: Said, rival: Span, theirs: Said) -> bool:
    """Articles are compared only of the law that both name right before them."""
    one, other = _plain(span.text), _plain(rival.text)
    if one.startswith(other) or other.startswith(one):
        return False
    own, told = _law(span, mine), _law(rival, theirs)
    return bool(own) and own == told


def _one_of_many(span: Span, mine: Said, theirs: Said, source: Evidence) -> bool:
    """Whether the source asks its readers to several sections: 「問い合わせ」 alone tells not whose matter it is."""
    told = {each.value for said in read_sentences(source.words) for each in said.spans if alike(span, each)}
    return len(told) > 1 and len(mine.words & theirs.words) < _ENOUGH


def _rate_or_rest(span: Span, said: Said) -> bool:
    """「1区画30平方メートル」 counts no plots; 「ほか12人」 counts whom the sentence has not named."""
    before, after = said.text[: span.start - said.start], said.text[span.end - said.start :]
    return (span.value == 1 and bool(_PER_ONE.match(after))) or bool(_AND_OTHERS.search(before))


def _its_own(text: str, span: Span) -> bool:
    """Whether the first lines have it, too: of its own count, year and month a paper is never wrong by another."""
    return span.kind in ("回数", "年度", "年月", "月") and span.text in first_lines(text)


def _of_other_years(text: str, span: Span, source: Evidence) -> bool:
    """Whether all years of the text (but the one at hand) are others than all years of the passage and its title."""
    spans = [each for said in read_sentences(text) for each in said.spans if each != span]
    own = years(spans)
    told = years(find_spans(f"{source.document.title}\n{source.words}"))
    return bool(own and told) and not own & told


def _law(span: Span, said: Said) -> str:
    laws = [each for each in said.spans if each.kind == "例規名" and each.end <= span.start]
    return plain_name(str(laws[-1].value)) if laws else ""


def _other_years(span: Span, mine: Said, rival: Span, theirs: Said) -> bool:
    """Whether the year that each value is told of differs: the one named last before it, else all of its sentence."""
    if span.kind in (*DATES, "年度"):
        return False
    own, told = _years(span, mine), _years(rival, theirs)
    return bool(own and told) and not own & told


def _years(span: Span, said: Said) -> frozenset[int]:
    before = [each for each in said.spans if each.end <= span.start and years([each])]
    return years(before[-1:]) or years(said.spans)


def _other_role(span: Span, mine: Said, rival: Span, theirs: Said) -> bool:
    """Whether one is how much something changed, or a running total, and the other is not."""
    return span.kind in COUNTED and _role(span, mine) != _role(rival, theirs)


def _role(span: Span, said: Said) -> tuple[bool, bool]:
    before, after = said.text[: span.start - said.start], said.text[span.end - said.start :]
    return bool(CHANGED.match(after)), bool(_RUNNING.search(before))


def _same_row(mine: Said, theirs: Said, kin: int) -> bool:
    """Rows of one name that share another telling value; a sentence that has one of a row, or all of its name."""
    told = [each for each in mine.values & theirs.values if _tells(each, bare=3)]
    shared = bool(told) and 2 * len(told) >= len([each for each in mine.values if _tells(each, bare=3)]) - 1
    one, both, _ = mine.text.partition(_CELL)
    name, row, _ = theirs.text.partition(_CELL)
    if both and row:
        if len([each for each in mine.values - theirs.values if _tells(each, bare=3)]) > 1:
            return False  # the same table of another time: one slip is one figure
        same = _plain(one) == _plain(name)
        return same and bool(_name(name)) and shared and (len(_name(name)) >= _NAME or kin >= _SAME_PAPER)
    if both:
        return shared
    if shared and len(mine.words & theirs.words) >= _WORDS:
        return True
    return len(_name(name)) >= _NAME and _name(name) <= mine.words


def _named(span: Span, mine: Said, theirs: Said, source: Evidence) -> bool:
    """Whether a sentence names the row that the source's words stand in, whole, or for a telephone most of it."""
    begin = source.words.rfind("\n", 0, theirs.start) + 1
    cell, row, _ = source.words[begin : theirs.end].partition(_CELL)
    name = _name(cell) if row and _CELL not in mine.text else frozenset()
    if span.kind == "電話":
        return len(name & mine.words) > _NAME
    return len(name) > _NAME and name <= mine.words


def _name(cell: str) -> frozenset[str]:
    """The words of a row's first cell, without its number."""
    return frozenset(each for each in pairs(cell) if not each.isdigit())


def _kin(text: str, source: Evidence) -> int:
    """How many telling values the text and the passage have in common."""
    return len(telling(text) & telling(source.words))


@lru_cache(maxsize=512)
def telling(text: str) -> frozenset[Hashable]:
    """The values of a text that two papers have only of one thing."""
    return frozenset(each for said in read_sentences(text) for each in said.values if _tells(each, bare=3))


def _tells(value: Hashable, *, bare: int = 2) -> bool:
    """Whether two papers that have a value have it of one thing: a day, a time, a figure of some digits; no year, no 1部."""
    assert isinstance(value, tuple)
    kind, what, unit = value
    if kind in DATES:
        return isinstance(what, tuple) and what[1] is not None and what[2] is not None
    if kind in COUNTED and isinstance(what, Decimal):
        digits = len(str(what).replace(".", "").strip("0"))
        if not unit:
            return digits >= bare + (what != what.to_integral_value())
        return digits >= 2 or what >= 100
    return kind in ("時刻", "電話", "文書番号", "メール", "URL")


def _plain(text: str) -> str:
    return re.sub(r"^[0-9]+\.|[ 　・]", "", unicodedata.normalize("NFKC", text))
