"""What the clerk and the office gave for a draft, field by field, with its labels. Knows nothing of sources."""

from __future__ import annotations

from app.checks.grounds.pools import OFFICE_WORDS
from app.checks.subject import Subject
from app.tasks.placeholder import PLACEHOLDER
from app.tasks.template import TaskTemplate

_TEMPLATE, _ARTICLES = OFFICE_WORDS


def inputs_of(subject: Subject) -> dict[str, str]:
    """What the clerk gave, each value with its field's label: 「話す時間（分）」 makes 「2」 say 2分. The fixed words of
    the task's own template count as given by the office."""
    fields = {name: f"{_label(subject, name)}：{value}" for name, value in subject.values.items() if value}
    fixed = {_TEMPLATE: _fixed(subject.template)} if subject.template else {}
    return {**fields, **fixed, **_standard(subject)}


def _label(subject: Subject, name: str) -> str:
    field = subject.template.field(name) if subject.template else None
    return field.label if field else name


def _standard(subject: Subject) -> dict[str, str]:
    """The office's own standard articles, which stand for themselves; {} where a task has none."""
    sections = subject.template.sections if subject.template else ()
    if not any(one.by == "articles" for one in sections):
        return {}
    return {_ARTICLES: "\n".join(one.text for one in sections)}


def _fixed(template: TaskTemplate) -> str:
    """The words that the template itself puts into every draft."""
    texts = [text for section in template.sections for text in (section.title, section.lead, section.text)]
    return PLACEHOLDER.sub("", "\n".join(filter(None, texts)))
