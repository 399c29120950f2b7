"""What a draft is made of, and the pieces that it is made into. Knows nothing of how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.meeting import Meeting
from app.retrieval import Evidence, PastDocument
from app.template import Section, TaskTemplate


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft. ``text`` stands without a model; ``ask`` is what a model is asked to write in its place
    ("": nothing, the text stays). ``sources`` are the numbers of the evidence that it is written from (empty: all).

    ``heading`` names a section that the template does not have (a clause that only the past document has).
    ``old`` marks what only last year's text said: it gives way once a model writes what is new.
    """

    text: str
    section: Section
    ask: str = ""
    target: int = 0
    sources: tuple[int, ...] = ()
    heading: str = ""
    old: bool = False

    def with_text(self, text: str) -> Piece:
        return replace(self, text=text)


@dataclass(slots=True)
class Material:
    """The form's ``values`` as they are written, the ``evidence``, the ``past`` document and, for minutes, the
    ``meeting``. ``whole`` tells that the model can write a long section in one go."""

    template: TaskTemplate
    values: Mapping[str, str]
    evidence: tuple[Evidence, ...] = ()
    past: PastDocument | None = None
    meeting: Meeting | None = None
    whole: bool = False

    def fill(self, text: str) -> str:
        return self.template.fill(text, self.values)
