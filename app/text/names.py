"""Persons' names in a text. Knows nothing of who they are: a name is what stands where names stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from app.text.morphology import morphemes, parts_of
from ingest.search_key import LONGEST

HONORIFICS = ("さん", "様", "氏", "君", "議員", "委員", "先生")
_POSTS = (
    "市長 副市長 町長 副町長 村長 知事 教育長 議長 副議長 委員長 副委員長 会長 副会長 座長 部長 次長 局長 課長 室長 係長 所長 "
    "館長 園長 校長 消防長 団長 管理者 監査委員 議員 委員 代表 理事長 社長 支配人 実行委員長 事務局長 長"
)
POSTS = frozenset(_POSTS.split())
_LEADERS = ("市長", "副市長", "教育長", "議長", "副議長")
_SPACE = ("　", " ")


_HEADS = ("市長", "町長", "村長")
_places: set[str] = set()
"""The municipalities whose own names are no persons' (``never_a_person``)."""


def never_a_person(place: str) -> None:
    """Take no part of ``place`` for a person wherever it stands whole: in 鳴海町 and 鳴海町長 nobody is named 鳴海."""
    if place and place not in _places:
        _places.add(place)
        _in_line.cache_clear()


class _Word(NamedTuple):
    text: str
    start: int
    kind: str
    noun: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_names(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every person's name, in order: 姓名 together, or a 姓 beside a post or an honorific.

    A 姓 alone is not one: 緑川 is a river, 中央 a district.
    """
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        found += [(at + start, at + end) for start, end in _in_line(line)] if line else ()
        at += len(line) + 1
    return tuple(found)


@lru_cache(maxsize=4096)
def _in_line(line: str) -> tuple[tuple[int, int], ...]:
    """The names of one line. No name goes over its end, and drafts of one template have most of their lines in common."""
    found: list[tuple[int, int]] = []
    for base in range(0, len(line), LONGEST):
        words, past = _Words(line[base : base + LONGEST], base), 0
        for at in [at for at, sort in enumerate(words.sorts) if sort[0]]:
            end = _name_end(words, at) if at >= past else at
            if end > at:
                found.append((words[at].start, words[end - 1].end))
                past = end
    taken = [(at, at + len(place)) for place in _places for at in _starts(line, place)]
    return tuple(one for one in found if not any(one[0] < end and start < one[1] for start, end in taken))


def _starts(line: str, place: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(place), line)]


def family_name(text: str) -> str:
    """The 姓 of the first person named in ``text``, "" when nobody is."""
    for start, _ in find_names(text):
        words = _Words(text, 0)
        return next(
            (word.text for word in map(words.__getitem__, range(len(words))) if word.start == start), ""
        )
    return ""


def _name_end(words: _Words, at: int) -> int:
    """The index after the name that begins at ``at``; ``at`` itself when none does."""
    after = at + 1
    if words[at].kind and _introduced(words, at):  # 市長の鳴海です
        return after
    if words[at].kind == "地":  # 梶原議員, 鳴海市長: a family name that is a place too
        honoured = after < len(words) and words[after].text in (*HONORIFICS, *_LEADERS)
        return after if honoured and not words[at].text.endswith(("市", "町", "村", "区", "県")) else at
    if words[at].kind not in ("姓", "人"):
        return at
    given = after + 1 if after < len(words) and words[after].text in _SPACE else after
    if given < len(words) and words[given].kind in ("名", "人") and not _glued(words, at):
        return given + 1
    if after < len(words) and words[after].text.endswith(_HEADS) and _glued(words, at):
        return at  # 日月・乃木・町長 is the head of 月乃木町
    # 鳴海市長, 浜口副委員長, 梶原議員; a 姓 alone elsewhere may be a river or a district.
    if after < len(words) and (
        words[after].text in HONORIFICS or words[after].text.removeprefix("副") in POSTS
    ):
        return after
    if after + 1 < len(words) and words[after].text == "副" and words[after + 1].text in POSTS:
        return after
    if at and words[at - 1].text in _SPACE and at > 1 and words[at - 2].text in POSTS:
        return after
    return at


def _introduced(words: _Words, at: int) -> bool:
    """Whether a speaker names himself: a post, の, the name, です."""
    if at < 2 or at + 1 >= len(words):
        return False
    post = words[at - 2].text in POSTS or words[at - 2].text.endswith("長")
    return post and words[at - 1].text == "の" and words[at + 1].text in ("です", "で", "と")


def _glued(words: _Words, at: int) -> bool:
    """Whether a common noun stands right before: 手洗い・用・石けん is no 用 石けん; 市長・鳴海・重雄 is a name."""
    before = words[at - 1] if at else None
    return before is not None and before.noun and not before.text.endswith(("長", "員", "者", "役", "民"))


class _Words:
    """The words of a text, each made when it is asked for: most stand nowhere near a name."""

    def __init__(self, text: str, base: int) -> None:
        self._found, numbers = morphemes(text)
        self._base = base
        if unknown := set(numbers).difference(_sorts):
            _learn(one for number, one in zip(numbers, self._found, strict=True) if number in unknown)
        self.sorts = list(map(_sorts.__getitem__, numbers))

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, at: int) -> _Word:
        one = self._found[at]
        return _Word(one.surface(), self._base + one.begin(), *self.sorts[at])


def _learn(morphemes: Iterable[Any]) -> None:
    """Keep what each is by its 品詞."""
    for one in morphemes:
        part = parts_of(one)
        kind = {"姓": "姓", "名": "名"}.get(part[3], "人") if part[2] == "人名" else ""
        kind = "地" if part[2] == "地名" else kind
        _sorts[one.part_of_speech_id()] = kind, part[0] == "名詞" and part[1] == "普通名詞"


_sorts: dict[int, tuple[str, bool]] = {}
"""(姓, 名, 人 for another name of a person, 地 of a place, or nothing; whether it is a common noun), by the number of a 品詞."""
