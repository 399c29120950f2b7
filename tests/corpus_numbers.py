"""Regulations by title and number, numbers of letters, names of 課: that city.toml knows them and that they go together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from app.text.span_patterns import PATTERNS
from ingest.law.numbers import fiscal_year, kanji_number
from tests.corpus_texts import WIDE, Paper, Violation
from tests.corpus_world import RENAMED, World

_TITLE = re.compile(
    r"(?<![一-龠])みどり(?:市|市立|市教育委員会|市議会|市水道事業|市病院事業)?[^\s、。「」『』（）()｜|・]{0,34}?(?:条例(?:施行規則|施行規程)?|規則|規程|要綱|要領)"
)
_REGULATION = dict(PATTERNS)["例規番号"]
_DOCNO = re.compile(r"([一-龠]{1,2}[一-龠ぁ-んァ-ヶ])第([0-9]{1,4})号(?!議案)")
_OFFICE = re.compile(r"(?<![一-龠ァ-ヶーA-Za-z])[一-龠ァ-ヶーA-Za-z]{2,9}課(?![一-龠税す])")
_ANY_OFFICE = re.compile(
    r"(?:各|全|当該|賦|担当|所管|関係|主管|他|原|同|両|当|該当|主務|庶務|発注|要求|受注|起案|回議|合議|担任|筆頭|依頼|照会|事業|提出|利用|登録|作成|所掌|主催|交付|庁内|公共ソリューション|出席|欠席|説明|要望|部|の|[一二三四五六七八九十]|県)課$|日課$|放課|加算課"
)


def check_regulations(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """Numbers whose regulation is unknown or called otherwise; counts 「例規番号」."""
    found: list[Violation] = []
    text = paper.text.translate(WIDE)
    count = 0
    for span in _REGULATION.finditer(text):
        count += 1
        number = _in_digits(span[0])
        titles = world.regulations.get(number) or _without_city(number, world)
        before = re.sub(r"[\s　]+", "", text[max(0, span.start() - 80) : span.start()])
        words = paper.text[max(0, span.start() - 14) : span.end()].split("\n")[-1]
        if re.search(r"[附付]則\($|改正文?\($|公布\($", before):
            continue  # the ordinance that amended: check_amendments looks at its number
        if titles is None:
            found.append(paper.violation("例規番号", words, "city.toml にない番号"))
        elif before.endswith(("(", "|")) and not before[:-1].endswith(
            tuple(re.sub(r"[\s　]", "", t) for t in titles)
        ):
            found.append(paper.violation("例規番号", words, f"この番号は{'、'.join(sorted(titles))}"))
    return list(dict.fromkeys(found)), {"例規番号": count}


def _in_digits(number: str) -> str:
    """昭和二十二年法律第六十七号 → 昭和22年法律第67号."""
    return re.sub(
        r"[〇一二三四五六七八九十百千]+(?=[年号])", lambda match: str(kanji_number(match[0])), number
    )


def _without_city(number: str, world: World) -> set[str] | None:
    """In the city's own papers 「令和6年訓令第7号」 is 令和6年みどり市訓令第7号."""
    match = re.fullmatch(r"(\D+[0-9元]+年)((?:教育委員会)?(?:条例|規則|訓令|告示|規程)第[0-9]+号)", number)
    return world.regulations.get(f"{match[1]}みどり市{match[2]}") if match else None


def check_titles(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """Regulations of the city by their full title, 「みどり市…条例」, that city.toml does not know."""
    found, count = [], 0
    if "公文例" in paper.source.title:
        return [], {"例規名": 0}  # it shows how titles are written: みどり市○○条例
    for line in paper.lines:
        for match in _TITLE.finditer(line):
            if re.fullmatch(r"みどり市(?:条例|規則|告示|訓令)", match[0]):
                continue  # みどり市条例第31号
            count += 1
            if match[0] not in world.titles and not any(match[0].endswith(title) for title in world.titles):
                found.append(paper.violation("例規名", match[0], "city.toml にない例規"))
    return list(dict.fromkeys(found)), {"例規名": count}


def check_offices(paper: Paper, world: World) -> tuple[list[Violation], dict[str, int]]:
    """Names of 課 that the city has not, or had not on the day of the paper; counts 「課名」."""
    found, count = [], 0
    for line in paper.lines:
        for match in _office_names(world).finditer(line):
            count += 1
            expected = _wrong_office(match[0], line, paper, world)
            if expected:
                found.append(paper.violation("課名", match[0], expected))
        for match in _OFFICE.finditer(line):
            if not _known_office(match[0], world):
                found.append(paper.violation("課名", match[0], "市にない課"))
    return list(dict.fromkeys(found)), {"課名": count}


@lru_cache(maxsize=4)
def _office_names(world: World) -> re.Pattern[str]:
    names = [*(name for name in world.sections if name.endswith("課")), *world.former_names]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def _known_office(words: str, world: World) -> bool:
    names = (
        *world.sections,
        *world.former_names,
        *(unit for section in world.sections.values() for unit in section.get("subsections", [])),
    )
    return (
        any(words.endswith(name) for name in names)
        or bool(_ANY_OFFICE.search(words))
        or words in world.everything
    )


def _wrong_office(name: str, line: str, paper: Paper, world: World) -> str:
    """Until 令和6年3月31日 two 課 had other names; a paper may tell of the change."""
    told = _of_old(line) or world.former_names.get(name, "-") in line
    if paper.issued is None or told:
        return ""
    if name in world.former_names and paper.issued >= RENAMED:
        return f"令和6年4月1日から{world.former_names[name]}"
    if name in world.former_names.values() and paper.issued < RENAMED and not paper.is_regulation:
        ahead = "令和6年度" in paper.source.title or "機構改革" in paper.text
        return (
            ""
            if ahead or re.search(r"令和6年4月|4月1日から|改称|名称", line)
            else "令和6年3月31日まではこの名でない"
        )
    return ""


def _of_old(line: str) -> bool:
    return bool(re.search(r"旧|改称|令和[1-5元]年|平成|令和6年[1-3]月|現[・ ]|当時", line))


def check_letter_numbers(papers: Sequence[Paper], world: World) -> tuple[list[Violation], dict[str, int]]:
    """文書番号: the mark is that of the paper's 課, and within a mark and a 年度 the numbers rise with the days."""
    found: list[Violation] = []
    count = 0
    sent: dict[tuple[str, int], list[tuple[int, date, Paper, str]]] = {}
    for paper in papers:
        for words, mark, number in _own_numbers(paper, world):
            count += 1
            section = world.marks[mark]
            if paper.source.section and section != paper.source.section:
                found.append(paper.violation("文書番号", words, f"{mark}は{section}の記号"))
            if paper.issued is None:
                continue
            if (mark in ("企情", "福子") and paper.issued >= RENAMED) or (
                mark in ("企デ", "福こ") and paper.issued < RENAMED
            ):
                found.append(paper.violation("文書番号", words, "改称の前後で記号が違う"))
            sent.setdefault((mark, fiscal_year(paper.issued)), []).append(
                (number, paper.issued, paper, words)
            )
    for letters in sent.values():
        found += _out_of_order(letters)
    return found, {"文書番号": count}


def _own_numbers(paper: Paper, world: World) -> Iterator[tuple[str, str, int]]:
    """The number under which the paper itself was sent: in sources.toml, or alone on one of its first lines."""
    said = [paper.source.number] if paper.source.number else []
    first = [line.strip() for line in paper.lines[:6]]
    for words in dict.fromkeys([*said, *first]):
        match = _DOCNO.fullmatch(words.translate(WIDE))
        if match and match[1] in world.marks:
            yield words, match[1], int(match[2])


def _out_of_order(letters: list[tuple[int, date, Paper, str]]) -> Iterator[Violation]:
    letters = sorted(letters, key=lambda each: (each[0], each[1]))
    for (number, day, _, _), (after, later, paper, words) in itertools.pairwise(letters):
        if number == after and day != later:
            yield paper.violation("文書番号", words, f"{day.isoformat()} の文書と同じ番号")
        elif later < day:
            yield paper.violation("文書番号", words, f"第{number}号は {day.isoformat()}")


_AMENDED = re.compile(
    r"附[ 　]*則[ 　]*\((?P<y>(?:令和|平成)(?:[0-9]+|元))年(?P<m>[0-9]+)月(?P<d>[0-9]+)日"
    r"(?P<kind>[一-龠]*?(?:条例|規則|訓令|告示|規程))第(?P<n>[0-9]+)号"
)
_NOTE = re.compile(r"(?P<y>[令平](?:[0-9]+|元))(?P<kind>[一-龠]*?(?:条例|規則|訓令|告示|規程))(?P<n>[0-9]+)")


def check_amendments(papers: Sequence[Paper]) -> tuple[list[Violation], dict[str, int]]:
    """改正: one number has one day in every regulation, and 「（令6条例31・追加）」 names one that the text has a 附則 of."""
    found: list[Violation] = []
    count = 0
    days: dict[tuple[str, str, str], str] = {}
    for paper in papers:
        if not paper.is_regulation or paper.path.startswith("reiki/kaisei/"):
            continue
        text = _in_digits(paper.text.translate(WIDE))
        own = set()
        for match in _AMENDED.finditer(text):
            count += 1
            own.add((match["y"].replace("令和", "令").replace("平成", "平"), match["n"]))
            day = days.setdefault((match["y"], match["kind"], match["n"]), f"{match['m']}月{match['d']}日")
            if day != f"{match['m']}月{match['d']}日":
                found.append(paper.violation("改正", match[0], f"ほかの例規では{day}"))
        notes = re.findall(r"\([^()]*(?:改正|追加|削除|繰[上下]|全改)\)", text)
        for match in _NOTE.finditer("\n".join(notes)):
            count += 1
            if own and (match["y"], match["n"]) not in own:
                found.append(paper.violation("改正", match[0], "この改正の附則がない"))
    return list(dict.fromkeys(found)), {"改正": count}
