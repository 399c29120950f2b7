"""What a draft is made of, and the pieces that it is made into. Knows nothing of how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.law.task import LawMatter
from app.meeting import Meeting
from app.retrieval import Evidence, PastDocument
from app.tasks.template import Section, TaskTemplate
from app.text.parties import in_names_of
from ingest.search.synonyms import Synonyms

if TYPE_CHECKING:
    from app.recalling import Answered

WHOLE_CONTEXT = 16_000
"""Tokens of context from which a model is trusted with a long section in one go."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft. ``text`` stands without a model; ``ask`` is what a model is asked to write in its place
    ("": nothing, the text stays). ``sources`` are the numbers of the evidence that it is written from (empty: all).

    ``notes`` are the sentences (with their numbers) that a small model writes it from.
    ``lead`` stands before what the model writes (「・事務局：」), which then is one line with one source.
    ``heading`` names a section that the template does not have (a clause that only the past document has).
    """

    text: str
    section: Section
    ask: str = ""
    target: int = 0
    sources: tuple[int, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    heading: str = ""
    lead: str = ""

    def with_text(self, text: str) -> Piece:
        return replace(self, text=text)


@dataclass(slots=True)
class Material:
    """The form's ``values`` as they are written, the ``evidence``, the ``past`` document and, for minutes, the
    ``meeting``, for a 例規案 the ``law``. ``whole`` tells that the model can write a long section in one go, ``outside`` that it is not on
    this machine; then it gets nothing of the evidence ``withheld`` (by number), nor a closed past document."""

    template: TaskTemplate
    values: Mapping[str, str]
    evidence: tuple[Evidence, ...] = ()
    past: PastDocument | None = None
    meeting: Meeting | None = None
    law: LawMatter | None = None
    whole: bool = False
    outside: bool = False
    withheld: frozenset[int] = frozenset()
    left_out: tuple[str, ...] = ()
    """What the evidence refers to and did not fit."""
    said: frozenset[str] = frozenset()
    """Sentences that other sections of the document say, when one is written alone."""
    answered: tuple[Answered, ...] = ()
    """What the council was told on the same subject, newest first."""
    recalled: frozenset[int] = frozenset()
    """Numbers of the evidence that is there only for that: nothing else is written from it."""
    closing: str = ""
    """What ends the draft, below all sections: 「以上」 and the office in charge, as the past document has them."""
    synonyms: Synonyms = field(default_factory=Synonyms)
    """The office's own synonyms, by which a source may say what the form asks in other words."""
    told: set[str] = field(default_factory=set)
    """Sentences of the sources that a section has said already."""

    @property
    def grounds(self) -> tuple[Evidence, ...]:
        """The evidence that a draft is written from: not what the council was told before."""
        return tuple(one for one in self.evidence if one.number not in self.recalled)

    @property
    def followed(self) -> PastDocument | None:
        """The past document that is laid under the draft, when it is of the same occasion."""
        return self.past if self.past is not None and self.past.same else None

    def ask(self, section: Section) -> str:
        """What a model is asked for a section, "" when the section is not for it."""
        if not section.model:
            return ""
        return (section.instruction_whole if self.whole else "") or section.instruction

    def fill(self, text: str) -> str:
        past = self.past.document.text if self.past and self.past.same else ""
        return self.template.fill(in_names_of(text, past) if past else text, self.values)
