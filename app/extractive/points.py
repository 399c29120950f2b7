"""The points that a form wants told, each with what the sources say of it: sentences, or the table. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.extractive.asked import topic_of
from app.extractive.noted import abouts_of, notes_of
from app.extractive.quoting import cite
from app.extractive.spoken_rows import spoken_row
from app.extractive.tables import read_lines
from app.extractive.weighing import meaning_pairs, share
from app.material import Material, Piece
from app.rewording.requests import told_in_full
from app.tasks.template import Section
from app.text.polite import make_polite
from app.text.stated import courteous, is_stated

_BY = re.compile(r"(?P<by>[一-龠]{1,4})(?:別|ごと)(?:の|に)|各(?P<each>[一-龠]{1,3})の|推移|経年")
"""What is asked of several things or years is a table, not one row of it."""
_GROUPS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
_CONCERNS = 0.25
_ROWS = 14
_OWN_TOPIC = 3
"""Pairs of a line that says itself what it is of; a shorter one (「アンケートの結果」) is of what the paper is of."""


def make_points(section: Section, material: Material) -> Iterator[Piece]:
    """Each line of ``about`` as a numbered point with what the sources say of it, or what has to be found out."""
    lines, numbers, notes = list[str](), list[int](), list[tuple[int, str]]()
    abouts = abouts_of(section, material)
    each_most = max(1, section.limit // max(len(abouts), 1))
    for number, about in enumerate(abouts, start=1):
        lines.append(f"{number}　{told_in_full(about) if is_stated(about) else about}")
        if is_stated(about):
            continue
        if rows := list(_table(about, material)):
            lines += [row for row, _ in rows]
            numbers += [source for _, source in rows[:1]]
            continue
        found = _found(section, material, about, each_most)
        material.told.update(words for _, words in found)
        if courtesy := courteous(about):
            lines.append(f"　{courtesy}")
            continue
        said = make_polite(
            "".join(f"{cite(_as_said(words, about), one).removesuffix('。')}。" for one, words in found)
        )
        lines.append(f"　{said or f'【要確認：{about}が分かる資料】'}")
        numbers += [one for one, _ in found]
        notes += list(found)
    if not abouts:
        yield Piece(material.fill(section.text), section)
        return
    ask, target = (material.ask(section) if notes else ""), section.target(material.values)
    kept = tuple(dict.fromkeys(numbers))
    yield Piece("\n".join(lines), section, ask=ask, target=target, sources=kept, notes=tuple(notes))


def _as_said(words: str, about: str) -> str:
    """A row of a table as a sentence, where it can be one."""
    return spoken_row(words.rstrip("。"), about, first=True) or words


def _found(section: Section, material: Material, about: str, most: int) -> tuple[tuple[int, str], ...]:
    """What is said of a line on the subject of the paper; of a line that has a topic of its own, wherever it is said."""
    subject = material.fill(material.template.past.query)
    on_it = notes_of(section, material, (about,), most, subject=subject)
    own = len(topic_of(about)) >= _OWN_TOPIC or not topic_of(about)
    return on_it or (notes_of(section, material, (about,), most) if own else ())


def _table(about: str, material: Material) -> Iterator[tuple[str, int]]:
    """(row, source) of the table that tells a line that asks of several, its names of columns first; nothing for another.
    「地区別の利用者数」 is told by a table whose first column is 地区 and that has 利用者数."""
    asked = _BY.search(about)
    by = asked["by"] or asked["each"] or "年" if asked else ""
    wanted = meaning_pairs(about.replace(by, "", 1))
    subject = meaning_pairs(material.fill(material.template.past.query))
    best, worth = None, 0.0
    for one in material.evidence if by else ():
        near = share(subject, meaning_pairs(f"{one.document.title}\n{one.text}"), {})
        lines = [
            line for line in read_lines(one.passage) if line.cells and line.header and by in line.header[0]
        ]
        told = len(wanted & meaning_pairs(" ".join(lines[0].header[1:]))) if len(lines) > 1 else 0
        if told and near >= _CONCERNS and told + near > worth:
            best, worth = (one.number, lines), told + near
    if best is None:
        return
    number, lines = best
    yield f"　次の表のとおりです[{number}]。", number
    yield " | ".join(lines[0].header), number
    yield from ((_row(line.cells), number) for line in lines[:_ROWS] if line.header == lines[0].header)


def _row(cells: tuple[str, ...]) -> str:
    """A row as it is written in a paper: 184500 of a workbook is 184,500."""
    return " | ".join((cells[0], *(_GROUPS.sub(",", cell) if cell.isdigit() else cell for cell in cells[1:])))
