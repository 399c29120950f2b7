"""A text held against papers that are written in a test: the words told of it, without an index."""

from __future__ import annotations

from datetime import date

from app.checks.library.against import held_against
from app.result import Citation
from app.retrieval import Evidence
from ingest.document import Document, Passage


def paper(
    words: str, title: str = "資料", number: int = 1, *, issued: date | None = None, label: str = ""
) -> Evidence:
    document = Document(f"d{number}", title, "報告", words, f"{number}.txt", str(number), issued=issued)
    passage = Passage(f"d{number}#p1", f"d{number}", label or title, (), 0, len(words), "paragraph", words)
    citation = Citation(number, passage.id, label or title, words[:20], "")
    return Evidence(number, citation, passage, document, words)


def held(text: str, *papers: Evidence) -> dict[str, str]:
    """What is told as more than a hint: the words of the text, and the message."""
    _, found = held_against(text, tuple(papers))
    return {text[one.start : one.end]: one.message for one in found if one.severity != "info"}


def hinted(text: str, *papers: Evidence) -> dict[str, str]:
    _, found = held_against(text, tuple(papers))
    return {text[one.start : one.end]: one.message for one in found if one.severity == "info"}
