"""Where a chair goes on to the next matter within what they say. Knows no records and no other speakers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from app.text.wording import pairs

CHAIR = re.compile(r"議長|委員長|会長|座長|部会長|本部長|進行|司会")
_TURN = re.compile(
    r"(?:次に|続いて|続きまして|最後に|それでは|最初に|まず|初めに|日程第[0-9０-９]+)[、，]?(?:議題[の第]?[0-9０-９一二三四五六七八九十]*[のは、「]*)?"
    r"(?P<title>[^。、]{4,40}?)(?:について|の件(?:です|で|に)|を議題と|に移り|を行い|に入り)"
)
_NAMES = re.compile(
    r"(?:始めます|始めさせていただきます)。(?P<title>[^。、]{4,40}?)(?:について|の件)(?:です|でございます)。"
)
_MATTER = re.compile(
    r"(?:議題|議事|議案|案件|請願|陳情|(?:協議|報告|審議)事項)[の第（(]?[0-9０-９一二三四五六七八九十]+[)）]?(?:号|番目?)?(?:(?:です[ねが]?[、。]|でございます。)?[、，のは「　 ]*|に(?:移り|入り)ます。[　 ]?)(?P<title>[^。、（]{4,40}?)」?(?:について|を議題と|の説明|に移り)"
)
_REST = re.compile(
    r"(?:^|(?<=[　 、：:）)]))(?P<title>その他)(?:、事務局|について|として|に(?:移り|入り)|です。|。)"
)
_QUESTIONER = re.compile(r"(?P<seat>[0-9０-９]{1,2}番)[、 　]?(?P<name>[^。、（）()]{2,8})君")
_ASSENT = r"[（(「][^（）()「」]{0,12}(?:異議|賛成|声|挙手|拍手|了承)[^（）()「」]{0,12}[）)」][　 ]*"
_ASSENTED, _BREAK = re.compile(_ASSENT), re.compile(rf"。[　 ]*(?:{_ASSENT})?|{_ASSENT}")
"""The assent that a record notes within what a chair says, and the end of a sentence."""


def turns(line: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """(where the sentence begins, the matter) for each matter, none of them ``known``, that a chair's words open: one, and
    one more behind each assent, for who counts the matters of the day opens none of them.

    >>> list(turns("では、了承とします。次に、予約のしくみについてですが、説明をお願いします。", ()))
    [(10, '予約のしくみ')]
    """
    ends = [found.end() for found in _ASSENTED.finditer(line)]
    for start, end in zip([0, *ends], [*ends, len(line)], strict=True):
        turn = next((each for each in _turns(line, start, end) if not _is_known(each[1], known)), None)
        if turn:
            yield max((each.end() for each in _BREAK.finditer(line, 0, turn[0])), default=0), turn[1]


def _is_known(title: str, known: Collection[str]) -> bool:
    """Whether a matter on the agenda has all the words of a title: 「運賃の見直し」 is 「議題1　なみのり号の運賃の見直し」."""
    return title in known or any(pairs(title) <= pairs(each) for each in known)


def _turns(line: str, start: int, end: int) -> list[tuple[int, str]]:
    """(place, title) of what is opened in a part of a line, as its first pattern that finds any says it."""
    if askers := list(_QUESTIONER.finditer(line, start, end)):
        return [(each.start(), f"一般質問　{each['seat']}　{each['name']}") for each in askers]
    for pattern in (_MATTER, _TURN, _NAMES, _REST):
        if found := list(pattern.finditer(line, start, end)):
            return [(each.start(), each["title"].strip(" 　「」")) for each in found]
    return []
