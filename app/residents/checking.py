"""The checks that every line of an answer passes before it is shown: facts, personal data, orders, promises. Knows no wording.

They are the checks of drafting, held against the passages that the answer cites and against the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.checks.grounds.facts import check_facts
from app.checks.instructions import without_instructions
from app.checks.personal.data import find_personal
from app.checks.personal.public import PublicNames
from app.checks.subject import Subject
from app.result import Citation
from app.retrieval import Evidence
from ingest.document import Hit

WRONG = frozenset({"fact.unsupported", "fact.conflict", "fact.impossible", "fact.order"})
"""Findings with which a line is not shown. That a day of the week is wrong in the city's own page is for the 課."""
_JOINED = re.compile(r"[　、：]")


@dataclass(frozen=True, slots=True)
class Ground:
    """What lines are held against: the passages, the question, ``today``, the names and numbers that are ``listed`` as
    public, and the forms of words (``promises``) in which a machine would decide somebody's case."""

    evidence: tuple[Evidence, ...]
    question: str
    today: date
    listed: PublicNames
    promises: tuple[re.Pattern[str], ...] = ()

    def failures(self, text: str, passage_id: str) -> tuple[str, ...]:
        """The names of the checks that ``text``, taken from a passage, does not pass; () when it may be shown."""
        return ("facts", *self.unfit(text)) if self._unfounded(text, passage_id) else self.unfit(text)

    def unfit(self, text: str) -> tuple[str, ...]:
        """The same in any language, without its figures."""
        # What the pages name, anybody may read; a マイナンバー or an account is not for showing wherever it stands.
        public = self.listed.with_text("\n".join(one.words for one in self.evidence))
        wrong = {
            "personal": bool(find_personal(text, public)),
            "instructions": without_instructions(text)[0] != text,
            "promises": any(pattern.search(text) for pattern in self.promises),
        }
        return tuple(name for name, failed in wrong.items() if failed)

    def _unfounded(self, text: str, passage_id: str) -> bool:
        own = tuple(one for one in self.evidence if one.passage.id == passage_id)[:1]
        said = "\n".join(one.words for one in own)
        if all(piece.strip() in said for piece in _JOINED.split(text)):
            return False  # word for word what the page says, or the cells of a row of it with the names of their columns
        values = {"question": self.question}
        checked = check_facts(Subject(text, own, values, today=self.today, marking=False))
        return any(one.rule in WRONG for one in checked.findings)


def evidence_of(hit: Hit, citation: Citation) -> Evidence:
    return Evidence(citation.number, citation, hit.passage, hit.document, hit.passage.text)
