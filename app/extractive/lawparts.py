"""Sections of a 例規案 about the text that it makes: 逐条解説, 上位法対応表, 施行規則に落とす事項. Knows nothing of how they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.extractive.ordinance import make_ordinance
from app.law.commentary import Commentator
from app.law.task import REPEAL
from app.material import Material, Piece
from app.tasks.template import Section
from ingest.law.tree import LawTree, parse


def text_of(section: Section, material: Material) -> LawTree | None:
    """The text that the draft makes: the regulation after an amendment, or the new one; None where there is none."""
    matter = material.law
    if matter is None or matter.kind == REPEAL:
        return None
    if matter.draft is not None:
        return matter.draft.new if matter.draft.changed else None
    return parse(next(make_ordinance(section, material)).text.replace("　　　", "", 1))


def _changed(material: Material) -> set[str] | None:
    """The 条 and 別表 that an amendment changes; None for a new text, of which everything is told."""
    if material.law is None or material.law.draft is None:
        return None
    return {row.new_anchor for row in material.law.draft.comparison.rows if row.kind != "moved"}


def make_explained(section: Section, material: Material) -> Iterator[Piece]:
    """条 by 条: what it says, its ground, what it cites, what it leaves to rules. Of an amendment only the 条 that change."""
    wanted = _changed(material)
    for commentator, tree in _read(section, material):
        lines: list[str] = []
        for each in commentator.of_text(tree).articles:
            if wanted is not None and each.anchor not in wanted:
                continue
            lines.append(f"■ {each.heading}")
            for name, told in each.sections:
                lines += [f"（{name}）", *(f"・{line.text}" for line in told)]
        yield Piece("\n".join(lines) or material.fill(section.text), section)


def make_above(section: Section, material: Material) -> Iterator[Piece]:
    """The national provisions that the text cites, whether they leave anything to it, and penalties beyond the limits."""
    for commentator, tree in _read(section, material):
        yield _listed(commentator.above(tree, _changed(material)), section, material)


def make_left(section: Section, material: Material) -> Iterator[Piece]:
    """What the text leaves to rules: what is there for it, and what has to be made."""
    for commentator, tree in _read(section, material):
        yield _listed(commentator.left(tree, _changed(material)), section, material)


def _read(section: Section, material: Material) -> Iterator[tuple[Commentator, LawTree]]:
    """Who comments on the text that the draft makes, and that text; nothing where either is missing."""
    tree = text_of(section, material)
    if tree is not None and material.law is not None and material.law.commentator is not None:
        yield material.law.commentator, tree


def _listed(told: Iterable[str], section: Section, material: Material) -> Piece:
    return Piece("\n".join(f"・{line}" for line in told) or material.fill(section.text), section)
