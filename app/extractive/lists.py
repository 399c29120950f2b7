"""Sections that are lists or lines from the form: particulars, sources, dates of figures. Knows nothing of models."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from app.material import Material, Piece
from app.tasks.placeholder import names
from app.tasks.template import Section
from app.text.spans import find_spans

OPEN = "【要確認】"


def make_fields(section: Section, material: Material) -> Iterator[Piece]:
    """The section's text with the form's values; what is missing stands as 【要確認：…】."""
    text = material.fill(section.text)
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
    yield Piece("\n".join(lines) if len(lines) > 1 else "", section)


def make_pairs(section: Section, material: Material) -> Iterator[Piece]:
    """The lines of the two fields of ``about`` side by side under the header ``text``; what has no partner is marked."""
    left, right = (
        [line.strip("・ 　") for line in material.values.get(name, "").splitlines() if line.strip()]
        for name in names(section.about)[:2]
    )
    rows = [f"{one or OPEN} | {other or OPEN}" for one, other in zip_longest(left, right)]
    yield Piece("\n".join([material.fill(section.text), *rows]) if rows else "", section)


def make_sources(section: Section, material: Material) -> Iterator[Piece]:
    """Every source with the sentence it is used for."""
    lines = []
    for evidence in material.grounds:
        quote = evidence.citation.quote.replace("\n", " ")
        lines.append(
            f"・{evidence.citation.label}[{evidence.number}]" + (f"\n　「{quote}」" if quote else "")
        )
    yield Piece("\n".join(lines), section)


def make_dates(section: Section, material: Material) -> Iterator[Piece]:
    """As of when each source's figures are: the years and days that it writes."""
    lines = []
    for evidence in material.grounds:
        when = [
            span.text for span in find_spans(evidence.text) if span.kind in ("年度", "日付", "年月", "年")
        ]
        if when:
            lines.append(f"・{evidence.document.title}：{'、'.join(dict.fromkeys(when))}[{evidence.number}]")
    yield Piece("\n".join(lines), section)
