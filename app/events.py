"""What drafting takes and what it says while it works. Knows nothing of how a draft is made or shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.result import Citation, Draft
from ingest.errors import ShitagakiError

STATES = ("searching", "waiting", "writing", "checking")
"""Stage.state, in the order they come; "waiting" only while others use the model."""


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """One filled form. ``pinned`` passages (or documents) are used first, ``excluded`` ones never.

    ``fields`` maps field ids to text; dates are ISO. ``as_of`` is the day whose law applies (None: today).
    ``past`` names the past document to follow; "" lets the search choose, "-" follows none.
    ``sensitivity`` is the 機密性 of what the form holds: "3…" goes to no model outside, whatever the settings say.
    ``numbered`` are the passages that the document cites already, as [1], [2] …; ``said`` is what its other sections
    say, when one section is written alone.
    ``owner`` is whose turn it is when others wait for the model.
    """

    task: str
    fields: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    pinned: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    past: str = ""
    owner: str = ""
    sensitivity: str = ""
    numbered: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the work is. ``text`` is for people 「書いています（2/5）」; ``done`` of ``total`` parts (0: unknown).

    ``place`` is the place in line while ``state`` is "waiting".
    """

    state: str
    text: str
    done: int = 0
    total: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What the draft will stand on: numbered sources, and the past document that it follows (id and title)."""

    citations: tuple[Citation, ...]
    past: str = ""
    past_title: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole text as composed without a model: shown at once, replaced by what the model writes."""

    text: str


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the model's text. ``text`` is appended to the deltas before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end: the finished draft. Exactly one, always last."""

    draft: Draft


DraftEvent = Stage | Found | Outline | Delta | Done


class FormError(ShitagakiError):
    """The form cannot be used as it is: ``problems`` are (field id, message) in the form's order."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("入力を確かめてください。" + "　".join(message for _, message in problems))
        self.problems = problems
