"""What a draft rests on in law: the laws and ordinances that the sources are or name, the one that settles a matter. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.extractive.asked import lead_of, names_in
from app.extractive.quoting import cite
from app.extractive.ruled import thing_of
from app.extractive.terms import LAW_KINDS
from app.extractive.touching import concerns
from app.extractive.underlay import past_part
from app.extractive.weighing import meaning_pairs
from app.material import Material, Piece
from app.rewording.requests import asked_politely
from app.tasks.placeholder import fill, names
from app.tasks.template import Section
from app.text.wording import pairs, share

_LAW = re.compile(
    r"(?P<name>[^\s、。・「」（）()]{2,40}(?:法|法律|条例|規則|規程|要綱))（(?P<number>(?:明治|大正|昭和|平成|令和)[^（）]{3,30}第[0-9０-９]+号)）"
)
_OF_PURPOSE = re.compile(r"（(?:目的|趣旨)）|(?:目的|もの)とする。[\s]*$")
_PURPOSE = 0.5
_BEFORE_LAW = re.compile(
    r"^.*(?:(?<=[法例則程綱）])(?:及び|並びに|又は)|規定する|基づく|による|である|の(?=地方)|は|が|に(?!関する|係る|対する)|を(?![^、]*ための)|、)(?=[^、]{2,})"
)


def given(text: str, material: Material, *, polite: bool = False) -> str:
    """The text where the form gives something of it, else ""; ``polite`` as it is told of somebody."""
    given = any(material.values.get(name, "").strip() for name in names(text))
    said = material.fill(text) if given else ""
    return asked_politely(said) if polite else said


def make_laws(section: Section, material: Material) -> Iterator[Piece]:
    """The law, ordinances and rules among the sources (of the section's ``kinds``), and those that they name with their number:
    such as have to do with the subject, or with a line of what the section is ``about``."""
    found: dict[str, int] = {}
    told = material.fill(section.about or material.template.sources.subject)
    subjects = [line for line in told.splitlines() if line.strip()] or [""]

    def on_it(text: str) -> bool:
        return any(concerns(text, subject) for subject in subjects)

    evidence = [one for one in material.evidence if not section.kinds or one.document.kind in section.kinds]
    for one in evidence:
        about_it = on_it(f"{one.document.title}\n{one.passage.text}")
        if one.document.kind in LAW_KINDS and one.document.number and about_it:
            found.setdefault(f"{one.document.title}（{one.document.number}）", one.number)
    for one in evidence:
        lines = one.passage.text.split("\n")
        for line, match in ((each, found_) for each in lines for found_ in _LAW.finditer(each)):
            name = _BEFORE_LAW.sub("", match["name"])
            if len(name) > 2 and on_it(f"{one.document.title}\n{line}"):
                found.setdefault(f"{name}（{match['number']}）", one.number)
    lines = [f"・{words}[{number}]" for words, number in found.items()][: section.limit]
    lead = given(section.lead, material)
    laid = past_part(section, material)
    text = "\n".join(filter(None, (lead, *lines, laid))) or material.fill(section.text)
    yield Piece(text, section)


def _worth(wanted: frozenset[str], text: str) -> float:
    """How much of what is asked a provision says; that a law has a purpose settles nothing."""
    return share(wanted, text) * (_PURPOSE if _OF_PURPOSE.search(text) else 1.0)


def _named(text: str, subject: str) -> bool:
    """Whether a provision has to do with the subject and says the word that it begins with: 窓口の予約 is no 会議室の予約."""
    named = all(name in text for name in names_in(subject))
    return named and concerns(text, subject) and meaning_pairs(lead_of(subject)) <= meaning_pairs(text)


def ground(section: Section, material: Material) -> str:
    """The section's ``ground`` with the provision of the city that says most of the matter, with its [n]; "" without any."""
    if not section.ground:
        return ""
    subject = material.fill(material.template.sources.subject)
    wanted = pairs(
        "\n".join([subject, *(value for value in material.values.values() if len(value) > len(subject))])
    )
    rules = [
        one
        for one in material.evidence
        if one.document.kind in LAW_KINDS and _named(f"{one.document.title}\n{one.passage.text}", subject)
    ]
    if not rules:
        return ""
    thing = meaning_pairs(thing_of(subject))
    laws = {each.document.id for each in rules}
    own = [
        one
        for one in material.evidence
        if one.document.id in laws and thing <= meaning_pairs(one.passage.text)
    ]
    rules = own if thing and own else rules
    one = max(rules, key=lambda each: (_worth(wanted, each.passage.text), -each.number))
    number = f"（{one.document.number}）" if one.document.number else ""
    place = one.passage.label if one.passage.label[:1] in ("第", "別") else ""
    return f"　{cite(fill(section.ground, {'規定': f'{one.document.title}{number}{place}'}), one.number)}"
