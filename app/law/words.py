"""What the product says of law, from prompts/: the words of a 逐条解説 and of an amendment. Knows nothing of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.law.amending import AmendingWords, load_amending_words
from app.law.book import load_commentary_words


@dataclass(frozen=True, slots=True)
class LawWords:
    """``commentary`` is prompts/commentary.toml, ``amending`` prompts/amending.toml."""

    commentary: Mapping[str, Any]
    amending: AmendingWords


def load_law_words(folder: Path) -> LawWords:
    """The words, read once."""
    return LawWords(load_commentary_words(folder), load_amending_words(folder))
