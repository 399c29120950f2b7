"""The city's yearly events: that 第○回 is of its year, and that day, place and count are those of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.law.numbers import find_wareki, fiscal_year, kanji_number, parse_fiscal
from tests.corpus_dates import find_days
from tests.corpus_texts import WIDE, Paper, Violation
from tests.corpus_world import World, day_of

_ANNOUNCES = ("あいさつ文", "記者発表", "広報", "通知", "ウェブページ")
_WHEN = re.compile(r"^[ 　|0-9０-９()（）■◆●・]*(?:日[ 　]*時|期[ 　]*日|開催日(?:時)?|と[ 　]*き)[ 　:：|]+")
_WHERE = re.compile(r"^[ 　|0-9０-９()（）■◆●・]*(?:会[ 　]*場|場[ 　]*所|と[ 　]*こ[ 　]*ろ)[ 　:：|]+")
_N = r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_CAME = r"(?:来場者|参加者|出席者|出走者|入場者|来場|参加|出席|出走|完走)"
_COUNT = re.compile(
    rf"{_CAME}(?:数)?(?:は|が|の|:|：|　| |[ 　]*\|[ 　]*)*(?:延べ|およそ|約|合わせて)?(?P<n>[0-9][0-9,万]*[0-9万千])人"
    rf"|(?:延べ|およそ|約)?(?P<m>[0-9][0-9,万]*[0-9万千])人(?:が|の(?:方|皆様?|皆さん|市民|ランナー)[がに]?|もの(?:方|人)が)?(?:御|ご)?{_CAME}"
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One year's event. ``edition`` 0 where the event has none; ``count`` None where it is still to come."""

    name: str
    edition: int
    day: date
    count: int | None


@lru_cache(maxsize=4)
def occasions(world: World) -> tuple[Occasion, ...]:
    found = []
    for event in world.all("event"):
        for said in event.values():
            if isinstance(said, dict) and "date" in said:
                edition = kanji_number(re.sub(r"\D", "", said.get("edition", ""))) or 0
                found.append(Occasion(event["name"], edition, day_of(said["date"]), said.get("count")))
    return tuple(found)


def check_events(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """The slips about events; counts 「第○回」「行事の日」「行事の会場」「行事の人数」."""
    found: list[Violation] = []
    counts = {"第○回": 0, "行事の日": 0, "行事の会場": 0, "行事の人数": 0}
    for check, slips in (
        ("第○回", _editions),
        ("行事の日", _days),
        ("行事の会場", _places),
        ("行事の人数", _counts),
    ):
        for line in paper.lines:
            for words, expected in slips(line, paper, world):
                counts[check] += 1
                if expected:
                    found.append(paper.violation(check, words, expected))
    return list(dict.fromkeys(found)), counts


@lru_cache(maxsize=4)
def _names(world: World) -> re.Pattern[str]:
    names = sorted({each.name for each in occasions(world)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@lru_cache(maxsize=4)
def _edition_pattern(world: World) -> re.Pattern[str]:
    return re.compile(
        rf"第{_N}回(?:目の)?[ 　]*(?:みどり市?|令和[0-9元]+年度?|の|[ 　])*(?P<after>{_names(world).pattern})"
        rf"|(?P<before>{_names(world).pattern})[（(]第{_N}回"
    )


def _editions(line: str, paper: Paper, world: World) -> Iterator[tuple[str, str]]:
    plain = line.translate(WIDE)
    for match in _edition_pattern(world).finditer(plain):
        name = match["after"] or match["before"]
        number = kanji_number(match[1] or match[4] or "") or 0
        known = {each.edition: each for each in occasions(world) if each.name == name and each.edition}
        words = line[match.start() : match.end()]
        if not known:
            continue
        occasion = known.get(number)
        sentence = _sentence(plain, match)
        if occasion is None:
            long_ago = number < min(known) and re.search(
                r"平成|令和[1-4元]年|過去|始ま|創設|当時|初めて|第1回", sentence
            )
            yield words, "" if long_ago else f"{name}は第{min(known)}回から第{max(known)}回まで"
            continue
        stated = _years_beside(plain, match)
        years = stated or _years(sentence, paper, occasion)
        ok = occasion.day.year in years or fiscal_year(occasion.day) in stated
        yield words, "" if ok else f"第{number}回は{occasion.day.year - 2018}年（令和）"


def _sentence(plain: str, match: re.Match[str]) -> str:
    """The sentence or the cell that a match stands in."""
    start = max(plain.rfind(mark, 0, match.start()) for mark in "。|") + 1
    ends = [at for mark in "。|" if (at := plain.find(mark, match.end())) >= 0]
    return plain[start : min(ends, default=len(plain))]


def _years_beside(plain: str, match: re.Match[str]) -> set[int]:
    """The year written right before the edition: 令和7年（度）第20回…, 令和7年9月15日の第20回…."""
    before = plain[max(0, match.start() - 22) : match.start()]
    if re.search(r"[。、|]", before):
        before = re.split(r"[。、|]", before)[-1]
    return {w.year for w in find_wareki(before)} | {y for y in [parse_fiscal(before)] if y}


def _years(sentence: str, paper: Paper, occasion: Occasion) -> set[int]:
    """The years an edition may be of: those its sentence names, that of issue, and with a word for it the last or the next."""
    found = {w.year for w in find_wareki(sentence)} | {y for y in [parse_fiscal(sentence)] if y}
    if paper.issued:
        found.add(paper.issued.year)
        if re.search(r"昨年|前回|前年|去年|昨冬|昨秋|これまで", sentence):
            found.add(paper.issued.year - 1)
        if re.search(r"来年|次回|明年", sentence) or 0 < (occasion.day - paper.issued).days < 240:
            found.add(occasion.day.year if occasion.day > paper.issued else paper.issued.year + 1)
    return found


def _of_title(paper: Paper, world: World) -> list[Occasion]:
    """The occasion that the title of an announcement names by its edition, its year or the year of issue; empty for others."""
    match = _names(world).search(paper.source.title)
    if not match or paper.source.kind not in _ANNOUNCES or paper.issued is None:
        return []
    if re.search(r"実行委員会|説明会|打合せ|会議|募集|仕様|募金", paper.source.title):
        return []
    edition = re.search(rf"第{_N}回", paper.source.title.translate(WIDE))
    year = next((w.year for w in find_wareki(paper.source.title)), None)
    known = [each for each in occasions(world) if each.name == match[0]]
    if edition:
        return [each for each in known if each.edition == kanji_number(edition[1])]
    return [each for each in known if each.day.year == (year or paper.issued.year)]


def _days(line: str, paper: Paper, world: World) -> Iterator[tuple[str, str]]:
    """「日時　令和8年12月6日（日）」 in a paper whose title names the event and its edition or year."""
    known = _of_title(paper, world)
    days = [day for dated in find_days(line, paper.issued) for day in dated.days] if _WHEN.match(line) else []
    if known and days:
        yield line, "" if known[0].day in days else f"{known[0].name}の日は {known[0].day.isoformat()}"


def _places(line: str, paper: Paper, world: World) -> Iterator[tuple[str, str]]:
    """「会場　みどり市文化会館　大ホール」 in such a paper: the place of the event, or what its note says of the year."""
    known = _of_title(paper, world)
    if not known or not _WHERE.match(line):
        return
    event = next(each for each in world.all("event") if each["name"] == known[0].name)
    year = f"令和{known[0].day.year - 2018}年"
    said = event.get("place", "") + "、" + "、".join(re.findall(rf"{year}[^、。]*", event.get("note", "")))
    named = [
        re.sub(r"^みどり市立?", "", each)
        for each in re.split(r"[ 　（）()、・]|雨天時", said)
        if len(each) > 2
    ]
    named += ["小学校"] if "市立小学校" in said else []  # the same day at each of them
    yield line, "" if any(each in line for each in named) else f"{known[0].name}の会場は{said.strip('、')}"


def _counts(line: str, paper: Paper, world: World) -> Iterator[tuple[str, str]]:
    """「敬老会の出席者は745人」: a count beside the only event that the sentence names."""
    for sentence in re.split(r"(?<=。)", line):
        plain = sentence.translate(WIDE)
        named = {match[0] for match in _names(world).finditer(plain)}
        if len(named) != 1:
            continue
        name = named.pop()
        known = {each.count: each for each in occasions(world) if each.name == name and each.count}
        note = next((event.get("note", "") for event in world.all("event") if event["name"] == name), "")
        others = {int(n.replace(",", "")) for n in re.findall(r"[0-9][0-9,]*(?=人)", note)}
        for match in _COUNT.finditer(plain):
            count = _number(match["n"] or match["m"])
            if count in known or count in others:
                yield sentence[match.start() : match.end()], ""
            elif count is not None and known and not _round(count, known):
                years = "、".join(f"令和{each.day.year - 2018}年 {n}人" for n, each in known.items())
                yield sentence[match.start() : match.end()], f"{name}の人数は {years}"


def _round(count: int, known: dict[int | None, Occasion]) -> bool:
    """約2万4,000人 for 24,800: a figure in round thousands near a known one."""
    return count % 100 == 0 and any(each and abs(each - count) <= 1000 for each in known)


def _number(words: str | None) -> int | None:
    if not words:
        return None
    match = re.fullmatch(r"(?:([0-9]+)万)?([0-9,]*)(千)?", words)
    if not match:
        return None
    rest = int(match[2].replace(",", "") or 0) * (1000 if match[3] else 1)
    return int(match[1] or 0) * 10_000 + rest
