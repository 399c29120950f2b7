"""When staff can be reached, 課 by 課: weekdays, times, breaks, 祝日, 年末年始. Knows nothing of conversations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from app.records.holidays import holidays
from ingest.errors import SettingError
from ingest.toml_file import read_toml

JAPAN = timezone(timedelta(hours=9))
WEEK = "月火水木金土日"
_TIME = re.compile(r"([01][0-9]|2[0-4]):[0-5][0-9]")
_DAY = re.compile(r"(?:[0-9]{4}-)?[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Span:
    """``start`` to ``end`` ("08:30", the end not included) on the weekdays of ``days``."""

    days: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of one 課. The last span of ``spans`` that names a weekday holds on it."""

    spans: tuple[Span, ...]
    breaks: tuple[tuple[str, str], ...]
    holidays: bool
    closed: frozenset[str]

    def span(self, day: date) -> Span | None:
        """The hours of ``day``, None when it is a day off."""
        if day.isoformat() in self.closed or f"{day:%m-%d}" in self.closed:
            return None
        if self.holidays and day in holidays(day.year):
            return None
        name = WEEK[day.weekday()]
        return next((span for span in reversed(self.spans) if name in span.days), None)


@dataclass(frozen=True, slots=True)
class Hours:
    """``weeks`` by the name of the 課; "" is every other one. ``city`` is the municipality whose hours they are, "" for the
    one that reads them."""

    weeks: Mapping[str, Week]
    city: str = ""

    def is_of(self, city: str) -> bool:
        """Whether they are the hours of ``city``, which residents may be told."""
        return self.city in ("", city)

    def of(self, city: str) -> Hours:
        """What of them ``city`` goes by until it has written its own: no 課 of another municipality."""
        return self if self.is_of(city) else Hours({"": self.weeks[""]}, self.city)

    def week(self, section: str) -> Week:
        return self.weeks.get(section) or self.weeks[""]

    def is_open(self, section: str, at: datetime) -> bool:
        """Whether staff of ``section`` can be reached at ``at`` (with a time zone)."""
        local = at.astimezone(JAPAN)
        week, clock = self.week(section), f"{local:%H:%M}"
        span = week.span(local.date())
        if span is None or not span.start <= clock < span.end:
            return False
        return not any(start <= clock < end for start, end in week.breaks)

    def opens(self, section: str, at: datetime) -> datetime | None:
        """When staff can be reached next, ``at`` itself while they can; None when not within 40 days."""
        if self.is_open(section, at):
            return at
        local, week = at.astimezone(JAPAN), self.week(section)
        for ahead in range(40):
            day = local.date() + timedelta(ahead)
            span = week.span(day)
            starts = [span.start, *(end for _, end in week.breaks)] if span else []
            for start in sorted(starts):
                begin = datetime.fromisoformat(f"{day.isoformat()}T{start}:00").replace(tzinfo=JAPAN)
                if begin >= local and self.is_open(section, begin):
                    return begin
        return None

    def now(self, section: str, at: datetime) -> dict[str, str]:
        """open: "1" while staff of ``section`` can be reached; opens: else when they can be next, "" when nobody knows."""
        if self.is_open(section, at):
            return {"open": "1", "opens": ""}
        opens = self.opens(section, at)
        return {"open": "", "opens": opens.isoformat() if opens else ""}

    def text(self, section: str) -> str:
        """In words: 「月〜金 8:30〜17:15、木 8:30〜19:00（祝日、12月29日〜1月3日を除く）」."""
        week = self.week(section)
        told = "、".join(
            f"{_days(span.days)} {_clock(span.start)}〜{_clock(span.end)}" for span in week.spans
        )
        yearly = sorted(each for each in week.closed if len(each) == 5)
        off = ["祝日"] if week.holidays else []
        if {"12-29", "12-30", "12-31", "01-01", "01-02", "01-03"} <= set(yearly):
            off.append("12月29日〜1月3日")
        return told + (f"（{'、'.join(off)}を除く）" if off else "")


def _days(days: str) -> str:
    at = WEEK.find(days)
    return f"{days[0]}〜{days[-1]}" if len(days) > 2 and at >= 0 else "・".join(days)


def _clock(time: str) -> str:
    return time.removeprefix("0")


def load_hours(path: Path) -> Hours:
    """Read the file. Raises SettingError that names the 課 and the key."""
    table = read_toml(path, "受付時間")
    default: dict[str, Any] = table.get("default", {})
    weeks = {"": _week({}, default, path, "default")}
    for each in table.get("section", []):
        weeks[str(each.get("name", ""))] = _week(each, default, path, str(each.get("name", "section")))
    return Hours(weeks, str(table.get("city", "")))


def _week(own: Mapping[str, Any], default: Mapping[str, Any], path: Path, name: str) -> Week:
    told = {**default, **own}
    try:
        spans = tuple(
            Span(str(one["days"]), _time(one["from"]), _time(one["to"]))
            for one in (told, *own.get("extra", []))
        )
        breaks = tuple((_time(one.split("-")[0]), _time(one.split("-")[1])) for one in told.get("breaks", ()))
        closed = frozenset(map(str, told.get("closed", ())))
        wrong = [day for day in closed if not _DAY.fullmatch(day)]
        wrong += [span.days for span in spans if not span.days or set(span.days) - set(WEEK)]
        if wrong:
            raise ValueError("、".join(wrong))
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise SettingError(
            f"{path}：{name} の書き方が違います（{error}）。days は「月火水木金」、from と to は「08:30」、"
            "closed は「12-29」か「2027-03-15」の形で書いてください。"
        ) from error
    return Week(spans, breaks, bool(told.get("holidays", True)), closed)


def _time(value: object) -> str:
    if not _TIME.fullmatch(str(value)):
        raise ValueError(f"{value}")
    return str(value)
