"""What the office says of its own words: synonyms, matters of other offices, the city's name. Knows nothing of searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Hit
from ingest.outside import Outside, load_outside, responsible
from ingest.premises import asks_own_record, unmet
from ingest.synonyms import Synonyms, load_synonyms

NO_SYNONYMS = Synonyms()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``Lexicon()`` knows no word; ``load_lexicon`` reads the office's (prompts/synonyms.toml, prompts/scope.toml)."""

    synonyms: Synonyms = NO_SYNONYMS
    outside: tuple[Outside, ...] = ()
    city: str = ""

    def forbids(self, query: str, hits: Sequence[Hit], *, stranger: str = "") -> bool:
        """Whether ``query`` cannot be answered here however near ``hits`` are: somebody's own record, another office's
        matter, or a year, 第○回, facility, city or regulation (``stranger``) that none of the hits speaks of."""
        if asks_own_record(query) or responsible(query, hits, self.outside):
            return True
        return bool(unmet(query, hits, city=self.city, also=stranger))


def load_lexicon(prompts: Path, *, city: str) -> Lexicon:
    """Read both tables; raises SettingError naming the file, the entry and the remedy."""
    return Lexicon(load_synonyms(prompts / "synonyms.toml"), load_outside(prompts / "scope.toml"), city)
