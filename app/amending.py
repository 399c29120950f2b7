"""What the product tells people about an amendment: why a sentence could not be carried out, what moved. Knows no command."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.law.amending import Amendment, Applied, Failure
    from ingest.law.amending.displacement import Displaced


@dataclass(frozen=True, slots=True)
class AmendingWords:
    """The texts of prompts/amending.toml."""

    texts: dict[str, str]
    reasons: dict[str, str]
    parts: dict[str, str]

    def reason(self, failure: Failure) -> str:
        """Why a clause failed, for a clerk."""
        detail = self.parts.get(failure.detail, failure.detail) if failure.code == "part" else failure.detail
        return self.reasons[failure.code].format(detail=detail)

    def failure(self, failure: Failure) -> str:
        return self.texts["failure"].format(
            line=failure.line, clause=failure.clause, reason=self.reason(failure)
        )

    def displaced(self, each: Displaced) -> str:
        return self.texts["moved" if each.new else "gone"].format(old=each.old, new=each.new)


def load_amending_words(prompts: Path) -> AmendingWords:
    """The texts, read once a command."""
    held = tomllib.loads((prompts / "amending.toml").read_text(encoding="utf-8"))
    texts = {key: value for key, value in held.items() if isinstance(value, str)}
    return AmendingWords(texts, held["reasons"], held["parts"])


def amendment_json(made: Amendment, moved: tuple[Displaced, ...]) -> dict[str, Any]:
    """An amendment as the page and other programs read it."""
    return {
        "text": made.text,
        "sentences": list(made.sentences),
        "exact": made.exact,
        "rest": [{"wanted": wanted, "got": got} for wanted, got in made.rest],
        "operations": [operation_json(each) for each in made.operations],
        "displaced": [asdict(each) for each in moved],
    }


def operation_json(operation: Any) -> dict[str, Any]:
    """One operation: its verb, its places as steps, its words and new text."""
    return {
        "verb": operation.verb,
        "places": [
            {"steps": [list(step) for step in each.steps], "part": each.part} for each in operation.places
        ],
        "words": [{"old": old, "new": new} for old, new in operation.words],
        "target": [list(step) for step in operation.target.steps] if operation.target else None,
        "block": list(operation.block),
    }


def applied_json(found: Applied, words: AmendingWords) -> dict[str, Any]:
    """What an amendment made of a text, and what of it failed."""
    failures = [asdict(each) | {"reason": words.reason(each)} for each in found.failures]
    return {"text": found.text, "done": found.done, "failures": failures}
