"""Sections that are lists or lines from the form: particulars, sources, dates of figures. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from app.extractive.quoting import said_of
from app.extractive.ruled import thing_of
from app.extractive.terms import with_terms
from app.extractive.touching import concerns
from app.extractive.unsaid import is_asked
from app.extractive.weighing import meaning_pairs
from app.material import Material, Piece
from app.retrieval import Evidence
from app.rewording.requests import asked_politely
from app.tasks.placeholder import names
from app.tasks.template import Section
from app.text.spans import find_spans

OPEN = "【要確認】"
_FIGURES = ("統計", "計画", "決算", "予算", "報告")
"""Kinds that tell how things stand, whatever is asked about them."""
_CUT = re.compile(r"[ 　]*[|｜\t　][|｜\t 　]*")

_PARAGRAPH = re.compile(r"　\{[^{}?!]+\}")
"""A paragraph of one field alone, which a clerk in a hurry leaves without its 。"""
_UNENDED = re.compile(r"(?<=[ぁ-ん])$(?<!^)", re.MULTILINE)


def make_fields(section: Section, material: Material) -> Iterator[Piece]:
    """The section's text with the form's values; what is missing stands as 【要確認：…】."""
    text = with_terms(material.fill(section.text), material.evidence)
    text = asked_politely(text) if section.polite else text
    if _PARAGRAPH.fullmatch(section.text.strip("\n")):
        text = _UNENDED.sub("。", text)
    yield Piece(
        text,
        section,
        ask=material.ask(section),
        target=section.target(material.values),
    )


def make_table(section: Section, material: Material) -> Iterator[Piece]:
    """Rows 「項目 | 内容」 from the form; a value of several lines stays in its cell, a table with no row is left out."""
    values = {
        name: "、".join(line.strip("・ 　") for line in value.splitlines() if line.strip())
        for name, value in material.values.items()
    }
    lines = [line for line in material.template.fill(section.text, values).split("\n") if line.strip()]
    headed = not names(section.text.strip().split("\n")[0])  # a row of names alone is no table
    yield Piece("\n".join(lines) if len(lines) > headed else "", section)


def make_pairs(section: Section, material: Material) -> Iterator[Piece]:
    """The lines of the two fields of ``about`` side by side under the header ``text``, or the lines of the one field cut
    into its columns; what has no partner is marked. Where the form has no line, the ``text`` says what is asked for."""
    lines = [
        [line.strip("・ 　") for line in material.values.get(name, "").splitlines() if line.strip("・ 　")]
        for name in names(section.about)[:2]
    ]
    header, _, without = section.text.strip("\n").partition("\n")
    if len(lines) == 1:
        rows = [_row(line, header.count("|") + 1) for line in lines[0]]
    else:
        rows = [f"{one or OPEN} | {other or OPEN}" for one, other in zip_longest(*lines)]
    rows = rows or [without]
    yield Piece("\n".join([material.fill(header), *rows]) if any(rows) else "", section)


def _row(line: str, columns: int) -> str:
    """A line cut at its wide spaces into so many cells, what is beyond them in the last one.

    >>> _row("相談の件数　30件（令和7年度）　60件", 4), _row("a　b　c", 2)
    ('相談の件数 | 30件（令和7年度） | 60件 | 【要確認】', 'a | b　c')
    """
    cells = _CUT.split(line.strip("|｜ 　"), maxsplit=columns - 1)
    return " | ".join([*cells, *[OPEN] * (columns - len(cells))])


def make_sources(section: Section, material: Material) -> Iterator[Piece]:
    """Every source of the matter with the sentence it is used for."""
    lines = []
    subject = material.fill(material.template.past.query) or "\n".join(material.values.values())
    for evidence in _of_the_matter(material):
        quote = said_of(evidence, subject).replace("\n", " ")
        lines.append(
            f"・{evidence.citation.label}[{evidence.number}]" + (f"\n　「{quote}」" if quote else "")
        )
    yield Piece("\n".join(lines), section)


def _of_the_matter(material: Material) -> Iterator[Evidence]:
    """The sources that have to do with the subject, where some say the thing that is asked about (減免) those; what a member
    asked proves nothing of the city."""
    subject = material.fill(material.template.past.query) if material.template.sources.council else ""
    thing = meaning_pairs(thing_of(subject))
    on_it = [
        one
        for one in material.grounds
        if not is_asked(one) and concerns(f"{one.document.title}\n{one.text}", subject)
    ]
    having = [
        one for one in on_it if thing and thing <= meaning_pairs(f"{one.document.title}\n{one.passage.text}")
    ]
    yield from (one for one in on_it if not having or one in having or one.document.kind in _FIGURES)


def make_dates(section: Section, material: Material) -> Iterator[Piece]:
    """As of when each source's figures are: the years and days that it writes."""
    lines = []
    for evidence in _of_the_matter(material):
        when = [
            span.text for span in find_spans(evidence.text) if span.kind in ("年度", "日付", "年月", "年")
        ]
        if when:
            lines.append(f"・{evidence.document.title}：{'、'.join(dict.fromkeys(when))}[{evidence.number}]")
    yield Piece("\n".join(lines), section)
