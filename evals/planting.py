"""Errors of named kinds, planted one at a time into correct drafts. Knows nothing of checks: it only says what it changed.

Each kind is a function from a draft to the plants that are possible in it; which ones are used is drawn with a seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.result import Fact
from app.spans import Span, find_spans
from ingest.law.numbers import WEEKDAYS

NUMERIC = ("数", "桁", "単位", "割合", "回", "電話")
DATED = ("日付", "暦", "曜日", "年度", "和暦", "時刻")
LEGAL = ("条項", "例規番号")
WORDED = ("氏名", "担当課", "施設", "否定", "以上・超", "約束")
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
_OTHER_BOUND = {
    "以上": "を超える",
    "以下": "未満",
    "未満": "以下",
    "以内": "以上",
    "までに": "以後に",
    "を上回": "を下回",
    "を下回": "を上回",
    "少なくとも": "最大",
}
_FLIPS = (
    ("することができない", "することができる"),
    ("することができる", "することができない"),
    ("なければならない", "なくてもよい"),
    ("てはならない", "てもよい"),
    ("できません", "できます"),
    ("できます", "できません"),
    ("はありません", "があります"),
    ("があります", "はありません"),
    ("ございません", "ございます"),
    ("おりません", "おります"),
    ("しません", "します"),
    ("行わない", "行う"),
    ("である[", "ではない["),
    ("です[", "ではありません["),
    ("しました", "しませんでした"),
    ("しています", "していません"),
    ("している", "していない"),
    ("なりました", "なりませんでした"),
    ("ました[", "ませんでした["),
    ("必要だ", "不要だ"),
    ("免除する", "免除しない"),
    ("免除します", "免除しません"),
    ("を設けている", "を設けていない"),
    ("増えて", "減って"),
    ("増えた", "減った"),
    ("減って", "増えて"),
    ("上がりました", "下がりました"),
    ("上回", "下回"),
    ("下回", "上回"),
    ("黒字", "赤字"),
    ("加算します", "減算します"),
    ("休館する", "開館する"),
)
_PROMISES = ("取り組んでまいります", "努めてまいります", "検討してまいります", "研究してまいります")
_SAID = (
    (re.compile(r"取り組(?:んでまいります|みます|む)"), ("検討してまいります", "研究してまいります")),
    (re.compile(r"努め(?:てまいります|ます)"), ("取り組んでまいります", "検討してまいります")),
    (re.compile(r"検討(?:してまいります|いたします|します|する)"), ("実施いたします", "研究してまいります")),
    (re.compile(r"研究してまいります"), ("取り組んでまいります", "検討してまいります")),
    (re.compile(r"なければならない"), ("ことができる",)),
    (re.compile(r"ことができる"), ("なければならない",)),
)


@dataclass(frozen=True, slots=True)
class Plant:
    """``text`` is the draft with one error: ``wrong`` stands at start–end, where ``right`` stood."""

    kind: str
    text: str
    right: str
    wrong: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A correct draft: its text, the facts that are supported in it, and every word of its sources for swaps."""

    text: str
    facts: Sequence[Fact]
    sources: str
    names: Sequence[str]
    sections: Sequence[str]
    places: Sequence[str]


def plant(ground: Ground, kind: str, count: int, seed: str) -> list[Plant]:
    """Up to ``count`` plants of a kind, the same for the same seed."""
    draw = random.Random(f"{seed}:{kind}")
    found = [each for each in KINDS[kind](ground, draw) if each.text != ground.text]
    draw.shuffle(found)
    return found[:count]


def _put(ground: Ground, kind: str, start: int, end: int, wrong: str) -> Plant:
    text = ground.text[:start] + wrong + ground.text[end:]
    return Plant(kind, text, ground.text[start:end], wrong, start, start + len(wrong))


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


def _numbers(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "数", "金額"):
        if re.search(r"[0-9]", fact.text):
            yield _put(ground, "数", fact.start, fact.end, _digit(fact.text, draw))


def _swapped(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "数", "金額", "割合"):
        pairs = [
            match.start() for match in re.finditer(r"(?=([1-9])([1-9]))", fact.text) if match[1] != match[2]
        ]
        if pairs:
            at = draw.choice(pairs)
            wrong = fact.text[:at] + fact.text[at + 1] + fact.text[at] + fact.text[at + 2 :]
            yield _put(ground, "桁", fact.start, fact.end, wrong)


def _units(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, span in _spans(ground, "数", "金額"):
        unit = next((each for each in sorted(_WORD, key=len, reverse=True) if fact.text.endswith(each)), "")
        if unit and span.unit:
            yield _put(ground, "単位", fact.start, fact.end, fact.text.removesuffix(unit) + _WORD[unit])


def _shares(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "割合"):
        yield _put(ground, "割合", fact.start, fact.end, _digit(fact.text, draw))


def _editions(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "回数"):
        if number := re.search(r"[0-9]+", fact.text):
            wrong = str(int(number[0]) + draw.choice((-1, 1)) or 2)
            yield _put(ground, "回", fact.start, fact.end, fact.text.replace(number[0], wrong, 1))


def _telephones(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "電話"):
        yield _put(
            ground,
            "電話",
            fact.start,
            fact.end,
            fact.text[:-1] + draw.choice([d for d in "0123456789" if d != fact.text[-1]]),
        )


def _days(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "日付"):
        if day := re.search(r"(\d{1,2})日", fact.text):
            other = int(day[1]) + draw.choice((-2, -1, 1, 2, 7))
            wrong = fact.text.replace(day[0], f"{other if 1 <= other <= 28 else 14}日", 1)
            yield _put(ground, "日付", fact.start, fact.end, re.sub(r"[（(].*", "", wrong))


def _impossible(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "日付"):
        wrong = re.sub(
            r"\d{1,2}月[ 　]*\d{1,2}日.*", draw.choice(("6月31日", "2月30日", "11月31日")), fact.text
        )
        yield _put(ground, "暦", fact.start, fact.end, wrong)


def _weekdays(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, span in _spans(ground, "日付"):
        if span.weekday:
            other = draw.choice([each for each in WEEKDAYS if each != span.weekday])
            yield _put(
                ground, "曜日", fact.start, fact.end, fact.text.replace(f"（{span.weekday}", f"（{other}")
            )


def _shifted(ground: Ground, draw: random.Random, kind: str, kinds: tuple[str, ...]) -> Iterator[Plant]:
    for fact, _ in _spans(ground, *kinds):
        if year := re.search(r"(令和|平成|昭和)(\d+)年", fact.text):
            other = max(1, int(year[2]) + draw.choice((-1, 1)))
            wrong = fact.text.replace(year[0], f"{year[1]}{other}年", 1)
            yield _put(ground, kind, fact.start, fact.end, re.sub(r"[（(].*", "", wrong))


def _fiscal(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _shifted(ground, draw, "年度", ("年度",))


def _wareki(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _shifted(ground, draw, "和暦", ("日付", "年月", "年"))


def _times(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "時刻"):
        if hour := re.search(r"(\d{1,2})(?=時|:)", fact.text):
            other = (int(hour[1]) + draw.choice((1, 2))) % 12 or 11
            wrong = fact.text.replace(hour[0], str(other), 1)
            yield _put(ground, "時刻", fact.start, fact.end, wrong)


def _articles(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "条番号"):
        if number := re.search(r"\d+", fact.text):
            other = max(1, int(number[0]) + draw.choice((-1, 1, 2, 10)))
            yield _put(
                ground,
                "条項",
                fact.start,
                fact.end,
                fact.text.replace(number[0], str(other if str(other) != number[0] else other + 1), 1),
            )


def _laws(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for fact, _ in _spans(ground, "例規番号", "文書番号"):
        yield _put(
            ground,
            "例規番号",
            fact.start,
            fact.end,
            re.sub(r"第(\d+)号", lambda m: f"第{int(m[1]) + draw.choice((1, 3, 9))}号", fact.text),
        )


def _others(
    ground: Ground, draw: random.Random, kind: str, fact_kind: str, pool: Sequence[str]
) -> Iterator[Plant]:
    for fact in ground.facts:
        others = [
            each
            for each in pool
            if each not in fact.text
            and fact.text not in each
            and (fact_kind != "組織" or each[-1] == fact.text[-1])
        ]
        if fact.kind == fact_kind and others:
            yield _put(ground, kind, fact.start, fact.end, draw.choice(others))


def _persons(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _others(ground, draw, "氏名", "氏名", ground.names)


def _sections(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _others(ground, draw, "担当課", "組織", ground.sections)


def _sites(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _others(ground, draw, "施設", "施設", ground.places)


def _cited(ground: Ground) -> Iterator[re.Match[str]]:
    """The sentences that cite a source: only there can a word be wrong rather than new."""
    for match in re.finditer(r"[^。\n]*\[\d+\]。?", ground.text):
        if "【要確認" not in match[0]:
            yield match


def _denied(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for match in _cited(ground):
        found = [(match[0].rfind(one), one, other) for one, other in _FLIPS if one in match[0]]
        if found:
            at, one, other = max(found, key=lambda each: (each[0] + len(each[1]), len(each[1])))
            yield _put(ground, "否定", match.start() + at, match.start() + at + len(one), other)


def _bounded(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for match in _cited(ground):
        for one, other in _OTHER_BOUND.items():
            for place in re.finditer(re.escape(one), match[0]):
                if (
                    re.search(r"[0-9０-９][^0-9０-９、。]{0,6}$", match[0][: place.start()])
                    or one == "少なくとも"
                ):
                    at = match.start() + place.start()
                    yield _put(ground, "以上・超", at, at + len(one), other)


def _promised(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for match in _cited(ground):
        for pattern, others in _SAID:
            for place in pattern.finditer(match[0]):
                at = match.start() + place.start()
                yield _put(ground, "約束", at, at + len(place[0]), draw.choice(others))


KINDS: dict[str, Callable[[Ground, random.Random], Iterator[Plant]]] = {
    "数": _numbers,
    "桁": _swapped,
    "単位": _units,
    "割合": _shares,
    "回": _editions,
    "電話": _telephones,
    "日付": _days,
    "暦": _impossible,
    "曜日": _weekdays,
    "年度": _fiscal,
    "和暦": _wareki,
    "時刻": _times,
    "条項": _articles,
    "例規番号": _laws,
    "氏名": _persons,
    "担当課": _sections,
    "施設": _sites,
    "否定": _denied,
    "以上・超": _bounded,
    "約束": _promised,
}
"""Every kind by its name; the order in which the report shows them."""
