"""A body of so many members whose list makes more: 「委員12人以内」 above 4人, 4人, 3人 and 2人. Knows nothing of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from app.checks.subject import Checked, Subject
from app.result import Finding

_BODY = re.compile(
    r"(?P<all>(?:委員|構成員|会員|部会員|隊員|評議員)(?:の定数は、?)?[ 　]?(?P<n>[0-9０-９]{1,3})[人名](?P<most>以内)?)(?=で組織|をもって組織|で構成|をもって構成|とする|とし、)"
)
_ITEM = re.compile(
    r"^[ 　]*(?:[(（][0-9０-９]{1,2}[)）]|[ア-ン])[ 　]*[^\n。]*?[ 　（(](?P<n>[0-9０-９]{1,3})[人名](?P<most>以内)?[)）]?[ 　]*$"
)
_NUMBERED = re.compile(r"^[ 　]*(?:[(（][0-9０-９]{1,2}[)）]|[ア-ン])[ 　]")
_NEXT = re.compile(
    r"^[ 　]*(?:第[0-9０-９一二三四五六七八九十]+条|附[ 　]*則|[（(][^（）()]{1,20}[)）][ 　]*$)"
)
_LEAST = 2
_TOLD = "「{words}」とありますが、内訳を合わせると{sum}人です。人数を確かめてください。"


def check_membership(subject: Subject) -> Checked:
    """A warning total.wrong for each number of members that the list of the same article contradicts."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    for match in _BODY.finditer(text):
        counts = list(_listed(text[text.find("\n", match.end()) % (len(text) + 1) :].split("\n")[1:]))
        numbers = [_number(each["n"]) for each in counts]
        if len(numbers) < _LEAST:
            continue
        wanted, whole = _number(match["n"]), sum(numbers)
        loose = any(each["most"] for each in counts)
        wrong = whole > wanted if match["most"] and not loose else whole != wanted and not loose
        if wrong:
            told = _TOLD.format(words=match["all"], sum=whole)
            yield Finding("total.wrong", "warning", told, match.start("all"), match.end("all"))


def _listed(lines: list[str]) -> Iterator[re.Match[str]]:
    """The items of the article that tell a number each; none where one of them tells none."""
    found = []
    for line in lines:
        item = _ITEM.match(line)
        if item:
            found.append(item)
        elif _NUMBERED.match(line):
            return
        elif found or _NEXT.match(line):
            break
    yield from found


def _number(words: str) -> int:
    return int(normalize("NFKC", words))
