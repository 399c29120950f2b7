"""Every person with a post: that the person held it on the day of the paper. Seats and groups of the assembly, clerks by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from app.text.names import find_names
from ingest.law.numbers import fiscal_year
from tests.corpus_dates import find_days
from tests.corpus_texts import Paper, Violation
from tests.corpus_world import World, plain

_GAP = r"[ 　]*"
_CHAR = r"[一-龠々ヶぁ-んァ-ヴー]"
_PERSON = _CHAR + "{1,5}"
_CALLED = r"(?:君|氏|さん|様)"
_PAST = re.compile(r"(?:前|元|旧|故|初代|先代|当時の?|前任の?|歴代の?|後任の?)$")


def check_people(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """The slips in the names of a paper, and how many were looked at: 「役職」「議席」「係」."""
    found: list[Violation] = []
    counts = {"役職": 0, "議席": 0, "係": 0}
    if paper.issued is None:
        return found, counts
    for line in paper.lines:
        for check, slips in (("役職", _posts), ("議席", _seats), ("係", _clerks)):
            for words, expected in slips(line, paper.issued, world):
                counts[check] += 1
                if expected:
                    found.append(paper.violation(check, words, expected))
    return list(dict.fromkeys(found)), counts


def check_names(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """Full names that city.toml does not know; counts 「氏名」. Pages in other languages are left out."""
    found, count = [], 0
    if len(re.findall(r"[ぁ-ん]", paper.text)) < len(paper.text) * 0.12:
        return found, {"氏名": 0}
    known = _known_names(world)
    for start, end in find_names(paper.text):
        name = re.sub(f"{_CALLED}$", "", plain(paper.text[start:end]))
        if len(name) < 3:
            continue
        count += 1
        if name not in known and not any(
            each.endswith(name) or name.startswith(each) for each in world.names
        ):
            found.append(paper.violation("氏名", paper.text[start:end], "city.toml にない人"))
    return list(dict.fromkeys(found)), {"氏名": count}


@lru_cache(maxsize=8)
def _known_names(world: World) -> str:
    return plain(world.everything)


@lru_cache(maxsize=8)
def _patterns(world: World) -> tuple[re.Pattern[str], ...]:
    posts = sorted(
        {term.post for term in world.terms if term.post.endswith(("長", "管理者", "監査委員"))}, key=len
    )
    post = "(?P<post>" + "|".join(map(re.escape, reversed(posts))) + ")"
    families = "|".join(sorted({re.escape(each) for each in _families(world)}, key=len, reverse=True))
    return (
        # 市長　柊木　真理子 ／ 市長（柊木真理子君） ／ 市長、柊木真理子君
        re.compile(
            rf"{post}(?:{_GAP}[（(]|[ 　]+|、(?=[^、。 　]+君))(?P<name>{_PERSON}[ 　]?{_PERSON}?)"
            rf"(?:{_CALLED}(?![一-龠])|(?=[）)])|(?=[ 　]*$)|(?=[ 　]*[（(]))"
        ),
        # 丹羽聡環境課長 ／ 本多福祉部長 ／ 鳴海市長
        re.compile(rf"(?<![一-龠])(?P<name>(?:{families})[ 　]?{_CHAR}{{0,3}}?){post}(?![一-龠])"),
        # 市長の鳴海です
        re.compile(rf"{post}の(?P<name>(?:{families}){_CHAR}{{0,3}}?)(?:で(?:す|ございます)|と申します)"),
        re.compile(rf"(?<![一-龠])(?P<name>{families}){_GAP}(?P<post>議員)(?![一-龠])"),
    )


@lru_cache(maxsize=8)
def _families(world: World) -> frozenset[str]:
    found = set()
    for key in ("executive", "department"):
        for entry in world.all(key):
            names = [entry.get("name", ""), *entry.get("heads", [])]
            for section in entry.get("section", []):
                names += section.get("chiefs", [])
            found |= {re.split(r"[ 　]", name)[0] for name in names if re.search(r"[ 　]", name)}
    for _, _, members in world.houses:
        found |= {re.split(r"[ 　]", member["name"])[0] for member in members}
    return frozenset(found)


def _posts(line: str, issued: date, world: World) -> Iterator[tuple[str, str]]:
    """(words, "" or what was expected) for every person with a post."""
    seen: set[tuple[int, int]] = set()
    for number, pattern in enumerate(_patterns(world)):
        for match in pattern.finditer(line):
            name, post = re.sub(r"(?:君|氏|さん|様)$", "", plain(match["name"])), match["post"]
            name = next((each for each in world.names if name.startswith(each)), name)
            if match.span("name") in seen or not _is_name(name, number, world, issued):
                continue
            seen.add(match.span("name"))
            before = line[: match.start("post")] if number in (0, 2) else line[: match.start()]
            if _PAST.search(before) or _PAST.search(line[: match.start("post")]):
                continue
            named = match[0].rstrip("君")
            days = [issued, *(day for dated in find_days(line, issued) for day in dated.days)]
            if any(_holds(name, post, day, world) for day in days):
                yield named, ""
            else:
                yield (
                    named,
                    f"{issued.isoformat()} の{post}は{'、'.join(sorted(world.holders(post, issued))) or 'いない'}",
                )


def _is_name(name: str, number: int, world: World, issued: date) -> bool:
    """「市長　各位」「部長（課長）」 are no names; a person of the city's, or what stands before 君 in minutes, is."""
    if number or name in world.names:
        return True
    return 3 <= len(name) <= 7 and not re.search(
        r"[長員課係室会者役]|各位|不在|代理|欠席|出席|答弁|御|について", name
    )


def _holds(name: str, post: str, day: date, world: World) -> bool:
    """A holder by the whole name or by the family name alone."""
    families = _families(world)
    return any(
        holder == name or (name in families and holder.startswith(name))
        for holder in world.holders(post, day)
    )


def _seats(line: str, issued: date, world: World) -> Iterator[tuple[str, str]]:
    """2番　梶原美咲君, ◆2番（梶原美咲君）, 梶原美咲君（市民クラブ）."""
    if not re.search("[0-9]番|議員|君|会[）)]", line):
        return
    by_name, everyone, factions = _house(world, issued)
    for match in re.finditer(
        rf"(?<![0-9])([0-9]{{1,2}})番(?:[ 　]*[（(]|[ 　]+|、)({_PERSON}[ 　]?{_PERSON}?)(?:君|議員)", line
    ):
        name = plain(match[2])
        member = by_name.get(name)
        if member is None and (by_name or name in everyone):
            yield match[0], "この任期の議員ではない"
        elif member is not None:
            yield match[0], "" if member["seat"] == int(match[1]) else f"議席は{member['seat']}番"
    for match in re.finditer(
        rf"({_PERSON}[ 　]?{_PERSON}?)(?:君|議員)?[（(]({'|'.join(map(re.escape, factions)) or '(?!)'})[）)]",
        line,
    ):
        member = by_name.get(re.sub(r"(?:君|議員)$", "", plain(match[1])))
        if member is not None:
            yield (
                match[0],
                "" if member.get("faction", match[2]) == match[2] else f"会派は{member['faction']}",
            )


@lru_cache(maxsize=2000)
def _house(world: World, day: date) -> tuple[dict[str, dict[str, Any]], frozenset[str], frozenset[str]]:
    """The members of the day by name, everyone who ever was one, and the groups of the day."""
    members = next((m for first, last, m in world.houses if first <= day <= last), [])
    everyone = frozenset(plain(member["name"]) for _, _, house in world.houses for member in house)
    factions = frozenset(member["faction"] for member in members if "faction" in member)
    return {plain(member["name"]): member for member in members}, everyone, factions


def _clerks(line: str, issued: date, world: World) -> Iterator[tuple[str, str]]:
    """総務課行政係の三谷です, 行政係　三谷（内線2311）: the clerk of 令和8年度 and the extension."""
    clerks = world.table.get("clerks_r8", {})
    if fiscal_year(issued) != 2026 or not clerks:
        return
    for key, clerk in clerks.items():
        if key not in line:
            continue
        for match in re.finditer(
            rf"{re.escape(key)}(?:の|[ 　]+)(?P<name>[一-龠々ヶ]{{1,4}}?)(?=様|です|と申し|[ 　]*[（(]?内線|[ 　]*$)",
            line,
        ):
            yield match[0], "" if match["name"] == clerk["name"] else f"令和8年度の担当は{clerk['name']}"
        for match in re.finditer(r"内線[ 　]*([0-9]{4})", line):
            yield (
                match[0],
                ""
                if match[1] == clerk["ext"] or _others(line, clerks, match[1])
                else f"{key}の内線は{clerk['ext']}",
            )


def _others(line: str, clerks: dict[str, dict[str, str]], ext: str) -> bool:
    return any(each["ext"] == ext and key in line for key, each in clerks.items())
