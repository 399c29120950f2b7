"""Where a section of a template stands in a finished text. Knows nothing of what is checked there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.checks.subject import Subject
from app.tasks.template import Section

_PARTIAL = re.compile(r"\{番号\}")


def section_places(subject: Subject) -> Iterator[tuple[Section, int, int]]:
    """(section, start, end) of every headed section's body that is in the text, in order."""
    template = subject.template
    if template is None:
        return
    heads = [
        (match.start(), match.end(), section)
        for section in template.sections
        if section.title and section.applies(subject.values)
        for match in [_heading(template.heading, section.title).search(subject.text)]
        if match
    ]
    heads.sort(key=lambda head: head[0])
    for place, (_, start, section) in enumerate(heads):
        end = heads[place + 1][0] if place + 1 < len(heads) else len(subject.text)
        yield section, start, end


def without_verbatim(subject: Subject) -> str:
    """The text with code, translations and how their figures are written blanked out, character for character: their
    figures are no claims of ours."""
    text = subject.text
    for section, start, end in section_places(subject):
        if section.verbatim or section.by == "figures":
            text = text[:start] + re.sub(r"[^\n]", "　", text[start:end]) + text[end:]
    return text


@lru_cache(maxsize=1024)
def _heading(pattern: str, title: str) -> re.Pattern[str]:
    parts = [re.escape(part.replace("{見出し}", title)) for part in _PARTIAL.split(pattern)]
    return re.compile(rf"^{'[0-9]+'.join(parts)}$\n?", re.MULTILINE)
