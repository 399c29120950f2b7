"""What was asked and what came of it, counted. Knows no pages; what residents wrote is not in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.records.conversations import Conversations
from app.records.hours import JAPAN
from app.records.store import Row

SOLVED = ("answered", "partial")


@dataclass(slots=True)
class _Talk:
    """One conversation as it is counted."""

    language: str
    statuses: list[str] = field(default_factory=list)
    good: dict[int, bool] = field(default_factory=dict)
    people: bool = False
    last: int = 0


def count(
    conversations: Conversations,
    *,
    first: date,
    last: date,
    title: Mapping[str, str] = {},
    many: Collection[str] = (),
    calls: Iterable[str] = (),
) -> dict[str, Any]:
    """The figures of the days from ``first`` to ``last`` (Japanese days).

    ``title`` maps document ids to titles (the topics); of a document of ``many`` matters, a FAQ, the topic is the
    heading that was cited. ``calls`` are the times of the requests to be called back.
    解決率 = conversations whose last answer was an answer, not rated bad, and that went to no person / conversations
    with a question. 評価の良い割合 = good ratings / ratings (the last rating of an answer counts).
    """
    talks: dict[int, _Talk] = {}
    tables: dict[str, Counter[str]] = {
        name: Counter() for name in ("topic", "hour", "language", "section", "status", "day")
    }
    for row in _rows(conversations):
        if first <= _day(row.at) <= last:
            talk = talks.setdefault(int(row.conversation), _Talk(str(row.language)))
            _count(talk, row, json.loads(row.data), tables, lambda cited: _topic(cited, title, many))
    asked = [talk for talk in talks.values() if talk.statuses]
    ratings = [good for talk in asked for good in talk.good.values()]
    solved = sum(_solved(talk) for talk in asked)
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "conversations": len(asked),
        "questions": sum(tables["day"].values()),
        "solved": solved,
        "rated": len(ratings),
        "good": sum(ratings),
        "people": sum(talk.people for talk in asked),
        "callbacks": sum(first <= _day(each) <= last for each in calls),
        "tables": {name: dict(_sorted(name, table)) for name, table in tables.items()},
    }


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(JAPAN).date()


def _rows(conversations: Conversations) -> Iterable[Row]:
    with conversations.store.connect() as connection:
        return connection.exec_driver_sql(
            "SELECT event.id, conversation, kind, data, at, language FROM event"
            " JOIN conversation ON conversation.id = event.conversation ORDER BY event.id"
        ).all()


def _count(
    talk: _Talk,
    row: Row,
    data: Mapping[str, Any],
    tables: Mapping[str, Counter[str]],
    topic: Callable[[Mapping[str, Any]], str],
) -> None:
    match row.kind:
        case "question":
            at = datetime.fromisoformat(row.at).astimezone(JAPAN)
            tables["hour"][f"{at.hour}時"] += 1
            tables["day"][at.date().isoformat()] += 1
        case "answer":
            status = str(data.get("status", ""))
            talk.statuses.append(status)
            talk.last = int(row.id)
            tables["status"][status] += 1
            tables["language"][str(data.get("asked") or data.get("language") or talk.language)] += 1
            section = str((data.get("handoff") or {}).get("section", ""))
            tables["section"][section] += 1
            tables["topic"][topic(next(iter(data.get("citations") or []), {}))] += 1
        case "rating":
            talk.good[int(data.get("answer", 0))] = bool(data.get("good"))
        case "handoff_requested":
            talk.people = True


def _topic(cited: Mapping[str, Any], title: Mapping[str, str], many: Collection[str]) -> str:
    """What an answer was about, by the first source that it cited; "" without one."""
    document = str(cited.get("passage_id", "")).partition("#")[0]
    name = title.get(document, "")
    heading = str(cited.get("label", "")).removeprefix(name).strip(" 　") if document in many else ""
    return heading or name


def _solved(talk: _Talk) -> bool:
    return talk.statuses[-1] in SOLVED and talk.good.get(talk.last, True) and not talk.people


def _sorted(name: str, table: Counter[str]) -> list[tuple[str, int]]:
    if name == "hour":
        return sorted(table.items(), key=lambda one: int(one[0].removesuffix("時")))
    return sorted(table.items()) if name == "day" else table.most_common(20)


def last_days(days: int, today: date) -> tuple[date, date]:
    """(first, last) of the ``days`` days that end ``today``.

    >>> last_days(2, date(2026, 11, 27))
    (datetime.date(2026, 11, 26), datetime.date(2026, 11, 27))
    """
    return today - timedelta(days - 1), today
