"""The near questions offered below an answer: pages that were found and are not told. Knows nothing of searching."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.residents.phrases import Phrases
from app.residents.refusing import JAPANESE
from ingest.document import Document

MOST = 3
_SENTENCE = re.compile(r"(?:ください|下さい|ましょう|ます|ました|です|ません)[。！!]?$")
"""The end of a title that is no name of a thing: nobody wants to know 「…注意してください」について."""


def near_questions(
    found: Iterable[Document], used: set[str], phrases: Phrases, language: str
) -> tuple[str, ...]:
    """What to ask of the documents ``found`` whose titles are not ``used``: of a page with one matter, in Japanese only.

    A collection (よくある質問, 市民の声) is about everything: nobody wants to know of it.
    """
    if language not in JAPANESE:
        return ()
    asked: dict[str, None] = {}
    for one in found:
        question = one.title.endswith(("か", "か。", "？", "?"))
        collected = one.kind == "FAQ" or any(word in one.title for word in phrases.words["voices"])
        if one.title not in used and (question or not (collected or _SENTENCE.search(one.title))):
            asked[one.title if question else phrases.text["near"].format(title=one.title)] = None
    return tuple(asked)[:MOST]
