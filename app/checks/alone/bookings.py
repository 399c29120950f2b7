"""One room given to two at the same time within one paper: 「第1会議室」 twice from 11:00. Knows no sources.

Only of lines of one list or table, each with its own hours and its own matter; what goes on side by side in a hall of
stands is no booking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from unicodedata import normalize

from app.checks.grounds.values import calendar_day, later_half, parts
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span, find_spans
from app.text.wording import pairs

Day = tuple[int | None, int, int]
"""Year (None where unwritten), month and day."""
_ROOM_ENDS = (
    "会議室|大?ホール|小ホール|研修室|講座室|講義室|集会室|和室|調理実習室|調理室|実習室|多目的室|視聴覚室|学習室|相談室|"
    "体育室|体育館|武道館|柔道場|剣道場|アリーナ|講堂|野球場|球場|競技場|グラウンド|運動場|応接室|委員会室|議場"
)
ROOM = re.compile(
    rf"(?:第[0-9０-９一二三四]{{1,2}})?[一-龠ァ-ヶー0-9０-９A-Za-zＡ-Ｚ]{{0,12}}?(?:{_ROOM_ENDS})(?:[0-9０-９A-ZＡ-Ｚ]{{1,2}}(?![0-9０-９:：時名人]))?"
)
_HOUSE = re.compile(
    r"[一-龠ァ-ヶーぁ-ん]{0,14}(?:文化会館|会館|公民館|センター|庁舎|体育館|プラザ|交流館|図書館|別館|学校|市役所|役場|本館)"
)
_TO = re.compile(r"[ 　]*(?:から|より|[~〜～―–－-])[ 　]*")
_STANDS = re.compile(r"展示|体験|コーナー|ブース|販売|受付|開場|出店|パネル|自由|随時|相談")
_NOT_HELD = re.compile(
    r"申込|締切|予約|変更前|中止|取消|キャンセル|第[0-9０-９]+希望|予備日|以外|使用できません|休館|開館|料金|円"
)
_MARK = re.compile(r"^[ 　]*(?:[・○●◆■◇□\-*]|[(（]?[0-9０-９]{1,2}[)）.．、 　]|[①-⑳])?[ 　]*")
_DOORS = re.compile(r"(?:受付|開場|集合)[ 　：:]*$")
_ENDS = re.compile(r"[ 　、]*(?:終演|終了|閉会|閉演)[ 　：:]*(?:予定)?[ 　]*")
_LABEL = re.compile(
    r"^[ 　]*(?:[0-9０-９]{1,2}[ 　.．]+|[(（][0-9０-９]{1,2}[)）][ 　]*)?(?:日時|とき|期日|場所|会場|ところ|時間|開場|定員|対象|入場料|参加費|主催|講師)"
)
_BELOW, _NEAR = 3, 10
_TOLD = "「{text}」は、この文書の「{other}」と、同じ部屋（{room}）で時間が重なっています。どちらかの時間か部屋を確かめてください。"


@dataclass(frozen=True, slots=True)
class Slot:
    """A room from ``begins`` to ``ends`` (minutes of the day) on a day; ``words`` are the line without them."""

    day: Day | None
    begins: int
    ends: int
    room: str
    words: str
    start: int
    end: int
    text: str
    house: str = ""

    def meets(self, other: Slot) -> bool:
        """Whether both want the room at once."""
        same = self.room == other.room and not (self.house and other.house and self.house != other.house)
        return same and self.begins < other.ends and other.begins < self.ends and one_day(self.day, other.day)


def check_bookings(subject: Subject) -> Checked:
    """A finding fact.booked for the later of two lines that want one room at once."""
    text = subject.text
    rows = list(read_slots(text))
    found: list[Finding] = []
    for one, other in combinations(rows, 2):
        if (
            one.meets(other)
            and _two_matters(one, other)
            and not any(each.start == other.start for each in found)
        ):
            told = _TOLD.format(text=other.text, other=one.text, room=other.room)
            found.append(Finding("fact.booked", "warning", told, other.start, other.end))
    return Checked(text, (), tuple(found))


def one_day(one: Day | None, other: Day | None) -> bool:
    """Whether two days may be one; lines below no day at all are of the same."""
    if one is None or other is None:
        return one is other
    return one[1:] == other[1:] and (one[0] is None or other[0] is None or one[0] == other[0])


def read_slots(text: str) -> Iterator[Slot]:
    """What gives one room for one span of hours: a line, or the line of hours and the room's within three below it.
    The day is the line's own, else the last one above."""
    at, day, heads = 0, None, [""]
    open_: tuple[int, Slot] | None = None
    for number, line in enumerate(text.split("\n")):
        spans = list(find_spans(line))
        days = [each for each in spans if each.kind == "日付"]
        if days:
            day = _day(days[0], day, spans) if len(days) == 1 else None
        hours, room = _hours(line, spans), _room(line)
        if hours and len(days) < 2:
            slot = _slot(line, at, spans, hours, room, day)
            if slot.room:
                yield slot
            open_ = None if slot.room else (number, replace(slot, words=heads[-1]))
        elif room and open_ and number - open_[0] <= _BELOW and not hours and not days:
            yield replace(open_[1], room=_plain(room[0]), house=_house(line, room))
            open_ = None
        if line.strip() and not spans and not _LABEL.match(line):
            heads.append(_MARK.sub("", line).strip())
        at += len(line) + 1


def _hours(line: str, spans: Sequence[Span]) -> tuple[Span, Span] | None:
    """The two ends of the hours of a line; those of the doors do not count (「開場 13:00　開演 13:30　終演 15:30」)."""
    times = [each for each in spans if each.kind == "時刻" and not _DOORS.search(line[: each.start])]
    if len(times) != 2 or _NOT_HELD.search(line) or "。" in line:
        return None
    last, gap = later_half(times[1], times[0], line), line[times[0].end : times[1].start]
    fits = _TO.fullmatch(gap) or _ENDS.fullmatch(gap)
    return (times[0], last) if fits and minutes(times[0]) < minutes(last) else None


def _room(line: str) -> re.Match[str] | None:
    rooms = [
        match
        for match in ROOM.finditer(line)
        if match[0].endswith("体育館") or not _HOUSE.fullmatch(match[0])
    ]
    return rooms[0] if len(rooms) == 1 and "。" not in line else None


def _slot(
    line: str,
    at: int,
    spans: Sequence[Span],
    hours: tuple[Span, Span],
    room: re.Match[str] | None,
    day: Day | None,
) -> Slot:
    taken = [*((each.start, each.end) for each in spans), *([room.span()] if room else [])]
    words = "".join(letter for place, letter in enumerate(line) if not any(a <= place < b for a, b in taken))
    start, end = hours[0].end - len(hours[0].text.lstrip()), hours[1].end
    return Slot(
        day, minutes(hours[0]), minutes(hours[1]), _plain(room[0]) if room else "", _MARK.sub("", words),
        at + start, at + end, line[start:end], _house(line, room) if room else "",
    )  # fmt: skip


def _house(line: str, room: re.Match[str]) -> str:
    found = _HOUSE.search(line[: room.start()])
    return found[0] if found else ""


def _plain(words: str) -> str:
    return normalize("NFKC", words)


def minutes(span: Span) -> int:
    """A time of the day in minutes."""
    assert isinstance(span.value, tuple)
    return int(span.value[0]) * 60 + int(span.value[1])


def _day(span: Span, before: Day | None, spans: Sequence[Span]) -> Day | None:
    """A day with its own year, that right before it (「令和9年（2027年）2月14日」), or that of the day above."""
    year, month, day = parts(span)
    near = [parts(each)[0] for each in spans if each.kind == "年" and 0 <= span.start - each.end <= _NEAR]
    told = year or next(iter(near), None) or (before[0] if before else None)
    if not month or not day or (told and calendar_day(span, told) is None):
        return None
    return told, month, day


def _two_matters(one: Slot, other: Slot) -> bool:
    """Whether two lines name two things, and none of what stands side by side."""
    if _STANDS.search(one.words) or _STANDS.search(other.words):
        return False
    mine, theirs = pairs(one.words), pairs(other.words)
    if not mine or not theirs:
        return False
    return 2 * len(mine & theirs) <= min(len(mine), len(theirs))
