"""Every place that a regulation's own text names, as it is written: 第3条第2項, 前条, 同項ただし書, 法第15条, 別表第1.

Knows nothing of what a mention means: 前 and 同 are resolved from where they stand (resolution.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.numbers import BRANCHES, NUMERAL, branch_number

_N = NUMERAL
_KANJI_AFTER = r"(?=(?![一-龠])|[及又若並中本前後該以掲各関等規条項号柱見改加削繰内]|法定受託|被保険者)"
_ARTICLE = (
    rf"第{_N}条(?!件|例|約(?!款)|文|里|通){BRANCHES}"
    rf"|(?:前|次)(?:{_N})?条(?!例|件|文|約)|(?:同|この|本)条(?!例|件|文|約|理|里|項)"
)
_PARAGRAPH = (
    rf"第{_N}項(?!目){BRANCHES}|前各項|前(?:{_N})?項|次(?:{_N})?項|(?:同|この|本)項|(?:次の|当該)?各項"
)
_ITEM = rf"第{_N}号{BRANCHES}{_KANJI_AFTER}|前各号|前(?:{_N})?号|次(?:{_N})?号|(?:同|この|本)号|(?:次の|当該)?各号"
_SUB = r"[イロハニホヘトチリヌルヲアウエオカキクケコサシスセソ](?![ァ-ヶーぁ-ん]*[ァ-ヶー])(?=[にのかまかをは、。，（(及又若並とから]|から|まで|$)"
_PART = r"本文|ただし書|但し?書|前段|後段|中段|各号列記以外の部分|柱書き?"
_BARE_ARTICLE = (
    rf"第{_N}{BRANCHES}(?=第{_N}[項号]|(?:から|まで)?(?:の規定|[にをかま、。及又若]|第)|の[一-龠]|関係|$)"
)
"""「第３」 of a 要綱 that calls its 条 so."""


def _place(article: str) -> re.Pattern[str]:
    return re.compile(_PLACES.replace(_ARTICLE, article))


_PLACES = (
    rf"(?P<table>(?:別表|付表)(?:第{_N}{BRANCHES})?|同表|この表)(?P<row>(?:の|中)?{_N}(?:の{_N})?の項)?"
    rf"|(?P<form>第{_N}号{BRANCHES}様式{BRANCHES}|(?:別記)?様式(?:第{_N}号?{BRANCHES})?|別記第{_N}号様式{BRANCHES})"
    rf"|(?P<group>(?:(?:第{_N}|前|次|この|同|本)(?:編(?!集|成)|章|節(?!目)|款)(?:の{_N})?(?!目))(?:第{_N}[章節款](?:の{_N})?)*)(?=[のにをかまで、。及又若（第]|$)"
    rf"|(?P<suppl>(?:この条例|この規則|この法律|制定|改正)?附則(?![　 ]*[（(]))?(?P<article>{_ARTICLE})?(?P<paragraph>{_PARAGRAPH})?"
    rf"(?P<item>{_ITEM})?(?P<sub>{_SUB})?(?P<part>{_PART})?"
)
_PLACE, _BARE_PLACE = _place(_ARTICLE), _place(f"{_ARTICLE}|{_BARE_ARTICLE}")
# 条例第25号 and 昭和22年法律第67号 name whole regulations, 第3号議案 a bill.
_NO_PLACE = re.compile(
    rf"(?:条例|規則|規程|告示|訓令(?:甲|乙)?|要綱|公告|法律|政令|勅令|省令|府令|閣令|内規|議案|発議|請願|陳情|条約)[ 　]*第[ 　]*{_N}[ 　]*号"
)
_ANY = re.compile(r"[第前次同この本別様付当各附改制中柱但た]")


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a mention. ``unit``: group, suppl, article, paragraph, item, sub, part, table, row, form.

    ``how``: number (``number`` "12_2"), previous or next (``number`` how many), same, this, before (前各項, 前各号),
    each (各号), or for sub and part "number" with the word itself.
    """

    unit: str
    how: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place as written: ``text == whole[start:end]``; its steps from the outermost in."""

    text: str
    start: int
    end: int
    steps: tuple[Step, ...]

    def step(self, unit: str) -> Step | None:
        return next((step for step in self.steps if step.unit == unit), None)


def find_mentions(text: str, *, bare: bool = False) -> Iterator[Mention]:
    """Every mention in the text, in order. ``bare``: its 条 are called 「第3」.

    A 「前段」 or 「ただし書」 alone is one too (it belongs to the provision it stands in or was named last).
    """
    numbers = [match.span() for match in _NO_PLACE.finditer(text)]
    at = 0
    while start := _ANY.search(text, at):
        match = (_BARE_PLACE if bare else _PLACE).match(text, start.start())
        at = start.start() + 1
        if match is None or not match[0] or match[0] in ("別記様式中",):
            continue
        if any(begin < match.end() and match.start() < end for begin, end in numbers):
            continue
        steps = tuple(_steps(match))
        if not steps or (len(steps) == 1 and steps[0].unit == "suppl"):
            continue
        if steps[0].unit == "item" and re.match(r"[一-龠ァ-ヺー]第", text[match.start() - 1 : match.end()]):
            continue  # 「内閣法制局総発第89号」
        if steps[0].unit in ("part", "sub") and not _stands_alone(text, match):
            continue
        yield Mention(match[0], match.start(), match.end(), steps)
        at = match.end()


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """「同条本文又は【ただし書】」, 「前段の規定」; not 「本文書」 and not the イ of a list."""
    if match["sub"]:
        return False
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return before in "、び又はに（のく" and after in "のにを、。及又若」）"


def _steps(match: re.Match[str]) -> Iterator[Step]:
    if match["table"]:
        yield _table(match["table"])
        if match["row"]:
            yield Step("row", "number", branch_number(match["row"]))
    elif match["form"]:
        yield Step("form", "number", branch_number(match["form"]))
    elif match["group"]:
        yield _group(match["group"])
    else:
        if match["suppl"]:
            yield Step("suppl", "number", "1")
        for unit in ("article", "paragraph", "item"):
            if match[unit]:
                yield _step(unit, match[unit])
        for unit in ("sub", "part"):
            if match[unit]:
                yield Step(unit, "number", match[unit])


def _table(words: str) -> Step:
    if words in ("同表", "この表"):
        return Step("table", "same" if words == "同表" else "this")
    return Step("table", "number", branch_number(words))


def _group(words: str) -> Step:
    """第2章第1節 → number "章2 節1"; 前章 → previous "章"."""
    parts = re.findall(rf"(第{_N}|前|次|この|同|本)([編章節款])((?:の{_N})?)", words)
    if words.startswith("第"):
        return Step(
            "group", "number", " ".join(unit + branch_number(number + tail) for number, unit, tail in parts)
        )
    how = {"前": "previous", "次": "next", "同": "same"}.get(words[0], "this")
    return Step("group", how, parts[0][1])


def _step(unit: str, words: str) -> Step:
    count = branch_number(words) or "1"
    if words.startswith("第"):
        return Step(unit, "number", branch_number(words))
    if words.startswith("前各"):
        return Step(unit, "before")
    if "各" in words:
        return Step(unit, "each")
    if words.startswith("前"):
        return Step(unit, "previous", count)
    if words.startswith("次"):
        return Step(unit, "next", count)
    return Step(unit, "same" if words.startswith("同") else "this")
