"""Which statements of the sources say something about what is asked, and which only seem to. Knows nothing of sections.

A line that speaks of another matter is worse than none: what is told touches the subject, and the topic of what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.extractive.asked import as_asked, lead_of, names_in, other_year, topic_of
from app.extractive.statements import DANGLING, HEADING_LONGEST, RECORDS, Statement, statements
from app.extractive.touching import on_it_of
from app.extractive.weighing import meaning_pairs, rarity, share
from app.retrieval import Evidence

_TOPIC = 0.5
_BESIDE = 0.5
"""Of the best one's worth: what says much less stands beside it for nothing."""
_PREFERRED = 1.4
"""What a regulation says counts more than what somebody wrote by it."""
_SAME = 0.6
_HEADING_WEIGHT = 0.5
_ASKED_WEIGHT = 0.8
_LEAST = 0.12
_HALF = 0.5
_OF_TOPIC = 0.4
_OTHER_YEAR = 0.4
"""What a sentence of 令和4年度 keeps of its worth where 令和8年度 is asked of: less than what stands beside the best one."""
_OLDER, _OLDER_ROW = 0.5, 0.9
_NEARLY = 0.75
"""Share of a topic that needs no first word, and that makes a statement one of a project whose name it hardly has."""
_COUNTED = re.compile(r"[0-9０-９][0-9０-９,，.．]*[人円件戸台冊％%]")
_AIM = re.compile(r"目標[^、。]*")
_WORD = 2
_YEAR = re.compile(r"(?:令和|(?<![A-Za-z])[RＲ])([0-9０-９元]{1,2})(?:年|(?=：))")
_UNIT = re.compile(r"（単位：[^（）]{1,6}）$")
COURSE = re.compile(r"推移|増減|経年")
"""What asks for more than the newest year of a table."""


def tell(
    evidence: Sequence[Evidence],
    about: str,
    *,
    most: int,
    subject: str = "",
    kinds: Sequence[str] = (),
    words: Sequence[str] = (),
    but: frozenset[str] = frozenset(),
    prose: bool = False,
    prefer: Sequence[str] = (),
) -> list[Statement]:
    """The ``most`` statements that say most ``about`` it, best first; with a ``subject`` only what is on it, with
    ``words`` only what has one of them. What says nearly the same as another, or as ``but``, is left out."""
    told = list(statements(evidence, kinds))
    rare = rarity(f"{each.above}\n{each.text}" for each in told)
    wanted, topic = meaning_pairs(about), topic_of(about)
    on_it = on_it_of(evidence, subject, wanted, rare, topic)
    ranked = []
    for each in (_columns_asked(row, about) for row in _of_part(told, about)):
        long_row = (
            prose and each.row and len(each.text) > HEADING_LONGEST and not _row_named(each.text, about)
        )
        if long_row or (words and not any(word in each.text for word in words)) or not on_it(each):
            continue
        if topic and not _of_topic(each, topic, about, rare):
            continue
        worth = as_asked(_worth(each, wanted, rare), about, each.text)
        worth *= _PREFERRED if each.kind in prefer else 1
        worth *= _OTHER_YEAR if other_year(about, each.text, each.above) else 1
        ranked += [(worth, each)] if worth >= _LEAST else []
    ranked = _newest_first(ranked, wanted, about)
    ranked.sort(key=lambda pair: (-pair[0], pair[1].order))
    chosen = _best_of(ranked, about, most, but)
    if prose:  # rows are not spoken where a sentence says it
        return [each for each in chosen if not each.row] or chosen
    return [*chosen, *_first_year(about, chosen, [each for _, each in ranked])]


def _best_of(
    ranked: Sequence[tuple[float, Statement]], about: str, most: int, but: frozenset[str]
) -> list[Statement]:
    """The best that say different things; of a table the newest year alone."""
    chosen: list[Statement] = []
    said = list(but)
    for worth, each in ranked:
        own = each.row and _row_named(each.text, about) and each.text not in said
        same = any(_same(each.text, other, row=each.row) for other in said) and not own
        year = each.row and _year(each) and any(_shape(each) == _shape(other) for other in chosen)
        if len(chosen) < most and worth >= _BESIDE * ranked[0][0] and not same and not year:
            chosen.append(each)
            said.append(each.text)
    return chosen


def _row_named(row: str, about: str) -> bool:
    """Whether what is asked names a row by its first cell: 日当 and 宿泊料 are two rows."""
    name = re.sub(r"[（(].*", "", row.partition("：")[0]).strip()
    return len(name) > 1 and name in about


def _shape(each: Statement) -> tuple[str, str]:
    """A row without its figures, and what it is read with: rows of one table that differ in their year alone are alike."""
    return each.above, re.sub(r"[0-9０-９,，.．元]+", "", each.text)


def _of_part(told: Sequence[Statement], about: str) -> list[Statement]:
    """Statements without the rows of another part of what is asked: of 「中央公民館の和室」 the rows of its other rooms."""
    rows = [(each.text.partition("：")[0], _part(each)) for each in told if each.row]
    meant = {name for name, part in rows if part and part in about and name in about}
    return [
        each
        for each in told
        if not (each.row and each.text.partition("：")[0] in meant and _part(each) not in about)
    ]


def _part(row: Statement) -> str:
    """The word in the second cell of a row, without what is in brackets; "" where that is a figure."""
    cell = row.text.partition("：")[2].partition("、")[0].partition(" ")[2]
    part = re.sub(r"[（(].*", "", cell).strip()
    return "" if len(part) < _WORD or re.search("[0-9０-９]", part) else part


def _columns_asked(each: Statement, about: str) -> Statement:
    """A row with those columns alone that a question names, where it names some and not all: 県外 of 県内 and 県外."""
    name, colon, rest = each.text.partition("：")
    unit = _UNIT.search(rest)
    rest = _UNIT.sub("", rest)
    cells = rest.split("、")
    asked = [cell for cell in cells if re.sub(r"^うち|（.*?）", "", cell.partition(" ")[0]) in about]
    if asked and _part(each) and _part(each) in about and cells[0] not in asked:
        asked.insert(0, cells[0])  # 和室 of 中央公民館, whose price is asked
    plain = each.row and colon and len(cells) > 1 and all(" " in cell for cell in cells)
    return (
        replace(each, text=f"{name}：{'、'.join(asked)}{unit[0] if unit else ''}")
        if plain and 0 < len(asked) < len(cells)
        else each
    )


def _first_year(about: str, chosen: Sequence[Statement], ranked: Sequence[Statement]) -> Iterator[Statement]:
    """The oldest row of the table that the first of ``chosen`` is the newest row of, where a course over years is asked."""
    newest = next((each for each in chosen[:1] if each.row and _year(each)), None)
    if newest is None or not COURSE.search(about):
        return
    rows = [each for each in ranked if each.row and each.above == newest.above and _year(each)]
    oldest = min(rows, key=_year, default=newest)
    if _year(oldest) < _year(newest):
        yield oldest


def _same(text: str, other: str, *, row: bool) -> bool:
    """Whether two statements say nearly the same: sentences of 731人 and of 745人 are two, rows of one table are not."""
    mine, theirs = (set(_COUNTED.findall(one)) for one in (text, other))
    apart = not row and mine and theirs and not mine & theirs
    return not apart and share(meaning_pairs(text), meaning_pairs(other), {}) > _SAME


def _of_topic(each: Statement, topic: frozenset[str], about: str, rare: dict[str, float]) -> bool:
    """Whether a statement, read with what stands above it, is of a line's topic: has its name and its first word."""
    said = f"{each.above}\n{each.text}"
    if each.kind == "通知" and not topic & meaning_pairs(f"{each.heading}\n{each.text}"):
        return (
            False  # each item of a notice is of a matter of its own: its title alone makes none of the topic
        )
    near, first = meaning_pairs(said), meaning_pairs(lead_of(about))
    if share(topic, near, rare) < _OF_TOPIC or not all(name in said for name in names_in(about)):
        return False
    return first <= near or share(topic, near, {}) >= _NEARLY


def _newest_first(
    ranked: Sequence[tuple[float, Statement]], wanted: frozenset[str], about: str
) -> list[tuple[float, Statement]]:
    """Less worth for what a newer meeting said again (「研究する」, then 「検討する」) and for a table's older years."""
    found = []
    for worth, each in ranked:
        own = wanted & meaning_pairs(each.text)
        later = any(
            _newer(other, each)
            and not other_year(about, other.text, other.above)
            and own <= meaning_pairs(f"{other.above}\n{other.text}")
            and len(own & meaning_pairs(other.text)) >= _HALF * len(own)  # not by its title alone
            for value, other in ranked
            if value >= _HALF * worth
        )
        rows = [_year(other) for _, other in ranked if each.row and other.row and other.above == each.above]
        older = max(rows, default=0) > _year(each) > 0
        found.append((worth * (_OLDER if later else 1) * (_OLDER_ROW if older else 1), each))
    return found


def _newer(other: Statement, each: Statement) -> bool:
    """Whether another statement is of a later meeting, or its figures of a later year."""
    if other.number == each.number:
        return False
    if each.kind in RECORDS and other.kind in RECORDS:
        return other.day is not None and (_undated(each) or (each.day is not None and other.day > each.day))
    return _year(other) > _year(each) > 0


def _undated(each: Statement) -> bool:
    """An answer prepared for some session: what was said in the council is newer."""
    return each.day is None and each.kind == "想定問答"


def _year(each: Statement) -> int:
    """The year of 令和 that the figures of a statement are of; what is aimed at is of no year yet."""
    years = [1 if year == "元" else int(year) for year in _YEAR.findall(_AIM.sub("", each.text))]
    return max(years, default=0)


def _worth(each: Statement, wanted: frozenset[str], rare: dict[str, float]) -> float:
    """Overlap of the sentence and, for less, of what stands above it; rare words count more, long sentences less."""
    own = share(wanted, meaning_pairs(each.text), rare)
    heading = share(wanted, meaning_pairs(each.above), rare) * (
        _ASKED_WEIGHT if each.asked else _HEADING_WEIGHT
    )
    both = max(map(len, wanted & (meaning_pairs(each.text) | meaning_pairs(each.above))), default=0)
    if own + heading / 2 < _LEAST or (both == 1 and max(map(len, wanted)) > 1):
        return 0.0  # 「気を付ける」 is not what two texts have in common
    topic = meaning_pairs(each.heading)
    about_it = _TOPIC if topic and topic <= wanted and max(map(len, topic)) > 1 else 0.0
    worth = (own + heading + about_it) / (1 + max(0, len(each.text) - 70) / 200)
    return worth * (0.6 if DANGLING.search(each.text) else 1)
