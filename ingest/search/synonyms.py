"""The office's own synonyms: other words for what a question asks. Knows nothing of indexes or models.

General thesauri make 補助金 and 給付金 one; here only what the office's table (prompts/synonyms.toml) calls the same is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.errors import SettingError
from ingest.search_key import solid
from ingest.toml_file import read_toml

_KEYS = ("same", "said", "not")
_PARTICLE = re.compile(r"(?<=\w)[をがはに](?=[一-龠々])")
"""What who asks in a hurry leaves out: 「水道止めたい」 for 「水道を止めたい」."""
_DONE_TO = re.compile(r"(\w{2,}?)[をがはに](\w{2,})")
"""A thing and what is done with it, which may stand apart: 「水道を来月で止めたい」."""
_APART = 14
"""Letters that may stand between the two."""


@dataclass(frozen=True, slots=True)
class Group:
    """``same``: words for one thing, the office's own first. ``said``: how people say it, with and without particles,
    matched in questions only.
    ``but``: words that, in the same question, tell that something else is meant. All normalised, without spaces."""

    same: tuple[str, ...]
    said: tuple[str, ...]
    but: tuple[str, ...]

    def matched(self, question: str) -> tuple[str, ...]:
        """The words by which the question means the group; () when it means something else."""
        if any(word in question for word in self.but):
            return ()
        own = (word for word in self.same if word in question)
        return (*own, *(word for word in self.said if word in question or _is_apart(word, question)))


def _is_apart(word: str, question: str) -> bool:
    """Whether a clause of ``question`` has the thing of ``word``, with its particle or as the topic, and later what is done."""
    thing, done = _parted(word)
    if not thing or thing not in question or done not in question:
        return False
    return (
        re.search(rf"{re.escape(thing)}[をがはにも、][^。?!]{{0,{_APART}}}{re.escape(done)}", question)
        is not None
    )


@lru_cache(maxsize=8192)
def _parted(word: str) -> tuple[str, str]:
    """The thing of ``word`` and what is done with it; two times "" where it is not so built."""
    match = _DONE_TO.fullmatch(word)
    return (match[1], match[2]) if match else ("", "")


@dataclass(frozen=True, slots=True, eq=False)
class Synonyms:
    """The whole table; ``Synonyms()`` is the empty one. Two are the same only when they are one: a question is asked of it
    from several sides, and what it means is kept by the table and the question."""

    groups: tuple[Group, ...] = ()

    def expand(self, query: str) -> tuple[str, ...]:
        """Other words for what ``query`` says, in the order of the table.

        >>> Synonyms((Group(("粗大ごみ",), ("ソファを捨て",), ()),)).expand("ソファを捨てたい")
        ('粗大ごみ',)
        """
        found = (word for _, _, others in _spoken(self, solid(query)) for word in others)
        return tuple(dict.fromkeys(found))

    def instead(self, name: str) -> tuple[str, ...]:
        """``name`` with one of its words said otherwise, in the order of the table.

        >>> Synonyms((Group(("廃棄物", "ごみ"), (), ()),)).instead("ごみ処理")
        ('廃棄物処理',)
        """
        spoken = _spoken(self, name)
        return tuple(
            name.replace(word, other)
            for _, words, others in spoken
            for word in words
            if word in name
            for other in others
        )

    def meant(self, query: str) -> tuple[Group, ...]:
        """The groups that ``query`` speaks of."""
        return tuple(group for group, _, _ in _spoken(self, solid(query)))

    def matched(self, query: str) -> tuple[str, ...]:
        """The words of ``query`` for which the table has others."""
        return tuple(word for words, _ in self.explained(query) for word in words)

    def explained(self, query: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """(words of ``query``, all words for the same thing) of each group that has others; solid."""
        spoken = _spoken(self, solid(query))
        return tuple((words, group.same) for group, words, others in spoken if others)


@lru_cache(maxsize=256)
def _spoken(table: Synonyms, question: str) -> tuple[tuple[Group, tuple[str, ...], tuple[str, ...]], ...]:
    """(group, the words by which the question means it, its other words) of each that a solid question speaks of."""
    told = ((group, group.matched(question)) for group in table.groups)
    return tuple(
        (group, words, tuple(word for word in group.same if word not in question))
        for group, words in told
        if words
    )


def load_synonyms(file: Path) -> Synonyms:
    """Read the table; no file means no synonyms. Raises SettingError naming the file, the group and the remedy."""
    if not file.is_file():
        return Synonyms()
    table = read_toml(file, "検索の同義語")
    rows = table.get("group", [])
    if not isinstance(rows, list) or set(table) - {"group"}:
        raise SettingError(f"{file} は [[group]] だけでできています。ほかの見出しを消してください。")
    return Synonyms(tuple(_group(row, number, file) for number, row in enumerate(rows, start=1)))


def _group(row: object, number: int, file: Path) -> Group:
    place = f"{file} の {number} 番目の [[group]]"
    if not isinstance(row, dict) or set(row) - set(_KEYS):
        raise SettingError(f"{place} に使えるのは {'、'.join(_KEYS)} です。")
    lists = {}
    for key in _KEYS:
        words = row.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise SettingError(f'{place} の {key} は ["…", "…"] の形で、言葉を並べてください。')
        lists[key] = tuple(solid(word) for word in words)
    if not lists["same"]:
        raise SettingError(
            f"{place} に same がありません。文書で使う言葉を、先頭に正式なものから書いてください。"
        )
    if len(lists["same"]) == 1 and not lists["said"]:
        raise SettingError(
            f"{place} には言葉が一つしかありません。same か said に、ほかの言い方を足してください。"
        )
    said = (each for word in lists["said"] for each in (word, _PARTICLE.sub("", word)))
    return Group(lists["same"], tuple(dict.fromkeys(said)), lists["not"])
