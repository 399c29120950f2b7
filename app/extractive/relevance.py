"""Which statements of the sources say something about what is asked, and which only seem to. Knows nothing of sections.

A line that speaks of another matter is worse than none: what is told touches the subject, and the topic of what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from app.extractive.asked import as_asked, lead_of, names_in, topic_of
from app.extractive.statements import DANGLING, HEADING_LONGEST, RECORDS, Statement, statements
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
_TOUCHES = 0.3
_ON_IT = 0.6
_HALF = 0.5
_CONCERNS = 0.25
_FEW = 5
"""Pairs up to which a subject is short: half of it has to be there, 登録 alone is not 犬の登録."""
_OF_TOPIC = 0.4
_OLDER, _OLDER_ROW = 0.5, 0.9
_SINGLE = 4
"""Cells up to which a passage is one row, and all that it says of one matter."""
_NEARLY = 0.75
"""Share of a topic that needs no first word, and that makes a statement one of a project whose name it hardly has."""
_AND = re.compile(r"(?<=[一-龠ァ-ヺーみ])と(?=[一-龠ァ-ヺ])|及び|並びに|・|、")
_COUNTED = re.compile(r"[0-9０-９][0-9０-９,，.．]*[人円件戸台冊％%]")
_AIM = re.compile(r"目標[^、。]*")
_YEAR = re.compile(r"令和([0-9０-９元]{1,2})年")


def concerns(text: str, subject: str) -> bool:
    """Whether a text has to do with a subject at all; always, without a subject."""
    named, said = meaning_pairs(subject), meaning_pairs(text)
    short = len(named) <= _FEW and not meaning_pairs(lead_of(subject)) <= said
    return not subject or share(named, said, {}) >= (_HALF if short else _CONCERNS)


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
    on_it = _on_it(evidence, subject, wanted, rare, topic)
    ranked = []
    for each in told:
        long_row = prose and each.row and len(each.text) > HEADING_LONGEST
        if long_row or (words and not any(word in each.text for word in words)) or not on_it(each):
            continue
        if topic and not _of_topic(each, topic, about, rare):
            continue
        worth = as_asked(_worth(each, wanted, rare), about, each.text)
        worth *= _PREFERRED if each.kind in prefer else 1
        if worth >= _LEAST:
            ranked.append((worth, each))
    ranked = _newest_first(ranked, wanted)
    ranked.sort(key=lambda pair: (-pair[0], pair[1].order))
    chosen: list[Statement] = []
    said = list(but)
    for worth, each in ranked:
        same = any(_same(each.text, other, row=each.row) for other in said)
        if len(chosen) < most and worth >= _BESIDE * ranked[0][0] and not same:
            chosen.append(each)
            said.append(each.text)
    return chosen


def _same(text: str, other: str, *, row: bool) -> bool:
    """Whether two statements say nearly the same: sentences of 731人 and of 745人 are two, rows of one table are not."""
    mine, theirs = (set(_COUNTED.findall(one)) for one in (text, other))
    apart = not row and mine and theirs and not mine & theirs
    return not apart and share(meaning_pairs(text), meaning_pairs(other), {}) > _SAME


def _of_topic(each: Statement, topic: frozenset[str], about: str, rare: dict[str, float]) -> bool:
    """Whether a statement, read with what stands above it, is of a line's topic: has its name and its first word."""
    said = f"{each.above}\n{each.text}"
    near, first = meaning_pairs(said), meaning_pairs(lead_of(about))
    if share(topic, near, rare) < _OF_TOPIC or not all(name in said for name in names_in(about)):
        return False
    return first <= near or share(topic, near, {}) >= _NEARLY


def _newest_first(
    ranked: Sequence[tuple[float, Statement]], wanted: frozenset[str]
) -> list[tuple[float, Statement]]:
    """Less worth for what a newer meeting said again (「研究する」, then 「検討する」) and for a table's older years."""
    found = []
    for worth, each in ranked:
        own = wanted & meaning_pairs(each.text)
        later = any(
            _newer(other, each)
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


def _on_it(
    evidence: Sequence[Evidence],
    subject: str,
    wanted: frozenset[str],
    rare: dict[str, float],
    topic: frozenset[str],
) -> Callable[[Statement], bool]:
    """Whether a statement touches the subject, or its source is about it; always, without a subject. Where the
    subject is ``wanted`` and half of it is in no source, nothing does: 市民 and 利用 alone are no 市民農園の利用. A page of
    several matters is about the subject where its heading's part is."""
    named = meaning_pairs(subject)
    whole = {one.number: meaning_pairs(f"{one.document.title}\n{one.text}") for one in evidence}
    titles = {one.number: meaning_pairs(one.document.title) for one in evidence}
    parts = _matters(subject)
    least = _TOUCHES if len(named) > _FEW else _HALF
    rows = {one.number: one.passage.text.count(" | ") for one in evidence}
    nameless = _nameless(evidence, subject)
    if named and named <= wanted and len(named & frozenset().union(*whole.values())) <= _HALF * len(named):
        return lambda each: False

    def judge(each: Statement) -> bool:
        if each.number in nameless:
            return False
        near = meaning_pairs(f"{each.above}\n{each.text}")
        whole_topic = topic and named & near and share(topic, near, {}) >= _NEARLY
        if whole_topic or not named or min(share(named, near, rare), share(named, near, {})) >= least:
            return True
        heads = meaning_pairs(each.above if each.asked else each.heading)
        very = len(heads & wanted) > 1 and len(heads & wanted) >= _HALF * min(len(heads), len(wanted))
        very = very and (each.asked or share(named, whole[each.number], {}) >= _HALF)  # the very question
        if very or any(part <= heads & wanted for part in parts):
            return True
        title = titles[each.number]
        if share(named, title, {}) >= _ON_IT or (title and title <= named):
            return True
        apart = each.heading or ((each.asked or each.row) and rows[each.number] > _SINGLE)
        part = not apart or share(named, meaning_pairs(each.block), {}) >= _TOUCHES
        return part and share(named, whole[each.number], {}) >= _ON_IT

    return judge


def _nameless(evidence: Sequence[Evidence], subject: str) -> frozenset[int]:
    """The numbers of the sources that lack a name in ひらがな of the subject."""
    names = names_in(subject)
    read = {one.number: f"{one.document.title}\n{one.passage.text}" for one in evidence}
    return frozenset(number for number, text in read.items() if not all(name in text for name in names))


def _matters(subject: str) -> list[frozenset[str]]:
    """The pairs of each matter of a subject of several (「ごみ袋の値段と粗大ごみ」); none for a subject of one."""
    found = [meaning_pairs(part) for part in _AND.split(subject)]
    return [pairs for pairs in found if pairs] if len(found) > 1 else []


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
