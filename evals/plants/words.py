"""Wrong names and wrong words: persons, 課, places, negation, bounds, promises. Knows no checks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from evals.plants.ground import Ground, Plant, put

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
    (re.compile(r"することができる(?=[。\[])"), ("しなければならない",)),
)


def _others(
    ground: Ground, draw: random.Random, kind: str, fact_kind: str, pool: Sequence[str]
) -> Iterator[Plant]:
    for fact in ground.facts:
        others = [
            each
            for each in pool
            if _plain(each) not in _plain(fact.text)
            and _plain(fact.text) not in _plain(each)
            and (fact_kind != "組織" or each[-1] == fact.text[-1])
        ]
        if fact.kind == fact_kind and others:
            yield put(ground, kind, fact.start, fact.end, draw.choice(others))


def _plain(name: str) -> str:
    return re.sub(r"[ 　]", "", name)


def old_figures(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    """The figure of an older paper, as when last year's text is copied."""
    for fact, wrong in ground.older:
        yield put(ground, "旧年", fact.start, fact.end, wrong)


def persons(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _others(ground, draw, "氏名", "氏名", ground.names)


def sections(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _others(ground, draw, "担当課", "組織", ground.sections)


def sites(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    return _others(ground, draw, "施設", "施設", ground.places)


def _cited(ground: Ground) -> Iterator[re.Match[str]]:
    """The sentences that cite a source: only there can a word be wrong rather than new."""
    for match in re.finditer(r"[^。\n]*\[\d+\]。?", ground.text):
        if "【要確認" not in match[0]:
            yield match


def denied(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for match in _cited(ground):
        found = [(match[0].rfind(one), one, other) for one, other in _FLIPS if one in match[0]]
        if found:
            at, one, other = max(found, key=lambda each: (each[0] + len(each[1]), len(each[1])))
            yield put(ground, "否定", match.start() + at, match.start() + at + len(one), other)


def bounded(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for match in _cited(ground):
        for one, other in _OTHER_BOUND.items():
            for place in re.finditer(re.escape(one), match[0]):
                if (
                    re.search(r"[0-9０-９][^0-9０-９、。]{0,6}$", match[0][: place.start()])
                    or one == "少なくとも"
                ):
                    at = match.start() + place.start()
                    yield put(ground, "以上・超", at, at + len(one), other)


def promised(ground: Ground, draw: random.Random) -> Iterator[Plant]:
    for match in _cited(ground):
        for pattern, others in _SAID:
            for place in pattern.finditer(match[0]):
                at = match.start() + place.start()
                yield put(ground, "約束", at, at + len(place[0]), draw.choice(others))
