"""The revision of a regulation that words and a day mean. Knows nothing of what is done with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ingest.document import Document
from ingest.errors import ShitagakiError
from ingest.law.numbers import to_wareki
from ingest.search.naming import RegulationNames


def revisions_named(words: str, readable: Collection[Document]) -> list[Document]:
    """All revisions of the regulation that the words name, whole or shortened, oldest first; [] where they name none."""
    rows = [each for each in readable if "改正する" not in each.title]
    meant = RegulationNames((each.title, each.number) for each in rows).meant_in(words)
    titles = {words.strip(), *(meant.titles[:1] if meant and meant.how in ("full", "short") else ())}
    found = [each for each in rows if each.title in titles]
    return sorted(found, key=lambda each: (each.effective_from or date.min, each.id))


def revision_of(words: str, readable: Collection[Document], day: date) -> Document | None:
    """The revision in force on ``day``; the newest where none is, None where the words name no regulation."""
    rows = revisions_named(words, readable)
    current = [each for each in rows if _in_force(each, day)]
    return current[-1] if current else rows[-1] if rows else None


def two_revisions(
    words: str, readable: Collection[Document], first: date, second: date
) -> tuple[Document, Document]:
    """The revisions in force on two days. Raises ShitagakiError that says which days there are, where both are one."""
    rows = revisions_named(words, readable)
    if not rows:
        meant = RegulationNames((each.title, each.number) for each in readable).meant_in(words)
        near = f"「{'」「'.join(meant.titles)}」ではありませんか。" if meant else "題名を確かめてください。"
        raise ShitagakiError(f"「{words}」という例規は取り込まれていません。{near}")
    title = rows[0].title
    days = "、".join(to_wareki(each.effective_from) for each in rows if each.effective_from) or "なし"
    found = []
    for day in (first, second):
        held = [each for each in rows if _in_force(each, day)]
        if not held:
            raise ShitagakiError(f"{to_wareki(day)}に効力のある{title}がありません（版の施行日：{days}）。")
        found.append(held[-1])
    if found[0].id == found[1].id:
        told = f"{to_wareki(first)}と{to_wareki(second)}"
        raise ShitagakiError(f"{title}は、{told}とで同じ版です（版の施行日：{days}）。")
    return found[0], found[1]


def _in_force(document: Document, day: date) -> bool:
    return (document.effective_from or date.min) <= day <= (document.effective_to or date.max)
