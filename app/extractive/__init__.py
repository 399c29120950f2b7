"""A draft composed without a model: extractive.v1, 下敷き方式. Knows nothing of models, search or pages.

Each section of a template names its maker; the makers are one table. What they give back stands by itself, and
says where a model may write instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.extractive.answer import make_answer
from app.extractive.articles import make_articles
from app.extractive.cited import (
    make_asked,
    make_cited,
    make_found,
)
from app.extractive.contact import make_contact
from app.extractive.easy import make_easy
from app.extractive.estimate import make_estimate
from app.extractive.evaluation import make_evaluation
from app.extractive.figures import make_figures
from app.extractive.grounds import make_laws
from app.extractive.lawparts import make_above, make_explained, make_left
from app.extractive.legislation import (
    make_amendment,
    make_comparison,
    make_provisions,
    make_repercussions,
)
from app.extractive.lists import make_dates, make_fields, make_pairs, make_sources, make_table
from app.extractive.looked_up import make_looked_up
from app.extractive.ordinance import make_models, make_ordinance, make_reason
from app.extractive.past_answers import make_answers, make_questions
from app.extractive.points import make_points
from app.extractive.proceedings import make_decisions, make_proceedings
from app.extractive.recipe import make_recipe
from app.extractive.references import make_faq, make_references
from app.extractive.signed import make_signed
from app.extractive.taken_home import make_assignments
from app.extractive.underlay import kept_after, kept_before, make_items, make_underlay, make_whole
from app.material import Material, Piece
from app.tasks.template import Section
from app.text.wording import bare_sentences

NAME = "extractive.v1"

TABLE: dict[str, Callable[[Section, Material], Iterator[Piece]]] = {
    "fields": make_fields,
    "items": make_items,
    "table": make_table,
    "pairs": make_pairs,
    "cited": make_cited,
    "looked_up": make_looked_up,
    "asked": make_asked,
    "points": make_points,
    "found": make_found,
    "contact": make_contact,
    "signed": make_signed,
    "laws": make_laws,
    "faq": make_faq,
    "references": make_references,
    "articles": make_articles,
    "evaluation": make_evaluation,
    "figures": make_figures,
    "easy": make_easy,
    "recipe": make_recipe,
    "underlay": make_underlay,
    "whole": make_whole,
    "answer": make_answer,
    "questions": make_questions,
    "decisions": make_decisions,
    "proceedings": make_proceedings,
    "assignments": make_assignments,
    "sources": make_sources,
    "dates": make_dates,
    "amendment": make_amendment,
    "comparison": make_comparison,
    "provisions": make_provisions,
    "repercussions": make_repercussions,
    "ordinance": make_ordinance,
    "models": make_models,
    "reason": make_reason,
    "answers": make_answers,
    "explained": make_explained,
    "above": make_above,
    "left": make_left,
    "estimate": make_estimate,
}
"""MAKERS of app.tasks.template, each with the function that makes the section."""


def compose(material: Material) -> tuple[Piece, ...]:
    """The draft's title and sections in order, as pieces; joined with line breaks they are its text.

    Headings are numbered as they come out: a section that has nothing to say is left out, and so is one for another
    choice of the form. A new chapter counts from 1.
    """
    template = material.template
    pieces = [Piece(material.fill(template.title), template.sections[0])]
    material.told = set(material.said)
    if template.past.stands and material.past and material.past.same:
        material.told |= bare_sentences(material.past.document.text)
    number = 0
    chapter = ""
    for section in template.sections:
        if not section.applies(material.values):
            continue
        above = ""
        for piece in (
            *kept_before(section, material),
            *TABLE[section.by](section, material),
            *kept_after(section, material),
        ):
            heading = piece.heading or section.title
            if not piece.text.strip() and not piece.ask:
                continue
            if section.chapter not in ("", chapter):
                chapter, number = section.chapter, 0
                pieces.append(Piece(chapter, section))
            if heading and heading != above:
                number += 1
                named = template.heading.replace("{番号}", str(number)).replace("{見出し}", heading)
                pieces.append(Piece(named, section))
            above = heading
            pieces.append(piece)
    if material.closing:
        pieces.append(Piece(material.closing, replace(template.sections[-1], title="", model=False)))
    return tuple(pieces)


def join(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    """The text of the pieces."""
    return "\n".join(piece.text.rstrip() for piece in pieces if piece.text.strip())
