"""The fixed words of the residents' assistant, from prompts/residents.toml. Knows no documents."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.result import Contact
from ingest.errors import SettingError


@dataclass(frozen=True, slots=True)
class Urgent:
    """Words that tell of an emergency, whom to call and what to say."""

    words: tuple[str, ...]
    contact: Contact
    text: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """``text`` by name, ``languages`` code → its English name, and the emergencies."""

    text: Mapping[str, str]
    languages: Mapping[str, str]
    urgent: tuple[Urgent, ...]

    def urgent_in(self, question: str) -> tuple[Urgent, ...]:
        """The emergencies of which ``question`` speaks."""
        asked = unicodedata.normalize("NFKC", question).lower()
        return tuple(
            one
            for one in self.urgent
            if any(unicodedata.normalize("NFKC", word).lower() in asked for word in one.words)
        )

    def advice(self, urgent: tuple[Urgent, ...]) -> str:
        return "\n".join(one.text for one in urgent)


def load_phrases(path: Path) -> Phrases:
    """Read the file. Raises SettingError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        urgent = tuple(
            Urgent(tuple(one["words"]), Contact(one["name"], one["telephone"], one["hours"]), one["text"])
            for one in table.get("urgent", [])
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingError(
            f"{path}：住民への文言を読めません（{error}）。書き方を確かめてください。"
        ) from error
    texts = {name: text for name, text in table.items() if isinstance(text, str)}
    return Phrases(texts, table.get("languages", {}), urgent)
