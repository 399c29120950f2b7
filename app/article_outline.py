"""The articles of a contract as sections of an outline, one each. Knows nothing of pages and writes nothing.

Which articles there are says the past contract that will be followed, with the standard ones that it does not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.extractive.articles import all_articles
from app.following import choose_past
from app.library import Library
from app.material import Material
from app.outline import Part
from app.retrieval import Choice
from app.tasks.template import TaskTemplate
from ingest.document import Viewer


def with_articles(
    parts: Sequence[Part],
    template: TaskTemplate,
    values: Mapping[str, str],
    *,
    library: Library,
    viewer: Viewer,
) -> tuple[Part, ...]:
    """The parts with each section of articles parted into its articles; ``article`` is the number in the whole."""
    made: list[Part] = []
    for part in parts:
        section = template.sections[part.origin] if part.origin >= 0 else None
        if section is None or section.by != "articles":
            made.append(part)
            continue
        past = choose_past(template, values, library=library, viewer=viewer, choice=Choice())
        found = all_articles(section, Material(template, values, past=past))
        made += [
            replace(part, title=one.title, label="", article=number)
            for number, one in enumerate(found, start=1)
        ]
    return tuple(made)
