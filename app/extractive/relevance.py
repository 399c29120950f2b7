"""Which statements of the sources say something about what is asked, and which only seem to. Knows nothing of sections.

A line that speaks of another matter is worse than none: what is told touches the subject, and the topic of what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.extractive.asked import (
    as_asked,
    asked_word,
    has_kind,
    has_unit,
    lead_of,
    names_in,
    other_year,
    topic_of,
    unit_asked,
)
from app.extractive.newer import DONE, newest_first, shape_of, year_of
from app.extractive.statements import DANGLING, HEADING_LONGEST, RECORDS, Statement, statements
from app.extractive.tables import columns_asked
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
_OF_LAST = re.compile(r"[去昨前]年|前回")
_TOTAL, _TOTAL_BONUS = re.compile(r"(?:[合総]?計|総数|全体)："), 1.3
_UNDER = 0.3
"""The most that a sentence is worth by what it is of alone."""
_HALF = 0.5
_OF_TOPIC = 0.4
_OTHER_YEAR = 0.4
"""What a sentence of 令和4年度 keeps of its worth where 令和8年度 is asked of: less than what stands beside the best one."""
_NEARLY = 0.75
"""Share of a topic that needs no first word, and that makes a statement one of a project whose name it hardly has."""
_COUNTED = re.compile(r"[0-9０-９][0-9０-９,，.．]*[千万億]?[人円件戸台冊％%]")
_WORD = 2
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
    for each in (_columns_asked(row, about) for row in _of_part(_with_the_word(told, about), about)):
        long_row = (
            prose and each.row and len(each.text) > HEADING_LONGEST and not _row_named(each.text, about)
        )
        if long_row or (words and not any(word in each.text for word in words)) or not on_it(each):
            continue
        if topic and not _of_topic(each, topic, about, rare):
            continue
        worth = max(_worth(each, wanted, rare), _by_subject(each, about, subject))
        worth = _fitting(as_asked(worth, about, each.text), each, about, prefer)
        ranked += [(worth, each)] if worth >= _LEAST else []
    ranked = newest_first(_counted(ranked, about), wanted, about)
    ranked.sort(key=lambda pair: (-pair[0], pair[1].order))
    chosen = _best_of(ranked, about, most, but)
    if prose and chosen and chosen[0].row and _TOTAL.match(chosen[0].text):
        return chosen[:1]
    said = (
        [each for each in chosen if not each.row] if prose else []
    )  # rows are not spoken where a sentence says it
    return said or [*chosen, *_first_year(about, chosen, [each for _, each in ranked])]


def _with_the_word(told: Sequence[Statement], about: str) -> list[Statement]:
    """The statements that have the thing that is asked of a place, where some have it: of 「体育館の休館日」 no other news of
    the 体育館; where none has, those alone that have such a thing (an hour for 使用時間)."""
    word = asked_word(about) if topic_of(about) else frozenset()
    having = [each for each in told if word and word <= meaning_pairs(f"{each.above}\n{each.text}")]
    return having or [each for each in told if not word or has_kind(about, each.text)]


def _counted(ranked: list[tuple[float, Statement]], about: str) -> list[tuple[float, Statement]]:
    """Of what may tell how many there are only what has a figure of that unit, where something has: as a paper of the office
    writes it, before what was said of it in a meeting."""
    unit = unit_asked(about)
    having = [pair for pair in ranked if unit and has_unit(unit, pair[1].text)]
    written = [pair for pair in having if pair[1].kind not in RECORDS]
    best = max((worth for worth, _ in having), default=0.0)
    first = max((worth for worth, _ in written), default=0.0)
    return (written if first and first >= _BESIDE * best else having) or ranked


def _fitting(worth: float, each: Statement, about: str, prefer: Sequence[str]) -> float:
    """More for a kind that is preferred and for a total, less for another year, nothing for what is to come where what was
    last year is asked."""
    worth *= _PREFERRED if each.kind in prefer else 1
    worth *= not _OF_LAST.search(about) or each.row or bool(DONE.search(each.text))
    worth *= _TOTAL_BONUS if each.row and _TOTAL.match(each.text) else 1
    return worth * (_OTHER_YEAR if other_year(about, each.text, each.above) else 1)


def _by_subject(each: Statement, about: str, subject: str) -> float:
    """What a sentence is worth for a line that only asks (「灯台ライトアップの期間と時間」): it need not say 期間, nor, below a
    heading that names it, the subject."""
    named = meaning_pairs(subject.partition("\n")[0])
    if not named or not about.startswith(f"{subject.partition(chr(10))[0].strip()}の"):
        return 0.0
    if as_asked(1.0, about, each.text) < 1:
        return 0.0
    return _UNDER * share(named, meaning_pairs(f"{each.heading}\n{each.above}\n{each.text}"), {})


def _best_of(
    ranked: Sequence[tuple[float, Statement]], about: str, most: int, but: frozenset[str]
) -> list[Statement]:
    """The best that say different things; of a table the newest year alone."""
    chosen: list[Statement] = []
    said = list(but)
    for worth, each in ranked:
        own = each.row and _row_named(each.text, about) and each.text not in said
        same = any(_same(each.text, other, row=each.row) for other in said) and not own
        year = each.row and year_of(each) and any(shape_of(each) == shape_of(other) for other in chosen)
        if len(chosen) < most and worth >= _BESIDE * ranked[0][0] and not same and not year:
            chosen.append(each)
            said.append(each.text)
    return chosen


def _row_named(row: str, about: str) -> bool:
    """Whether what is asked names a row by its first cell: 日当 and 宿泊料 are two rows."""
    name = re.sub(r"[（(].*", "", row.partition("：")[0]).strip()
    return len(name) > 1 and name in about


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
    """A row with those columns alone that a question names."""
    return replace(each, text=columns_asked(each.text, about, _part(each))) if each.row else each


def _first_year(about: str, chosen: Sequence[Statement], ranked: Sequence[Statement]) -> Iterator[Statement]:
    """The oldest row of the table that the first of ``chosen`` is the newest row of, where a course over years is asked."""
    newest = next((each for each in chosen[:1] if each.row and year_of(each)), None)
    if newest is None or not COURSE.search(about):
        return
    rows = [each for each in ranked if each.row and each.above == newest.above and year_of(each)]
    oldest = min(rows, key=year_of, default=newest)
    if year_of(oldest) < year_of(newest):
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
    if _of_another_heading(each, topic, about):
        return False
    near, first = meaning_pairs(said), meaning_pairs(lead_of(about))
    if share(topic, near, rare) < _OF_TOPIC or not all(name in said for name in names_in(about)):
        return False
    return first <= near or share(topic, near, {}) >= _NEARLY


def _of_another_heading(each: Statement, topic: frozenset[str], about: str) -> bool:
    """Whether a statement stands under a heading that asks the same of something else: 「乗合タクシーの利用者数」 of a paper on
    町営バス too."""
    heading = each.heading or each.above.split(" ")[-1]
    same = "の" in about and heading.rpartition("の")[2] == about.rpartition("の")[2]
    return same and not topic & meaning_pairs(f"{heading}\n{each.text}")


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
    headed = each.row and wanted <= meaning_pairs(
        each.above
    )  # a row says its year: what stands above says of what
    about_it = _TOPIC if headed or (topic and topic <= wanted and max(map(len, topic)) > 1) else 0.0
    worth = (own + heading + about_it) / (1 + max(0, len(each.text) - 70) / 200)
    return worth * (0.6 if DANGLING.search(each.text) else 1)
