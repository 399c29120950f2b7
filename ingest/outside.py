"""What is not the city's to answer, and whom to ask instead (prompts/scope.toml). Knows nothing of searching."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Hit
from ingest.errors import SettingError
from ingest.search_key import normalise

LOOKED = 5
"""Hits whose titles and headings may make it the city's business after all: 「ビザの更新について」 on its own page."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Words (normalised, without spaces) of one matter, and ``ask``, who is responsible for it, or a whole sentence.
    ``but`` are longer words that mean something else: 軽自動車税 is the city's, 自動車税 is not."""

    words: tuple[str, ...]
    ask: str
    but: tuple[str, ...] = ()

    def named_in(self, text: str) -> list[str]:
        """Those of the words that are in ``text``."""
        for each in self.but:
            text = text.replace(each, "　")
        return [word for word in self.words if word in text]


def load_outside(file: Path) -> tuple[Outside, ...]:
    """Read the table; no file means that nothing is outside. Raises SettingError naming the file and the entry."""
    if not file.is_file():
        return ()
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("outside", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{file} を読めません（{error}）。TOML の書き方を直してください。") from error
    found = []
    for number, row in enumerate(rows, start=1):
        words, ask = (row.get("words"), row.get("ask")) if isinstance(row, dict) else (None, None)
        if not isinstance(words, list) or not words or not all(isinstance(each, str) for each in words):
            raise SettingError(f"{file} の {number} 番目の [[outside]]：words に言葉を並べてください。")
        if not isinstance(ask, str) or not ask.strip():
            raise SettingError(f"{file} の {number} 番目の [[outside]]：ask に案内する先を書いてください。")
        found.append(Outside(_all(words), ask, _all(row.get("but", []))))
    return tuple(found)


def responsible(query: str, hits: Iterable[Hit], table: Iterable[Outside]) -> str:
    """Who to ask about ``query`` when it is not the city's matter, or "" when it is (or headings found name all
    that the question names: 「確定申告の相談」 has a page here, 「所得税の確定申告」 has none)."""
    question = _plain(query)
    heads = [
        _plain(" ".join((h.document.title, *h.passage.headings, h.passage.label)))
        for h in list(hits)[:LOOKED]
    ]
    for each in table:
        named = each.named_in(question)
        headed = {word for head in heads for word in each.named_in(head)}
        if any(word not in headed for word in named):
            return each.ask
    return ""


def _all(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_plain(each) for each in words)


def _plain(text: str) -> str:
    return normalise(text).replace(" ", "")
