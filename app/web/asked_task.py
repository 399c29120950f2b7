"""The template that a request names, or 404. Knows nothing of what is made with it."""

from __future__ import annotations

from app.tasks.template import TaskTemplate
from app.web.office import Office
from app.web.problems import ProblemError


def template_of(office: Office, task: str) -> TaskTemplate:
    """Raises ProblemError naming the tasks there are."""
    templates = office.prompts.templates
    if task not in templates:
        raise ProblemError(404, "no_task", task=task, known="、".join(templates))
    return templates[task]
