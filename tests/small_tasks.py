"""The shipped tasks as an office may make its own: their sections written by a small model too. Knows no models."""

from __future__ import annotations

from dataclasses import replace

from app.tasks.template import Section
from app.tasks.template_file import Prompts

SAMPLE = "　令和5年に市内で起きた交通事故は、212件でした[1]。"


def for_small(prompts: Prompts) -> Prompts:
    """Every section that a large model writes asked of a small one too, with a worked case."""
    templates = {
        name: replace(made, sections=tuple(_asked(section) for section in made.sections))
        for name, made in prompts.templates.items()
    }
    return replace(prompts, templates=templates)


def _asked(section: Section) -> Section:
    if not section.model or section.instruction:
        return section
    asks = section.instruction_whole
    return replace(
        section, instruction=asks, sample_request=f"資料\n{SAMPLE}\n\n{asks}", sample_answer=SAMPLE
    )
