"""One thing of a text told with two values: 「定員は20人」 above, 「定員の30人に達したとき」 below. Knows nothing of sources.

Only what a paper has one of, and a phrase that both sentences have word for word; rows, scales and changes are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.values import COUNTED
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span
from app.text.wording import pairs

_ONCE = re.compile(
    r"(?:^|[^一-龠々])(?P<what>定員|募集人[数員]|募集定員|参加費|受講料|入場料|入館料|会費|補助率|補助上限額?|限度額|上限額|補助の上限|交付の上限)[はがのを、 　：:（(約]{0,3}$"
)
_OF_A_GRANT = re.compile(r"補助|限度|上限|交付")
"""What each item of a list of grants has one of: 「1　結成…限度額20万円」, 「2　訓練…限度額3万円」."""
_THEN = re.compile(
    r"それまで|これまで|従来|以前|改[正定]前|変更前|かつて|前年|昨年|前回|でした|ました|拡大|広げ|引き[上下]げ|増や|減ら|から.{0,12}(?:に|へ)(?:変更|改)|うち|合わせて|合計|計|残り|あと"
)
_EACH = re.compile(
    r"1(?:回|組|世帯|団体|日|クラス|コース|会場)(?:当たり|につき)?|各|ごと|午前の部|午後の部|追加|のうち|第[0-9０-９]+(?:回|部)"
)
_ONE_THING = 2000
"""Characters of a paper that speaks of one event; minutes tell the 定員 of many."""
_CELL = " | "
_NO_RULE = re.compile(r"[、。（）()を【\[]|^[ 　]*(?:以[上下内前後降]|未満|程度|前後)")
"""「75歳以上の方は…、100歳以上の方は…」 are two groups."""
_ARTICLES = re.compile(r"第[0-9０-９一二三四五六七八九十]+条")
_MANY = 3
"""Articles that make a text one of rules: it has the same phrase for each case."""
_PHRASE, _SHARED = 9, 2
"""Characters behind a value that make two sentences speak of one rule, and pairs that they share besides."""
_TWICE = "「{text}」は、この文書のほかの所では「{other}」です（{what}）。どちらが正しいかを確かめてください。"


@dataclass(frozen=True, slots=True)
class _Told:
    span: Span
    said: Said


def check_twice(subject: Subject) -> Checked:
    """A warning fact.within for the later of two values of one thing."""
    text = subject.text
    if len(_ARTICLES.findall(text)) >= _MANY:
        return Checked(text)
    return Checked(text, (), tuple(sorted(_findings(text), key=lambda one: one.start)))


def _findings(text: str) -> Iterator[Finding]:
    labelled: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    ruled: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for said in read_sentences(text):
        if _CELL in said.text or _THEN.search(said.text):
            continue
        for span in said.spans:
            if span.kind not in COUNTED or not span.unit:
                continue
            before, after = said.text[: span.start - said.start], said.text[span.end - said.start :]
            once = _ONCE.search(before)
            if once and not _EACH.search(said.text):
                labelled[once["what"], span.unit].append(_Told(span, said))
            phrase = after[:_PHRASE]
            if len(phrase) == _PHRASE and not _NO_RULE.search(phrase):
                ruled[phrase, span.unit].append(_Told(span, said))
    for (what, _), each in labelled.items() if len(text) <= _ONE_THING else ():
        if not (_OF_A_GRANT.match(what) and all(map(_is_item, each))):
            yield from _two(each, what)
    for (phrase, _), each in ruled.items():
        if len(each) == 2 and _one_rule(*each):
            yield from _two(each, f"「…{phrase}…」")


def _two(told: list[_Told], what: str) -> Iterator[Finding]:
    if len(told) < 2 or len({each.span.value for each in told}) != 2:
        return
    first = told[0].span
    later = next(each.span for each in told if each.span.value != first.value)
    words = _TWICE.format(text=later.text, other=first.text, what=what)
    yield Finding("fact.within", "warning", words, later.start, later.end)


def _one_rule(one: _Told, other: _Told) -> bool:
    """Whether two sentences that end a value alike speak of one thing, and are not two steps of a list."""
    if one.said is other.said or one.span.kind == "時刻":
        return False
    same = pairs(one.said.text.replace(one.span.text, "")) & pairs(
        other.said.text.replace(other.span.text, "")
    )
    phrase = pairs(one.said.text[one.span.end - one.said.start :][:_PHRASE])
    return not (_is_item(one) and _is_item(other)) and len(same - phrase) >= _SHARED


def _is_item(told: _Told) -> bool:
    return bool(re.match(r"[ 　]*(?:[・●○]|[(（]?[0-9０-９]{1,2}[)）]?[ 　.．])", told.said.text))
