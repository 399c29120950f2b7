"""The first check: every figure, date and name of a draft traced to a source, the form, or nothing.

Knows nothing of who wrote the text. What cannot be traced is marked 【要確認】 in the text, never hidden or changed.
"""

from __future__ import annotations

from app.checks import figures
from app.checks.subject import Checked, Subject


def check_facts(subject: Subject) -> Checked:
    """Facts with their states, findings, and the text with a mark after what is unsupported or contradicted."""
    evidence = [(one.number, one.words) for one in subject.evidence]
    inputs = {name: f"{_label(subject, name)}：{value}" for name, value in subject.values.items() if value}
    past = (subject.past_title, subject.past)
    facts, findings = figures.check_facts(
        subject.text, evidence=evidence, inputs=inputs, today=subject.today, past=past
    )
    text, moved = figures.mark_unsupported(subject.text, facts)
    return Checked(text, moved, figures.move_findings(findings, facts, moved))


def _label(subject: Subject, name: str) -> str:
    """The field's label: its unit in brackets (「話す時間（分）」) makes 「2」 say 2分."""
    field = subject.template.field(name) if subject.template else None
    return field.label if field else name
