"""Wrong figures, dates, laws: each function gives the plants of one kind that a draft allows. Knows no checks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from app.result import Fact
from app.text.spans import Span, find_spans
from evals.plants.ground import Ground, Plant, put
from ingest.law.numbers import WEEKDAYS

_WORD = {
    "人": "世帯",
    "世帯": "人",
    "件": "回",
    "回": "件",
    "か所": "件",
    "円": "千円",
    "台": "件",
    "日": "週間",
    "か月": "週間",
    "本": "件",
    "枚": "部",
    "店": "件",
    "団体": "人",
    "基": "台",
    "校": "園",
    "分": "時間",
    "年": "か月",
}


def _spans(ground: Ground, *kinds: str) -> Iterator[tuple[Fact, Span]]:
    for fact in ground.facts:
        if fact.kind in kinds:
            span = next(
                (each for each in find_spans(fact.text) if each.end - each.start == len(fact.text)), None
            )
            if span is not None:
                yield fact, span


def _digit(text: str, draw: random.Random) -> str:
    """``text`` with one digit made another one (a leading digit never 0)."""
    places = [at for at, each in enumerate(text) if each.isdigit()]
    at = draw.choice(places)
    choices = [each for each in "0123456789" if each != text[at] and (each != "0" or at != places[0])]
    return text[:at] + draw.choice(choices) + text[at + 1 :]


def numbers(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "数", "金額"):
        if re.search(r"[0-9]", fact.text):
            yield put(ground, "数", fact.start, fact.end, _digit(fact.text, draw))


def swapped(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "数", "金額", "割合"):
        pairs = [
            match.start() for match in re.finditer(r"(?=([1-9])([1-9]))", fact.text) if match[1] != match[2]
        ]
        if pairs:
            at = draw.choice(pairs)
            wrong = fact.text[:at] + fact.text[at + 1] + fact.text[at] + fact.text[at + 2 :]
            yield put(ground, "桁", fact.start, fact.end, wrong)


def units(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, span in _spans(ground, "数", "金額"):
        unit = next((each for each in sorted(_WORD, key=len, reverse=True) if fact.text.endswith(each)), "")
        if unit and span.unit and not (unit == "円" and re.search(r"[億万千]", fact.text)):
            yield put(ground, "単位", fact.start, fact.end, fact.text.removesuffix(unit) + _WORD[unit])


def shares(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "割合"):
        wrong = _digit(fact.text, draw) if re.search(r"[0-9]", fact.text) else draw.choice(("3割", "7割"))
        yield put(ground, "割合", fact.start, fact.end, wrong)


def editions(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "回数"):
        if number := re.search(r"[0-9]+", fact.text):
            wrong = str(int(number[0]) + draw.choice((-1, 1)) or 2)
            yield put(ground, "回", fact.start, fact.end, fact.text.replace(number[0], wrong, 1))


def telephones(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "電話"):
        yield put(
            ground,
            "電話",
            fact.start,
            fact.end,
            fact.text[:-1] + draw.choice([d for d in "0123456789" if d != fact.text[-1]]),
        )


def days(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "日付"):
        if day := re.search(r"(\d{1,2})日", fact.text):
            other = int(day[1]) + draw.choice((-2, -1, 1, 2, 7))
            wrong = fact.text.replace(day[0], f"{other if 1 <= other <= 28 else 14}日", 1)
            yield put(ground, "日付", fact.start, fact.end, re.sub(r"[（(].*", "", wrong))


def impossible(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "日付"):
        wrong = re.sub(
            r"\d{1,2}月[ 　]*\d{1,2}日.*", draw.choice(("6月31日", "2月30日", "11月31日")), fact.text
        )
        yield put(ground, "暦", fact.start, fact.end, wrong)


def weekdays(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, span in _spans(ground, "日付"):
        if span.weekday:
            other = draw.choice([each for each in WEEKDAYS if each != span.weekday])
            yield put(
                ground, "曜日", fact.start, fact.end, fact.text.replace(f"（{span.weekday}", f"（{other}")
            )


def _shifted(ground: Ground, draw: random.Random, kind: str, kinds: tuple[str, ...]) -> Iterator[Plant]:
    for fact, _ in _spans(ground, *kinds):
        if year := re.search(r"(令和|平成|昭和)(\d+)年", fact.text):
            other = max(1, int(year[2]) + draw.choice((-1, 1)))
            wrong = fact.text.replace(year[0], f"{year[1]}{other}年", 1)
            yield put(ground, kind, fact.start, fact.end, re.sub(r"[（(].*", "", wrong))


def fiscal(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _shifted(ground, draw, "年度", ("年度",))


def wareki(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _shifted(ground, draw, "和暦", ("日付", "年月", "年"))


def times(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "時刻"):
        if hour := re.search(r"(\d{1,2})(?=時|:)", fact.text):
            other = (int(hour[1]) + draw.choice((1, 2))) % 12 or 11
            wrong = fact.text.replace(hour[0], str(other), 1)
            yield put(ground, "時刻", fact.start, fact.end, wrong)


def articles(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "条番号"):
        if number := re.search(r"\d+", fact.text):
            other = max(1, int(number[0]) + draw.choice((-1, 1, 2, 10)))
            yield put(
                ground,
                "条項",
                fact.start,
                fact.end,
                fact.text.replace(number[0], str(other if str(other) != number[0] else other + 1), 1),
            )


def laws(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "例規番号", "文書番号"):
        yield put(
            ground,
            "例規番号",
            fact.start,
            fact.end,
            re.sub(r"第(\d+)号", lambda m: f"第{int(m[1]) + draw.choice((1, 3, 9))}号", fact.text),
        )
