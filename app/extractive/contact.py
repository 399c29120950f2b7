"""Whom to ask: the office and its telephone as a source writes it. Knows nothing of what is asked.

The number of another office that stands on the same page is never given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.extractive.grounds import given
from app.extractive.references import of_the_question
from app.extractive.terms import LAW_KINDS
from app.material import Material, Piece
from app.retrieval import Evidence
from app.tasks.template import Section
from app.text.telephones import PHONE, office_of, office_reached, telephone_of, unit_of, unit_told

_REACHED = re.compile(r"内線[ 　：:]*[0-9０-９]{2,}|[\w.+-]+@[\w.-]+")
"""An extension or an address: who is asked can be reached by it."""


def make_contact(section: Section, material: Material) -> Iterator[Piece]:
    """The office that ``about`` names, or that the best source is of, with its telephone as a source writes it."""
    told = material.fill(section.about).strip() if given(section.about, material) else ""
    lead = material.fill(section.text)
    if PHONE.search(told) or _REACHED.search(told):
        yield Piece(f"{lead}{told}", section)
        return
    name = office_of(told)
    office = name if name else "" if told else _owner(material)
    if not office and not told:
        yield Piece(f"{lead}【要確認：担当課と電話】", section)
        return
    phone = _phone(office, material.evidence, _unit(office, told))
    if not phone and told:
        old = telephone_of(office, material.past.document.text, own=False) if office and material.past else ""
        phone = (
            f"電話【要確認：旧「{old}」】"
            if old
            else f"【要確認：{_unit(office, told) or office or '担当課'}の電話】"
        )
    yield Piece(f"{lead}{told or office}　{phone}".rstrip("　"), section)


def _owner(material: Material) -> str:
    """The office in charge of what is asked: who keeps the rule, before who used it. A page of several offices is of the one
    that its part names with a telephone."""
    on_it = sorted(of_the_question(material), key=lambda one: one.document.kind not in LAW_KINDS)
    owners = [office_reached(one.passage.text) or one.document.section for one in on_it]
    return next((owner for owner in owners if owner), "")


def _phone(office: str, evidence: tuple[Evidence, ...], unit: str) -> str:
    """「電話0999-22-1144[3]」: the telephone that a source writes soon after the office's name, or ""; one that is told of a
    係 alone, where none is of the office itself, says so."""
    of_units = ""
    for one in evidence:
        own = one.document.section == office
        for text in (one.passage.text, one.passage.context):
            found = telephone_of(office, text, own=own, unit=unit)
            told = "" if unit else unit_told(office, found, text)
            if found and not told:
                return f"電話{found}[{one.number}]"
            of_units = of_units or (f"電話{found}（{told}）[{one.number}]" if found else "")
    return of_units


def _unit(office: str, told: str) -> str:
    """The 係 that is named behind the office."""
    return unit_of(told.partition(office)[2]) if office else ""
