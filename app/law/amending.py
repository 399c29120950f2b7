"""What the product tells people about an amendment: why a sentence could not be carried out, what moved. Knows no command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.law.amending.bill import kind_of
from ingest.law.amending.commencing import listed
from ingest.law.numbers import to_wareki
from ingest.toml_file import read_whole

if TYPE_CHECKING:
    from ingest.law.amending import Amendment, Applied, Failure
    from ingest.law.amending.displacement import Displaced
    from ingest.law.amending.staging import Staged
    from ingest.law.amending.transition import Occasion


@dataclass(frozen=True, slots=True)
class AmendingWords:
    """The texts of prompts/amending.toml."""

    texts: dict[str, str]
    reasons: dict[str, str]
    parts: dict[str, str]
    measures: dict[str, str]

    def reason(self, failure: Failure) -> str:
        """Why a clause failed, for a clerk."""
        detail = self.parts.get(failure.detail, failure.detail) if failure.code == "part" else failure.detail
        return self.reasons[failure.code].format(detail=detail)

    def failure(self, failure: Failure) -> str:
        return self.texts["failure"].format(
            line=failure.line, clause=failure.clause, reason=self.reason(failure)
        )

    def pending(self, staged: Staged, day: date) -> Iterator[str]:
        """What of an amendment is not in force on ``day``: a line for each sentence, with the day that it waits for."""
        told = {"day": to_wareki(day), "days": "、".join(map(to_wareki, staged.days))}
        if staged.pending or len(staged.days) > 1:
            yield self.texts["staged"].format(**told)
        for each in staged.pending:
            when = to_wareki(each.day) if each.day else self.texts["open"].format(basis=each.basis)
            yield self.texts["pending"].format(line=each.line, sentence=each.sentence[:60], when=when)

    def measure(self, each: Occasion, title: str) -> str:
        """A 経過措置 as it might read, with the places that a person must fill in."""
        values = {"題名": title, "種類": kind_of(title), "規定": listed(each.places), "語": each.word}
        return self.measures[each.kind].format(**values)

    def displaced(self, each: Displaced) -> str:
        return self.texts["moved" if each.new else "gone"].format(old=each.old, new=each.new)


def load_amending_words(prompts: Path) -> AmendingWords:
    """The texts, read once a command. Raises SettingError."""
    held = read_whole(prompts / "amending.toml", "改め文の文言")
    texts = {key: value for key, value in held.items() if isinstance(value, str)}
    return AmendingWords(texts, held["reasons"], held["parts"], held["measures"])


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
    told = {"failures": found.failures, "doubts": found.doubts}
    rows = {
        name: [asdict(each) | {"reason": words.reason(each)} for each in given]
        for name, given in told.items()
    }
    return {"text": found.text, "done": found.done} | rows


def pending_json(staged: Staged) -> dict[str, Any]:
    """Every day on which something of the amendment begins, and what waits for a later one."""
    return {"days": list(staged.days), "pending": [asdict(each) for each in staged.pending]}
