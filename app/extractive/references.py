"""The questions and answers of the sources as they stand, and every source as a clerk looks it up. Knows nothing of models."""

from __future__ import annotations

from collections.abc import Iterator

from app.extractive.quoting import bare, cite
from app.extractive.statements import MARK, statements
from app.extractive.weighing import meaning_pairs
from app.extractive.weighing import share as weight
from app.material import Material, Piece
from app.retrieval import Evidence
from app.tasks.template import Section
from app.text.telephones import office_reached
from app.text.wording import pairs, share
from ingest.law.numbers import to_wareki

_ASKED = 0.25
_LOOKED_UP = 0.3
"""Share of a question's words that a source must have to be listed beside those that the answer cites."""


def make_faq(section: Section, material: Material) -> Iterator[Piece]:
    """The questions ``about`` it that the sources answer, each with its answer as it stands."""
    wanted = pairs(material.fill(section.about))
    asked: dict[str, list[str]] = {}
    for each in statements(material.evidence):
        if each.asked and each.above.endswith(("か。", "ください。")) and share(wanted, each.above) >= _ASKED:
            asked.setdefault(each.above, []).append(cite(each.text, each.number))
    told = list(asked.items())[: section.limit]
    text = "\n".join(f"問　{question}\n答　{''.join(answers)}" for question, answers in told)
    yield Piece(text or material.fill(section.text), section)


def make_references(section: Section, material: Material) -> Iterator[Piece]:
    """Every source as a clerk looks it up: where, as of when, of which office, and the words themselves."""
    lines = []
    for one in of_the_question(material):
        document = one.document
        when = (
            f"施行日　{to_wareki(document.effective_from)}"
            if document.effective_from
            else f"日付　{to_wareki(document.issued)}"
            if document.issued
            else ""
        )
        place = f"所在　{one.passage.place}" if one.passage.place else ""
        own = office_reached(one.passage.text) or document.section
        office = f"担当　{own}" if own else ""
        lines.append(f"・{one.citation.label}[{one.number}]")
        lines.append(f"　{'、'.join(filter(None, (document.kind, when, place, office)))}")
        if one.citation.quote:
            lines.append(f"　「{bare(MARK.sub('', one.citation.quote))}」")
    yield Piece("\n".join(lines), section)


def of_the_question(material: Material) -> Iterator[Evidence]:
    """The first source, those that the answer is from, and those that share words with what is asked."""
    wanted = meaning_pairs("\n".join(material.values.values()))
    said = {each.number for each in statements(material.evidence) if each.text in material.told}
    for at, one in enumerate(material.evidence):
        words = meaning_pairs(f"{one.document.title}\n{one.passage.text}")
        if at == 0 or one.number in said or weight(wanted, words, {}) >= _LOOKED_UP:
            yield one
