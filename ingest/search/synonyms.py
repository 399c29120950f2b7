"""The office's own synonyms: other words for what a question asks. Knows nothing of indexes or models.

General thesauri make 補助金 and 給付金 one; here only what the office's table (prompts/synonyms.toml) calls the same is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SettingError
from ingest.search_key import solid
from ingest.toml_file import read_toml

_KEYS = ("same", "said", "not")
_PARTICLE = re.compile(r"(?<=\w)[をがはに](?=[一-龠々])")
"""What who asks in a hurry leaves out: 「水道止めたい」 for 「水道を止めたい」."""


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
        return tuple(word for word in (*self.same, *self.said) if word in question)

    def others(self, question: str) -> tuple[str, ...]:
        """The words of the group that the question means and does not say."""
        if not self.matched(question):
            return ()
        return tuple(word for word in self.same if word not in question)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The whole table; ``Synonyms()`` is the empty one."""

    groups: tuple[Group, ...] = ()

    def expand(self, query: str) -> tuple[str, ...]:
        """Other words for what ``query`` says, in the order of the table.

        >>> Synonyms((Group(("粗大ごみ",), ("ソファを捨て",), ()),)).expand("ソファを捨てたい")
        ('粗大ごみ',)
        """
        question = solid(query)
        found = (word for group in self.groups for word in group.others(question))
        return tuple(dict.fromkeys(found))

    def meant(self, query: str) -> tuple[Group, ...]:
        """The groups that ``query`` speaks of."""
        question = solid(query)
        return tuple(group for group in self.groups if group.matched(question))

    def matched(self, query: str) -> tuple[str, ...]:
        """The words of ``query`` for which the table has others."""
        return tuple(word for words, _ in self.explained(query) for word in words)

    def explained(self, query: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """(words of ``query``, all words for the same thing) of each group that has others; solid."""
        question = solid(query)
        return tuple((g.matched(question), g.same) for g in self.groups if g.others(question))


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
