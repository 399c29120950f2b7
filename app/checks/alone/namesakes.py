"""One person of a paper written in two ways: 「高森里美会長」 in the list and 「高盛会長」 below. Knows no dictionary of names.

Only where the paper gives the whole names beside a post, the short one is none of theirs, and one letter tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_LISTS = re.compile(r"出席|委員名簿|名簿|構成員")
_WHOLE, _LEAST = 3, 3
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
    for name, post, match in told:
        if len(name) != 2 or name in seen or any(each.startswith(name) for each in whole):
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


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _bare(name: str) -> str:
    return re.sub("[ 　]", "", name)
