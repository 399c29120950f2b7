"""What the office says of its own words: synonyms, matters of other offices, the city's name. Knows nothing of searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Hit
from ingest.errors import SettingError
from ingest.search.outside import Outside, load_outside, responsible
from ingest.search.premises import asks_nothing, asks_own_record, places, unmet
from ingest.search.synonyms import Synonyms, load_synonyms
from ingest.toml_file import read_toml

NO_SYNONYMS = Synonyms()


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a question has no answer here: it is about somebody's own record, it asks ``nothing``, it is another office's matter (``ask``), or
    what it takes for granted is ``unmet`` (a year, 第○回, facility or municipality that none of the hits speaks of;
    ``places`` are the municipalities among them)."""

    own: bool = False
    nothing: bool = False
    ask: str = ""
    unmet: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.own or self.nothing or bool(self.ask or self.unmet)


NOT_BARRED = Barred()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``Lexicon()`` knows no word; ``load_lexicon`` reads the office's (prompts/synonyms.toml, scope.toml, unrelated.toml)."""

    synonyms: Synonyms = NO_SYNONYMS
    outside: tuple[Outside, ...] = ()
    city: str = ""
    unrelated: tuple[str, ...] = ()
    """Questions about nothing that an office does."""

    def barred(self, query: str, hits: Sequence[Hit], *, stranger: str = "") -> Barred:
        """Why ``query`` cannot be answered here however near ``hits`` are; false when it can. ``stranger``: the
        regulation that it names and that is not here."""
        if asks_own_record(query):
            return Barred(own=True)
        if asks_nothing(query):
            return Barred(nothing=True)
        if ask := responsible(query, hits, self.outside):
            return Barred(ask=ask)
        missing = unmet(query, hits, city=self.city, also=stranger)
        elsewhere = tuple(place for place in places(query, city=self.city) if place in missing)
        return Barred(unmet=missing, places=elsewhere)


def load_lexicon(prompts: Path, *, city: str) -> Lexicon:
    """Read the tables; raises SettingError naming the file, the entry and the remedy."""
    synonyms, outside = load_synonyms(prompts / "synonyms.toml"), load_outside(prompts / "scope.toml")
    return Lexicon(synonyms, outside, city, load_unrelated(prompts / "unrelated.toml"))


def load_unrelated(file: Path) -> tuple[str, ...]:
    """The questions of the file; none where there is no file. Raises SettingError naming it."""
    if not file.is_file():
        return ()
    asked = read_toml(file, "役所と関わりのない質問").get("questions", [])
    if not isinstance(asked, list) or not all(isinstance(each, str) and each.strip() for each in asked):
        raise SettingError(f'{file} は questions = ["…", "…"] の形で、質問を並べてください。')
    return tuple(asked)
