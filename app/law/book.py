"""A 逐条解説 made: its 条 with their sections and lines, as text and as data. Knows nothing of law or of how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.toml_file import read_whole


@dataclass(frozen=True, slots=True)
class Told:
    """A line; ``document`` and ``anchor`` lead to the provision it speaks of ("" for none, or for the regulation itself)."""

    text: str
    document: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One 条: its heading, its words, and (name, lines) of each section that has something to say."""

    anchor: str
    heading: str
    text: str
    sections: tuple[tuple[str, tuple[Told, ...]], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The 逐条解説 of a regulation, or of some of its 条."""

    title: str
    lead: str
    articles: tuple[Article, ...]

    def text(self) -> str:
        lines = [self.title, self.lead]
        for each in self.articles:
            lines += ["", f"■ {each.heading}", *(line for line in each.text.split("\n") if line.strip())]
            for name, told in each.sections:
                lines += [f"【{name}】", *(f"・{line.text}" for line in told)]
        return "\n".join(lines) + "\n"


def load_commentary_words(prompts: Path) -> dict[str, Any]:
    """The texts of prompts/commentary.toml. Raises SettingError."""
    return read_whole(prompts / "commentary.toml", "逐条解説の文言")


def book_json(book: Book) -> dict[str, Any]:
    """A 逐条解説 as the page and other programs read it."""
    return {
        "title": book.title,
        "lead": book.lead,
        "articles": [
            {
                "anchor": each.anchor,
                "heading": each.heading,
                "text": each.text,
                "sections": [
                    {"name": name, "lines": [{"text": one.text, "document": one.document, "anchor": one.anchor} for one in told]}
                    for name, told in each.sections
                ],
            }
            for each in book.articles
        ],
    }  # fmt: skip
