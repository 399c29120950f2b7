"""The word at a place and how it inflects, as both manners (plain and polite) ask for it. Knows nothing of manners."""

from __future__ import annotations

from collections.abc import Sequence

from app.text.morphology import Word


def text_at(words: Sequence[Word], at: int) -> str:
    """The word at a place, "" beside the ends."""
    return words[at].text if 0 <= at < len(words) else ""


def inflection(word: Word | None) -> str:
    """活用型 (「五段-ワア行」), "" for what does not inflect."""
    return word.parts[4] if word is not None and len(word.parts) > 4 else ""


def verb_at(words: Sequence[Word], at: int) -> tuple[str, str]:
    """The verb's dictionary form and 活用型; 行って is 行う unless one goes somewhere."""
    word = words[at]
    if word.text == "行っ" and text_at(words, at - 1) not in ("へ", "に", "まで"):
        return "行う", "五段-ワア行"
    return word.plain, inflection(word)
