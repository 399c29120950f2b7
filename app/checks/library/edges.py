"""Two values that only seem to differ: the last day of the old and the first of the new, a day of another 附則, the
telephone of another 課. Knows nothing of states.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import one_name, parts
from app.retrieval import Evidence
from app.text.spans import Span

_UNTIL, _FROM = re.compile(r"[ 　]*(?:まで|限り|をもって|以前)"), re.compile(r"[ 　]*(?:から|以降|以後|より)")
_ENACTED = re.compile(
    r"[ 　]*(?:[一-龠]{0,6}(?:市|町|村|県|組合|広域連合))?(?:教育委員会)?(?:条例|規則|規程|訓令|告示|要綱|公告)(?:第|）|\))"
)
_AGO = re.compile(r"(?:前年度?|昨年度?|前回|前期)(?:末|同期|同月)?(?:の|は|には?)?[ 　]*(?:約)?$")
_HEADED = re.compile(
    r"(?:について|伺い|資料[0-9０-９]*|計画|要[領項]|状況|会議録|概要|[書表案]|[）)])[ 　（(]*$"
)
_SEASONS = re.compile(r"[春夏秋冬](?=の|季|期)|上半期|下半期|上期|下期")
_PLAIN = 2023
"""A year without a 29 February, where nobody tells which."""
_REACH, _DAY = 120, 1


def other_side(span: Span, mine: Said, rival: Span, theirs: Said) -> bool:
    """Whether one ends where the other begins (「3月31日まで」 and 「4月1日から」), is the day on which a 附則 was enacted, or
    the figure of the year before."""
    own, told = span.end - mine.start, rival.end - theirs.start
    if span.kind == rival.kind == "日付":
        if _ENACTED.match(mine.text, own) or _ENACTED.match(theirs.text, told):
            return True
        if _HEADED.search(theirs.text[: rival.start - theirs.start]) and not theirs.text[told:].strip(
            "）) 　"
        ):
            return True  # the day that a paper bears behind its title
        ends = (_UNTIL.match(mine.text, own), _FROM.match(theirs.text, told))
        begins = (_FROM.match(mine.text, own), _UNTIL.match(theirs.text, told))
        return (all(ends) and _next(span, rival)) or (all(begins) and _next(rival, span))
    ago = [
        bool(_AGO.search(said.text[: each.start - said.start]))
        for each, said in ((span, mine), (rival, theirs))
    ]
    return ago[0] != ago[1]


def _next(one: Span, other: Span) -> bool:
    """Whether the second day is the one after the first; a year that one does not tell is the other's."""
    first, last = parts(one), parts(other)
    year = first[0] or last[0] or _PLAIN
    try:
        days = (
            date(first[0] or year, first[1] or 0, first[2] or 0),
            date(last[0] or year, last[1] or 0, last[2] or 0),
        )
    except ValueError:
        return False
    return (days[1] - days[0]).days == _DAY


def strangers(text: str, span: Span, source: Evidence, rival: Span) -> bool:
    """Whether the telephone stands below another section than the paper's, or either stands below none."""
    own, told = _section(text, span.start), _section(source.words, rival.start)
    return not own or not told or not one_name(own, told)


def _section(text: str, at: int) -> str:
    """The 課 named last before a place, within some lines."""
    named = [
        each
        for said in read_sentences(text)
        for each in said.spans
        if each.kind in ("組織", "施設") and at - _REACH <= each.start and each.end <= at
    ]
    return str(named[-1].value) if named else ""


def seasons(said: Said) -> frozenset[str]:
    return frozenset(_SEASONS.findall(said.text))


def reckons(span: Span, said: Said) -> bool:
    """Whether a figure of a row follows from two others of it: 「92,882 | △2,363 | 90,519」 is right by itself, and the
    row of another supplementary budget says other figures."""
    if " | " not in said.text or not isinstance(span.value, Decimal):
        return False
    values = [each.value for each in said.spans if isinstance(each.value, Decimal) and each.unit == span.unit]
    return any(
        one + other == whole and span.value in (one, other, whole)
        for at, one in enumerate(values)
        for other in values[at + 1 :]
        for whole in values
        if one and other
    )
