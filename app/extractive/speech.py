"""A speech on last year's: its ceremony stays, its news are marked, this year's matters come in. Knows nothing of models."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from app.extractive.asked import has_unit, parts_of, topic_of, unit_asked
from app.extractive.bygone import last_years, seasoned, spoken_of, without_old_news
from app.extractive.filler import Filler
from app.extractive.headed import paragraphs
from app.extractive.quoting import cite, cited_sentence, is_statement, near_sources, telling
from app.extractive.relevance import tell
from app.extractive.spoken_rows import spoken_row
from app.extractive.subjects import is_over, with_its_subject
from app.extractive.weighing import meaning_pairs
from app.material import Material, Piece
from app.rewording.requests import told_in_full
from app.tasks.placeholder import names
from app.tasks.template import Section
from app.text.polite import make_polite
from app.text.spans import find_spans, is_whole_day
from app.text.stated import courteous, is_done, is_stated
from app.text.wording import pairs, sentences
from app.text.years import dated

_NOTES = 4
_YEARS = re.compile(r"(?:令和|平成)[0-9元]{1,2}年")
_OF_A_RULE = re.compile(
    r"^[　 ]*(?:第[0-9０-９]+条[　 ]*)?この(?:条例|規則|要綱|規程|要領|告示)(?:は|に)|^[　 ]*第[0-9０-９]+条"
)
_TO_SOMEBODY = re.compile(r"^[　 ]*[^。：]{1,12}：|(?:ください|お願いします)。?$")
"""What somebody was told to do, or what one of a meeting said to another, is no news for those who hear a speech."""
_PARTIES = re.compile(r"[、，,\n]")
_OF_TOWN = re.compile(r"^[一-龠々ヶぁ-んァ-ヴー]{1,7}?[市町村区](?=[一-龠ァ-ヴー]{2})")
"""The name of the town before a body of its own."""
_THANKS = re.compile(r"感謝|[お御]礼|[お御]世話に|力添え|ありがとう|有難|敬意|尽力|支え|協力")
"""Who is only named (「婦人会の皆様による踊り」) is not thanked."""
_SEASON, _OPENS = "季節", 3
"""The field with what a speech opens with, and the paragraphs in which last year's stands."""


def make_speech(section: Section, material: Material, filler: Filler) -> Iterator[Piece]:
    """The old paragraphs brought up to date, then what the form wants said, then the old end."""
    assert material.past is not None
    kept = [filler.settle(paragraph) for paragraph in paragraphs(material.past.document.text)]
    if material.whole and section.model:
        text = "\n".join(paragraph.text for paragraph in kept)
        yield Piece(text, section, ask=material.ask(section), target=section.target(material.values))
        return
    parts = list(make_parts(section, material))
    season = material.values.get(_SEASON, "").strip()
    kept = [
        replace(one, text=last_years(seasoned(one.text, season if n < _OPENS else "")))
        for n, one in enumerate(kept)
    ]
    lines = [line.strip("・-* 　\t") for line in material.values.get(section.parts, "").splitlines()]
    kept = [replace(one, text=without_old_news(one.text, [topic_of(line) for line in lines])) for one in kept]
    for paragraph in kept[:-1]:
        if paragraph.text.strip():
            yield Piece(paragraph.text, section)
    told = {span.text for paragraph in kept for span in find_spans(paragraph.text)}
    yield from (part for part in parts if not _told_already(part, told))
    yield from _unthanked(section, material, "\n".join(one.text for one in kept))
    for paragraph in kept[-1:]:
        yield Piece(paragraph.text, section)


def _unthanked(section: Section, material: Material, said: str) -> Iterator[Piece]:
    """The lines between the template's opening and its end that the form asks for (感謝) and last year's text has not."""
    for line in section.text.strip("\n").split("\n")[1:-1]:
        asked = {name.rstrip("?"): material.values.get(name.rstrip("?"), "").strip() for name in names(line)}
        left = {name: _not_named(value, said) for name, value in asked.items()}
        if "?}" in line and all(asked.values()) and any(left.values()):
            own = {name: value or asked[name] for name, value in left.items()}
            yield Piece(material.template.fill(line, {**material.values, **own}), section)


def _not_named(parties: str, said: str) -> str:
    """Those of several parties that a text does not thank; 「みどり市消防団」 is thanked as 消防団 too."""
    thanked = frozenset[str]().union(*(pairs(each) for each in sentences(said) if _THANKS.search(each)))
    each = [one.strip() for one in _PARTIES.split(parties) if one.strip()]
    return "、".join(one for one in each if not pairs(_OF_TOWN.sub("", one)) <= thanked)


def _told_already(part: Piece, told: set[str]) -> bool:
    """Whether the old paragraphs, brought up to date, have all the figures of a part."""
    figures = {span.text for span in find_spans(part.text) if span.kind in ("数", "金額", "割合")}
    return bool(figures) and figures <= told


def make_parts(section: Section, material: Material) -> Iterator[Piece]:
    """One piece for each line of the field that the section's ``parts`` names, with the sentence that a source has."""
    lines = material.values.get(section.parts, "").splitlines() if section.parts else []
    wished = [part for line in lines for part in parts_of(line.strip("・-* 　\t"))]
    target = section.target(material.values) // max(len([line for line in wished if line]) + 3, 1)
    day, said = _day_of(material), set[str]()
    for line in wished:
        if not line:
            continue
        if courtesy := courteous(line):
            yield Piece(f"　{courtesy}", section)
            continue
        if is_stated(line):
            yield Piece(f"　{_said(line, section)}", section)
            continue
        about = dated(line, day)
        fit = partial(_sayable, asked=about if about != line else "", topic=topic_of(line))
        found = cited_sentence(material.evidence, about, fit=fit) or _under_its_heading(material, line, fit)
        found = "" if is_over(found, material.evidence, day) else with_its_subject(found, material.evidence)
        found = found if _counts(line, found) else _counted(material, about)
        found = make_polite(found) if section.polite else found
        found = spoken_of(about, found) if section.polite else found
        if found and found in said:
            continue
        said.add(found)
        text = f"　{found}" if found else f"　【要確認：{line}が分かる資料】"
        near = near_sources(material.evidence, line)
        notes = telling(tuple(one for one in material.evidence if one.number in near), line, most=_NOTES)
        ask = (
            f"{section.instruction}\n話題：{line}" if section.model and section.instruction and notes else ""
        )
        yield Piece(text, section, ask=ask, target=min(max(target, 80), 200), sources=near, notes=notes)


def _said(line: str, section: Section) -> str:
    """What the form itself says, as a sentence of the speech."""
    if section.polite and (asked := told_in_full(line)) != line:
        return asked
    said = line if line.endswith("。") else f"{line}{'' if is_done(line) else 'です'}。"
    return make_polite(said) if section.polite else said


def _under_its_heading(material: Material, line: str, fit: Callable[..., bool]) -> str:
    """What a source says of a line under a heading that names it: the sentence itself need not name it again."""
    for each in tell(material.evidence, line, most=2, prose=True):
        if not each.row and is_statement(each.text) and fit(f"{each.above}。{each.text}"):
            return f"{line}について申し上げます。{cite(each.text, each.number)}"
    return ""


def _counts(line: str, found: str) -> bool:
    """Whether what is found tells how many there are, where a line asks that."""
    unit = unit_asked(line)
    return not unit or has_unit(unit, found) or (unit == "人" and has_unit("名", found))


def _counted(material: Material, about: str) -> str:
    """The row of a table that counts what is asked, as it is said; "" for none."""
    rows = (each for each in tell(material.evidence, about, most=2) if each.row)
    told = ((spoken_row(each.text, about), each.number) for each in rows)
    return next((cite(said, number) for said, number in told if said), "")


def _day_of(material: Material) -> date | None:
    """The day of the occasion, from which 昨年度 is counted."""
    value = material.values.get(material.template.past.day, "")
    days = [span.value for span in find_spans(value) if span.kind == "日付" and is_whole_day(span)]
    return date(*days[0]) if days and isinstance(days[0], tuple) else None


def _sayable(sentence: str, *, asked: str, topic: frozenset[str]) -> bool:
    """Whether a sentence can be said to people, is of the year that is ``asked`` for and has a word of the ``topic``: no
    purpose of a rule."""
    if _TO_SOMEBODY.search(sentence) or (topic and not topic & meaning_pairs(sentence)):
        return False
    years, wanted = set(_YEARS.findall(sentence)), set(_YEARS.findall(asked))
    return not _OF_A_RULE.search(sentence) and (not years or not wanted or bool(years & wanted))
