"""Every date of a paper: that the day exists, that its era was, that the weekday and the holiday beside it are its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.english_days import MONTHS
from ingest.law.numbers import ERAS, WEEKDAYS, find_wareki, kanji_number
from tests.corpus_holidays import is_holiday
from tests.corpus_texts import WIDE, Paper, Violation

FAR = 120
"""Days from the issue beyond which a day without its year is taken either way."""

_N = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十百]{1,4}|元)"
_ERA = r"(?:令和|平成|昭和|大正|明治|(?<![A-Za-z0-9])[RHS](?=[0-9]))"
_WEEK = r"(?:[ 　]*\((?P<w>[月火水木金土日])(?:曜日?)?(?P<note>[・、/]?[^()]{0,8})\)|[ 　]*(?P<bare>[月火水木金土日])曜日?)?"
_RELATIVE = r"(?P<when>本年|今年|来年|翌年|明年|昨年|前年|同年|一昨年)?(?:の)?"
_DAY = re.compile(
    rf"(?:(?P<y>{_ERA}[ 　]*{_N}|(?<![0-9])[12][0-9]{{3}})年(?!度|間|前|生|産)[ 　]*|{_RELATIVE})"
    rf"(?<![0-9か箇])(?P<m>{_N})月[ 　]*(?P<d>{_N})日(?!間){_WEEK}"
)
_SLASH = re.compile(
    r"(?<![0-9/.])(?:(?P<y>[12][0-9]{3})[/.-])?(?P<m>[0-9]{1,2})[/.-](?P<d>[0-9]{1,2})(?![0-9/])"
    r"(?:[ 　]*\((?P<w>[月火水木金土日])(?:曜日?)?(?P<note>[・、/]?[^()]{0,8})\))"
)
_ISO = re.compile(r"(?<![0-9/.-])(?P<y>20[0-9]{2})([/-])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})(?![0-9/-])")
_ONLY_DAY = re.compile(rf"(?<![0-9月か箇第])(?P<d>[0-9]{{1,2}})日(?!間){_WEEK}")
_FISCAL = re.compile(rf"(?P<y>{_ERA}[ 　]*{_N}|(?<![0-9])[12][0-9]{{3}})年度")
_YEAR = re.compile(rf"(?P<y>{_ERA}[ 　]*{_N}|(?<![0-9])[12][0-9]{{3}})年(?!度|間)")
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_DAYS = "Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:r|rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
_ENGLISH = re.compile(
    rf"(?:(?P<before>{_DAYS}),? +)?\b(?P<m>{_MONTH}) +(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:, *(?P<y>20[0-9]{{2}}))?"
    rf"(?: *[,(] *(?P<after>{_DAYS})\b)?"
)
_CHINESE = re.compile(
    r"(?:(?P<y>20[0-9]{2})年)?(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]\((?:星期|周|週)(?P<w>[一二三四五六日天])\)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as written, the days it may be (most often one), and the weekday and remark beside it."""

    words: str
    days: tuple[date, ...]
    weekday: str
    note: str = ""


def check_dates(paper: Paper) -> tuple[list[Violation], dict[str, int]]:
    """The slips in the dates of a paper, and how many dates were looked at: 「日付」「曜日」「年度」."""
    found: list[Violation] = []
    counts = {"日付": 0, "曜日": 0, "年度": 0}
    for line in paper.lines:
        plain = line.translate(WIDE)
        found += [paper.violation("日付", *slip) for slip in _impossible(line, plain)]
        for dated in find_days(line, paper.issued):
            counts["日付"] += 1
            if not dated.days:
                found.append(paper.violation("日付", dated.words, "この日はない"))
            elif dated.weekday:
                counts["曜日"] += 1
                found += [paper.violation("曜日", dated.words, wrong) for wrong in _wrong_weekday(dated)]
        counts["年度"] += sum(1 for _ in _FISCAL.finditer(plain))
        found += [
            paper.violation("年度", match[0], "この年度はない")
            for match in _FISCAL.finditer(plain)
            if _no_year(match)
        ]
    return list({(each.check == "年度", each.words): each for each in found}.values()), counts


def _wrong_weekday(dated: Dated) -> Iterator[str]:
    if all(WEEKDAYS[day.weekday()] != dated.weekday for day in dated.days):
        day = dated.days[0]
        yield f"{day.isoformat()} は{WEEKDAYS[day.weekday()]}曜日"
    elif ("祝" in dated.note or "休" in dated.note) and not any(
        is_holiday(day) for day in dated.days if WEEKDAYS[day.weekday()] == dated.weekday
    ):
        yield f"{dated.days[0].isoformat()} は祝日ではない"


def _impossible(line: str, plain: str) -> Iterator[tuple[str, str]]:
    for wareki in find_wareki(line):
        bare = find_wareki(re.sub(r"[（(].*", "", wareki.text))
        if bare and not bare[0].valid and bare[0].month:
            yield wareki.text, "その元号にこの日・月はない"


def _no_year(match: re.Match[str]) -> bool:
    """令和0年度, 平成32年度, 昭和65年度: a 年度 that no era had. 平成31年度 was one."""
    words = match["y"]
    for name, letter, first, last in ERAS:
        if words.startswith((name, letter)):
            count = kanji_number(words.removeprefix(name).removeprefix(letter).strip()) or 0
            return count < 1 or (last is not None and first.year + count - 1 > last.year)
    return False


def find_days(line: str, issued: date | None) -> list[Dated]:
    """Every day of a line, in order; a day without its year or month takes it from what stands before it."""
    plain = line.translate(WIDE)
    marks = [("day", m) for m in _DAY.finditer(plain)]
    marks += [("slash", m) for m in _SLASH.finditer(plain)]
    marks += [("slash", m) for m in _ISO.finditer(plain) if not any(_meets(m, o) for _, o in marks)]
    marks += [("english", m) for m in _ENGLISH.finditer(plain)]
    marks += [("chinese", m) for m in _CHINESE.finditer(plain)]
    taken = list(marks)
    marks += [("fiscal", m) for m in _FISCAL.finditer(plain)]
    marks += [("year", m) for m in _YEAR.finditer(plain) if not any(_meets(m, o) for _, o in taken)]
    marks += [("only", m) for m in _ONLY_DAY.finditer(plain) if not any(_meets(m, o) for _, o in taken)]
    marks.sort(key=lambda each: each[1].start())
    context = _Context(issued, line)
    return [dated for kind, match in marks if (dated := context.read(kind, match)) is not None]


def _meets(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


class _Context:
    """What a line has said so far: the last year (calendar or fiscal) and the last month."""

    def __init__(self, issued: date | None, line: str) -> None:
        self.issued = issued
        self.line = line
        self.year: int | None = None
        self.fiscal: int | None = None
        self.months: list[int] = []

    def read(self, kind: str, match: re.Match[str]) -> Dated | None:
        groups = match.groupdict()
        if kind == "fiscal":
            self.fiscal = _western(groups["y"])
            return None
        if kind == "year":
            self.year, self.fiscal = _western(groups["y"]), None
            return None
        if kind == "only":
            weekday = groups["w"] or groups["bare"] or ""
            if not weekday or not (self.months or self.issued):
                return None
            words, day, note = self.line[match.start() : match.end()], int(groups["d"]), groups["note"] or ""
            months = [*self.months[::-1], *self._of_issue()]
            read = [self._dated(words, None, month, day, weekday, note) for month in dict.fromkeys(months)]
            days = tuple(dict.fromkeys(day for each in read for day in each.days))
            return Dated(words, days, read[0].weekday, note)
        if kind == "english":
            month = 1 + next(n for n, name in enumerate(MONTHS) if match["m"][:3] == name[:3])
            said = groups["before"] or groups["after"] or ""
            weekday = (
                WEEKDAYS[["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].index(said[:3])] if said else ""
            )
            return self._dated(
                self.line[match.start() : match.end()],
                _western(groups["y"]),
                month,
                int(groups["d"]),
                weekday,
            )
        weekday = groups.get("w") or groups.get("bare") or ""
        if kind == "chinese":
            weekday = {"天": "日"}.get(
                weekday, "月火水木金土"["一二三四五六".find(weekday)] if weekday in "一二三四五六" else "日"
            )
        year = _western(groups["y"]) or self._relative(groups.get("when"))
        month, day = kanji_number(groups["m"]) or 0, kanji_number(groups["d"]) or 0
        return self._dated(
            self.line[match.start() : match.end()], year, month, day, weekday, groups.get("note") or ""
        )

    def _relative(self, when: str | None) -> int | None:
        if not when or self.issued is None:
            return None
        steps = {"本年": 0, "今年": 0, "来年": 1, "明年": 1, "昨年": -1, "前年": -1, "一昨年": -2, "翌年": 1}
        if when == "同年":
            return self.year
        if when in ("翌年", "前年") and self.year:
            return self.year + steps[when]
        return self.issued.year + steps[when]

    def _dated(
        self, words: str, year: int | None, month: int, day: int, weekday: str, note: str = ""
    ) -> Dated:
        years = [year] if year else self._years(month)
        if month not in self.months:
            self.months.append(month)
        if year:
            self.year, self.fiscal = year, None
        days = []
        for each in years or [2024]:  # a leap year: without a year, 2月29日 may be
            try:
                days.append(date(each, month, day))
            except ValueError:
                continue
        if self.issued and not year:
            near = self._near(month, day)[: 1 if years else 2]
            days = days if years else []
            days = sorted(set(days) | set(near), key=lambda d: abs((d - self.issued).days))
        run = bool(re.match(r"[・、から〜～-]*[月火水木金土日](?!祝)", note)) or note.startswith(
            "から"
        )  # 週4日（月曜日から木曜日まで）
        return Dated(words, tuple(days), weekday if (years or self.issued) and not run else "", note)

    def _of_issue(self) -> list[int]:
        """The month of issue and the next: a letter often writes the day alone, the month a line above."""
        return [self.issued.month, self.issued.month % 12 + 1] if self.issued else []

    def _years(self, month: int) -> list[int]:
        if self.fiscal:
            return [self.fiscal if month >= 4 else self.fiscal + 1, *([self.year] if self.year else [])]
        return [self.year] if self.year else []

    def _near(self, month: int, day: int) -> list[date]:
        """The day nearest to the day of issue; from half a year off it may be the last one or the next."""
        assert self.issued is not None
        found = []
        for year in (self.issued.year - 1, self.issued.year, self.issued.year + 1):
            try:
                found.append(date(year, month, day))
            except ValueError:
                continue
        found.sort(key=lambda each: abs((each - self.issued).days))
        return found[:2] if found and abs((found[0] - self.issued).days) > FAR else found[:1]


def _western(words: str | None) -> int | None:
    if not words:
        return None
    words = words.replace(" ", "").replace("　", "")
    for name, letter, first, _ in ERAS:
        if words.startswith((name, letter)):
            count = kanji_number(words.removeprefix(name).removeprefix(letter))
            return None if count is None else first.year + count - 1
    return kanji_number(words)


_DATED_KINDS = ("会議録", "想定問答", "契約書", "記者発表", "メール", "通知")


def check_issued(paper: Paper) -> tuple[list[Violation], dict[str, int]]:
    """That a paper which bears its day says the one that sources.toml says; counts 「発出日」."""
    if (
        paper.source.kind not in _DATED_KINDS
        or paper.issued is None
        or not paper.text
        or "/kyouyuu/" in paper.path
    ):
        return [], {"発出日": 0}
    days = {day for line in paper.lines for dated in find_days(line, paper.issued) for day in dated.days}
    if paper.issued in days:
        return [], {"発出日": 1}
    return [paper.violation("発出日", paper.issued.isoformat(), "この日付が本文にない")], {"発出日": 1}
