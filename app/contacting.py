"""The telephone of the office that a form names, looked for by itself. Knows nothing of what the draft is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.citation import make_citation
from app.library import Library
from app.retrieval import Choice, Evidence
from app.tasks.template import TaskTemplate
from app.text.telephones import office_of, telephone_of
from app.text.wording import pairs
from ingest.document import Viewer

_OPEN = ("1", "2")
_MOST = 10


def with_contact(
    evidence: Sequence[Evidence],
    template: TaskTemplate,
    values: Mapping[str, str],
    *,
    library: Library,
    viewer: Viewer,
    choice: Choice,
) -> tuple[Evidence, ...]:
    """The evidence and, where none of it has the telephone that the task writes, the passage of any kind that has it."""
    about = next((section.about for section in template.sections if section.by == "contact"), "")
    office = office_of(template.fill(about, values).split("\n")[0].strip()) if about else ""
    if not office or any(_tells(one, office) for one in evidence):
        return tuple(evidence)
    query = f"{office} 電話"
    known = {one.passage.id for one in evidence}
    number = max((one.number for one in evidence), default=0) + 1
    for hit in library.search(query, viewer=viewer, k=_MOST, as_of=choice.as_of).hits:
        if hit.passage.id in known or hit.document.sensitivity not in _OPEN or not choice.allows(hit.passage):
            continue
        citation = make_citation(number, hit.passage, hit.document, wanted=pairs(query))
        made = Evidence(number, citation, hit.passage, hit.document, hit.passage.text)
        if _tells(made, office):
            return (*evidence, made)
    return tuple(evidence)


def _tells(one: Evidence, office: str) -> bool:
    own = one.document.section == office
    return any(telephone_of(office, text, own=own) for text in (one.passage.text, one.passage.context))
