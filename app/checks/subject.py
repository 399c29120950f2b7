"""What a check reads and what it gives back. Knows nothing of any one check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.checks.style.guide import StyleGuide
from app.library import Library
from app.result import Fact, Finding
from app.retrieval import Evidence
from app.tasks.template import TaskTemplate
from ingest.document import Viewer

NEEDS_REVIEW = "【要確認"


@dataclass(frozen=True, slots=True)
class Subject:
    """A text with the ``evidence`` it cites by [n], the form's ``values``, and the ``past`` text it followed.

    ``style`` and ``profile`` say by which rules its style is read (None: it is not), ``kind`` what document it is.
    ``library``, as ``viewer`` may read it, tells of newer papers and of the articles that a 例規 has; None: nobody asks.
    ``marking`` False leaves the text as it is: a person who is editing it puts 【要確認】 in or takes it out.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    past: str = ""
    past_title: str = ""
    today: date = field(default_factory=date.today)
    template: TaskTemplate | None = None
    style: StyleGuide | None = None
    profile: str = ""
    kind: str = ""
    library: Library | None = None
    viewer: Viewer | None = None
    marking: bool = True

    def with_text(self, text: str) -> Subject:
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Checked:
    """The text, marked where a person has to look, and what was found. Offsets are into ``text``."""

    text: str
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()

    def followed_by(self, later: Checked) -> Checked:
        """This result and a later one on its text. The later one must not have moved this one's offsets."""
        return Checked(later.text, self.facts + later.facts, self.findings + later.findings)


Check = Callable[[Subject], Checked]
