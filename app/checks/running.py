"""Every check of a draft by its name, and running them one after another."""

from __future__ import annotations

from app.checks.alone.every import check_alone
from app.checks.alone.totals import check_totals
from app.checks.grounds.facts import check_facts
from app.checks.grounds.qualifiers import check_qualifiers
from app.checks.grounds.support import check_support
from app.checks.library.asked import check_library
from app.checks.library.laws import check_laws
from app.checks.style.official import check_style
from app.checks.subject import Check, Checked, Subject
from app.checks.uses.council import check_council
from app.checks.uses.further import check_further
from app.checks.uses.kept import check_kept
from app.checks.uses.length import check_length
from app.checks.uses.macro import check_macro
from app.checks.uses.meaning import check_meaning
from app.checks.uses.stance import check_stance

CHECKS: dict[str, Check] = {
    "facts.v1": check_facts,
    "qualifiers.v1": check_qualifiers,
    "totals.v1": check_totals,
    "alone.v1": check_alone,
    "laws.v1": check_laws,
    "library.v1": check_library,
    "support.v1": check_support,
    "stance.v1": check_stance,
    "council.v1": check_council,
    "questions.v1": check_further,
    "length.v1": check_length,
    "translation.v1": check_kept,
    "meaning.v1": check_meaning,
    "macro.v1": check_macro,
    "style.v1": check_style,
}
"""Every check by its name. A check may mark the text; it never takes words away."""


def run_checks(subject: Subject, names: tuple[str, ...] = tuple(CHECKS)) -> Checked:
    """The named checks one after another, each on the text that the one before it marked."""
    result = Checked(subject.text)
    for name in names:
        made = CHECKS[name](subject.with_text(result.text))
        result = result.followed_by(made)
    return result
