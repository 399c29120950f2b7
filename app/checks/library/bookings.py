"""A room that another paper of the library has given away for the same hours. Knows nothing of who may book.

Only where both name the day with its year, the room and its house, and the other paper's event is plainly another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from app.checks.alone.bookings import Slot, read_slots
from app.library import Library
from app.result import Finding
from app.text.wording import pairs, share
from ingest.document import Document, Viewer
from ingest.law.numbers import to_wareki

_SLOTS, _HITS, _SAME, _LONGEST = 6, 10, 0.34, 200_000
_HEAD = 80
_COMMON = re.compile(
    r"講演会?|説明会|講習会|研修会?|講座|教室|大会|会議|委員会|審議会|協議会|懇談会|相談会|発表会|コンサート|つどい|まつり|フェスタ|セミナー|開催|実施|"
    r"について|通知|お知らせ|[一-龠ァ-ヶー]{1,8}[課係室]|教育委員会|主催|日時|会場|時間|[|～~()（）「」]|(?:令和|平成)?[0-9０-９元]+年度?|第[0-9０-９]+回"
)
_CITY = re.compile(r"[一-龠ぁ-んァ-ヶ]{1,6}[市町村]の?")
_BOOKED = "「{text}」の{room}は、「{source}」では「{event}」（{hours}）が使うことになっていて、時間が重なっています。会場の予約を確かめてください。"


def booked(text: str, library: Library, viewer: Viewer) -> Iterator[Finding]:
    """A warning for each of the first rooms of ``text`` that is another event's in a paper of the library."""
    for own in [each for each in read_slots(text) if each.day and each.day[0]][:_SLOTS]:
        for paper in _papers(own, library, viewer):
            rows = _slots(paper.text[:_LONGEST])
            other = next((each for each in rows if own.meets(each) and _one_house(own, each, paper)), None)
            event = _event(other, paper, rows) if other else ""
            if other is None or not _another(event, text):
                continue
            told = _BOOKED.format(
                text=own.text, room=own.room, source=paper.title, event=event, hours=other.text
            )
            yield Finding("fact.booked", "warning", told, own.start, own.end, source=paper.title)
            break


def _papers(own: Slot, library: Library, viewer: Viewer) -> Iterator[Document]:
    """The papers nearest to the day and the room that name the day as the slot does."""
    assert own.day and own.day[0]
    day = to_wareki(date(own.day[0], own.day[1], own.day[2]))
    seen: set[str] = set()
    for query in (f"{day} {own.house} {own.room}", f"{own.house}{own.room} 予定 日程"):
        for hit in library.search(query, viewer=viewer, k=_HITS).hits:
            if hit.document.id not in seen:
                seen.add(hit.document.id)
                paper = library.document(hit.document.id, viewer)
                if paper is not None:
                    yield paper


@lru_cache(maxsize=256)
def _slots(text: str) -> tuple[Slot, ...]:
    return tuple(each for each in read_slots(text) if each.day and each.day[0])


def _one_house(own: Slot, other: Slot, paper: Document) -> bool:
    """Whether both rooms are in one house; a row of a house's own plan has it in the paper's head only."""
    if own.house and other.house:
        return own.house.endswith(other.house) or other.house.endswith(own.house)
    if own.house:
        bare = _CITY.sub("", own.house, count=1) if _CITY.match(own.house) else own.house
        return (bare or own.house) in paper.title + paper.text[:_HEAD]
    return not other.house and "館" not in paper.title


def _event(other: Slot, paper: Document, rows: tuple[Slot, ...]) -> str:
    """What the other paper calls it: the telling cell of its row, or the paper's title where it has one event only."""
    cells = [each.strip(" 　|～~、：:") for each in re.split(r"\|| {2,}|　", other.words)]
    named = next((each for each in cells if len(_COMMON.sub("", each)) > 1), "")
    return paper.title if len(rows) == 1 and "|" not in other.words else named


def _another(event: str, text: str) -> bool:
    """Whether what tells the event apart is nowhere in the text."""
    telling = pairs(_COMMON.sub(" ", _CITY.sub(" ", event)))
    return bool(telling) and share(telling, text) < _SAME
