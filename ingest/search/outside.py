"""What is not the city's to answer, and whom to ask instead (prompts/scope.toml). Knows nothing of searching."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Hit
from ingest.errors import SettingError
from ingest.search.coverage import read_terms
from ingest.search_key import solid
from ingest.toml_file import read_toml

LOOKED = 5
"""Hits whose titles and headings may make it the city's business after all: 「ビザの更新について」 on its own page."""

_HERE = re.compile(r"[市区]役所|役場")
_PART = re.compile(r"[。\n|｜]")
"""Ends of what is said of one thing: 「パスポート」 among the papers to bring, 「市役所」 two sentences on."""
HEADED = 30
"""Letters of a line without a full stop that may be a heading within a passage."""
ELSE = 0.6
"""Share of the question's other words that stand above a text which names the matter in passing."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Words (normalised, without spaces) of one matter, and ``ask``, who is responsible for it, or a whole sentence.
    ``but`` are longer words that mean something else: 軽自動車税 is the city's, 自動車税 is not.
    ``same``: the words are names of one thing (旅券 and パスポート)."""

    words: tuple[str, ...]
    ask: str
    but: tuple[str, ...] = ()
    same: bool = False

    def named_in(self, text: str) -> list[str]:
        """Those of the words that are in ``text``."""
        for each in self.but:
            text = text.replace(each, "　")
        return [word for word in self.words if word in text]


def load_outside(file: Path) -> tuple[Outside, ...]:
    """Read the table; no file means that nothing is outside. Raises SettingError naming the file and the entry."""
    if not file.is_file():
        return ()
    rows = read_toml(file, "市の仕事ではないことの表").get("outside", [])
    found = []
    for number, row in enumerate(rows, start=1):
        words, ask = (row.get("words"), row.get("ask")) if isinstance(row, dict) else (None, None)
        if not isinstance(words, list) or not words or not all(isinstance(each, str) for each in words):
            raise SettingError(f"{file} の {number} 番目の [[outside]]：words に言葉を並べてください。")
        if not isinstance(ask, str) or not ask.strip():
            raise SettingError(f"{file} の {number} 番目の [[outside]]：ask に案内する先を書いてください。")
        found.append(Outside(_all(words), ask, _all(row.get("but", [])), row.get("same") is True))
    return tuple(found)


def responsible(query: str, hits: Iterable[Hit], table: Iterable[Outside]) -> str:
    """Who to ask about ``query`` when it is not the city's matter, or "" when it is, or when pages of the city are on all
    that it names: 「確定申告の相談」 has a page here, 「所得税の確定申告」 has none."""
    question = solid(query)
    looked = list(hits)[:LOOKED]
    for each in table:
        named = set(each.named_in(question))
        if not all(any(_is_told(hit, query, each, word) for hit in looked) for word in named):
            return each.ask
    return ""


def _is_told(hit: Hit, query: str, matter: Outside, word: str) -> bool:
    """Whether a page is on ``word``: its title or a heading names it, or it speaks of it below headings that say what
    else is asked (裁判 on the page of 「無料法律相談」), or says what of it is done at the city's own office, where that is
    asked (「年金事務所の人に市役所で相談できる日」)."""
    heads = solid(" ".join((hit.document.title, *hit.passage.headings, hit.passage.label)))
    above = matter.named_in(heads)
    if word in above or (matter.same and above) or _titled(hit, word):
        return True
    told = solid(hit.passage.text)
    if word not in matter.named_in(told):
        return False
    at_us = (part for part in _PART.split(hit.passage.text) if word in matter.named_in(solid(part)))
    if _HERE.search(solid(query)) and any(_HERE.search(solid(part)) for part in at_us):
        return True
    others = [solid(term.written) for term in read_terms(query)]
    others = [term for term in others if term not in word and word not in term]
    return len(others) > 1 and sum(term in heads for term in others) >= ELSE * len(others)


def _titled(hit: Hit, word: str) -> bool:
    """Whether the title or a heading says ``word`` in its parts: 免許返納 as 「運転免許証を自主返納した方への支援」."""
    parts = [solid(term.written) for term in read_terms(word)]
    lines = (line for line in hit.passage.text.splitlines() if len(line) <= HEADED and "。" not in line)
    heads = [solid(each) for each in (hit.document.title, *hit.passage.headings, *lines)]
    return len(parts) > 1 and any(all(len(part) > 1 and part in head for part in parts) for head in heads)


def _all(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(solid(each) for each in words)
