"""One person of a paper written in two ways: 「高森里美会長」 in the list and 「高盛会長」 below. Knows no dictionary of names.

Only where the paper gives the whole names beside a post, the short one is none of theirs, and one letter tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.checks.subject import Checked, Subject
from app.result import Finding

_ONE = "会長|委員長|議長|座長|教育長|市長|町長|村長|理事長|組合長"
_POSTS = f"(?:副|職務代理)?(?:{_ONE})|委員|議員|部長|課長|次長|係長|館長|所長|校長|園長|教授|講師|さん"
_NAMED = re.compile(
    rf"(?<![一-龠々ァ-ヶー])(?P<name>[一-龠々]{{1,4}}[ 　]?[一-龠々ぁ-ん]{{0,4}}?)[ 　]?(?P<post>{_POSTS})(?![一-龠々])"
)
_POST_FIRST = re.compile(
    rf"(?<![一-龠々])(?P<post>{_POSTS})[ 　：:]+(?P<name>[一-龠々]{{1,3}}[ 　]?[一-龠々ぁ-んァ-ヶ]{{1,4}})(?=[ 　、（(\n]|$)"
)
_WORD = re.compile(
    r"市民|町民|村民|市長|町長|村長|福祉|総務|企画|財政|税務|教育|建設|産業|環境|健康|消防|議会|会計|農林|水道|保険|子育|住民|生活|経済|都市|土木|契約|管財|広報|人事|秘書"
)
"""What a section is called by, and nobody."""
_KANJI = re.compile(r"[一-龠々]+")
_LABEL = re.compile(r"^(?:[出欠]席(?:者|委員)?|参加者|構成員|事務局)[ 　]")
_LISTS = re.compile(r"出席|委員名簿|名簿|構成員")
_WHOLE, _LEAST = 3, 3
_SHAPES = "斎斉齋齊 高髙 崎﨑嵜 辺邊邉 沢澤 島嶋嶌 浜濱濵 広廣 国國 真眞 桜櫻 栄榮 恵惠 徳德 吉𠮷 富冨 黒黑 巌巖 亀龜 関關 竜龍 条條 滝瀧 宝寶 実實 静靜"
"""Letters of names that are written in more than one shape."""
_TOLD = "「{text}」は、この文書のほかの所では「{other}」です。氏名の漢字を確かめてください。"


def check_namesakes(subject: Subject) -> Checked:
    """A finding fact.within for the first place of each short name that differs by a letter from a whole one."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    told = [
        (_bare(match["name"]), match["post"], match)
        for form in (_NAMED, _POST_FIRST)
        for match in form.finditer(text)
    ]
    whole = {name: post for name, post, _ in told if len(name) >= _WHOLE}
    listed = len(whole) >= _LEAST and bool(_LISTS.search(text))
    seen: set[str] = set()
    yield from _whole_names(told)
    for name, post, match in told:
        if (
            len(name) != 2
            or _WORD.match(name)
            or name in seen
            or any(each.startswith(name) for each in whole)
        ):
            continue
        seen.add(name)
        near = [each for each, has in whole.items() if _differ(name, each[:2]) == 1 and post == has]
        if len(near) == 1 and (listed or re.search(f"(?:{_ONE})$", post)):
            start, end = match.span("name")
            other = near[0][:2]
            yield Finding(
                "fact.within",
                "warning",
                _TOLD.format(text=text[start:end] + post, other=other + post),
                start,
                end,
            )


def _whole_names(told: Sequence[tuple[str, str, re.Match[str]]]) -> Iterator[Finding]:
    """「斎藤恵子委員長」 and 「斉藤恵子委員長」: one post of one person, or two shapes of one letter."""
    first: dict[str, str] = {}
    for name, post, match in told:
        apart = re.search("[ 　]", _LABEL.sub("", match["name"]))
        if len(name) < _WHOLE or name in first or _WORD.match(name) or not (apart or _KANJI.fullmatch(name)):
            continue
        near = [
            other
            for other, held in first.items()
            if len(other) == len(name)
            and _differ(name, other) == 1
            and ((held == post and re.search(f"(?:{_ONE})$", post)) or _variant(name, other))
        ]
        first[name] = post
        if near:
            start, end = match.span("name")
            start = end - len(_LABEL.sub("", match["name"]))
            message = _TOLD.format(text=name, other=near[0])
            yield Finding("fact.within", "warning", message, start, end)


def _variant(one: str, other: str) -> bool:
    """Whether the letters that differ are shapes of one: 斎 and 斉, 高 and 髙."""
    apart = {a + b for a, b in zip(one, other, strict=True) if a != b}
    return all(any(set(pair) <= set(shapes) for shapes in _SHAPES.split()) for pair in apart)


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _bare(name: str) -> str:
    return re.sub("[ 　]", "", _LABEL.sub("", name))
