"""The outline of a long document: its sections before anything is written, as a clerk arranges them. Knows no models.

A section is written alone by the same way as a whole draft: the task narrowed to that section, with its own searches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.events import FormError
from app.tasks.form import read_form
from app.tasks.template import Section, TaskTemplate
from app.tasks.template_file import Prompts
from ingest.errors import SettingError

_CHAPTER = re.compile(r"^第[0-9０-９一二三四五六七八九十]{1,3}章[　 ]*")
_HEADING = re.compile(r"^(?P<level>#{1,2})[ 　]+(?P<title>.+)$")
_NOTE = re.compile(r"^[>＞][ 　]*(?P<note>.+)$")
_OWN_LENGTH = 400
_UNTITLED = "（見出しなし）"
_HELP = "（# は章、## は見出し、> はその節に書くことです。順番を変え、足し、消してください。）"
MOST = 60
"""Sections of one outline."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section of an outline. ``origin`` is its place among the template's sections, -1 for one that the clerk added.

    ``note`` is what it should be about; it is searched for, too. A part without a title has no heading; ``label`` is
    what an outline calls it. ``article`` is the number of an article of a contract (-1: one of the clerk's own), 0 for other parts.
    """

    title: str
    chapter: str = ""
    note: str = ""
    origin: int = -1
    label: str = ""
    article: int = 0


def outline_of(template: TaskTemplate, fields: Mapping[str, str]) -> tuple[Part, ...]:
    """The sections that this form makes, in order. Raises FormError when the form cannot be used."""
    values = read_form(template, fields)
    return tuple(
        Part(section.title, section.chapter, origin=place, label="" if section.title else section.label)
        for place, section in enumerate(template.sections)
        if section.applies(values)
    )


def narrowed(template: TaskTemplate, part: Part) -> TaskTemplate:
    """The task as if ``part`` were all of it: no title, no other section, searches for this section first.

    Raises FormError for a part that the template does not have.
    """
    section = _section(template, part)
    note = _plain(part.note)
    if note:
        said = f"\nこの節に書くこと：{note}"
        section = replace(
            section,
            about="\n".join(filter(None, (section.about, note))),
            instruction=section.instruction and section.instruction + said,
            instruction_whole=section.instruction_whole and section.instruction_whole + said,
        )
    if part.article > 0:
        section = replace(section, about=f"{part.article}　{_plain(part.title)}")
    own = replace(
        section,
        title="" if part.article else _plain(part.title),
        chapter="",
        when="",
        aliases=tuple(filter(None, (section.title, *section.aliases))),
    )
    asked = (*own.about.split("\n"), f"{_plain(part.title)} {template.past.query}", *template.sources.queries)
    queries = tuple(dict.fromkeys(each.strip() for each in asked if each.strip()))
    sources = replace(
        template.sources, queries=queries[:8], kinds=own.kinds or template.sources.kinds, needed=False
    )
    return replace(
        template,
        title="",
        heading="{見出し}" if own.title else "",
        sections=(own,),
        sources=sources,
        past=replace(template.past, keep=False),
    )


def _section(template: TaskTemplate, part: Part) -> Section:
    """The template's section that the part is of, or one made of what the clerk wrote; raises FormError."""
    if part.origin >= len(template.sections):
        raise FormError(
            (
                (
                    "section",
                    f"{part.origin}番目の節は、用途「{template.name}」にありません。構成を作り直してください。",
                ),
            )
        )
    return template.sections[part.origin] if part.origin >= 0 else _added(template, part)


def focused(prompts: Prompts, task: str, part: Part) -> Prompts:
    """The prompts in which the task is only ``part``. An unknown task is left for drafting to name."""
    template = prompts.templates.get(task)
    if template is None:
        return prompts
    return replace(prompts, templates={**prompts.templates, task: narrowed(template, part)})


def _added(template: TaskTemplate, part: Part) -> Section:
    """A section of the clerk's own: last time's of that heading, else what the sources say of its title and note."""
    title = _plain(part.title)
    return Section(
        title=title,
        by="found",
        model=any(section.model for section in template.sections),
        text=f"【要確認：{title}】",
        lead="",
        instruction="",
        instruction_whole="資料の事実だけを使って、この節を書いてください。資料にないことは書きません。",
        length=_OWN_LENGTH,
        length_from="",
        length_rate=0,
        limit=6,
        aliases=(),
        questions=(),
        parts="",
        polite=False,
        sample_request="",
        sample_answer="",
        about=title,
    )


def _plain(text: str) -> str:
    """A clerk's words as they may stand in a template: braces there are data, not placeholders."""
    return " ".join(text.replace("{", "｛").replace("}", "｝").split())


# ---- the outline as a text file


def write_outline(parts: Sequence[Part]) -> str:
    """The outline as a clerk edits it: 「# 章」 「## 見出し」 「> 書くこと」."""
    lines = [_HELP]
    chapter = ""
    for part in parts:
        if part.chapter != chapter:
            chapter = part.chapter
            lines.append(f"# {chapter}")
        lines.append(f"## {part.title or _shown(part.label)}")
        if part.note:
            lines.append(f"> {part.note}")
    return "\n".join(lines) + "\n"


def _shown(label: str) -> str:
    """What stands in the file for a part without a heading."""
    return f"（{label}）" if label else _UNTITLED


def read_outline(text: str, template: TaskTemplate) -> tuple[Part, ...]:
    """The parts of an edited outline; a heading that the template has not is the clerk's own. Raises SettingError."""
    parts: list[Part] = []
    chapter = ""
    left = [(each.title or _shown(each.label), place) for place, each in enumerate(template.sections)]
    for number, line in enumerate(text.splitlines(), start=1):
        heading, note = _HEADING.match(line.strip()), _NOTE.match(line.strip())
        if heading and len(heading["level"]) == 1:
            chapter = heading["title"].strip()
        elif heading:
            title = heading["title"].strip()
            found = next((each for each in left if each[0] == title), None)
            if found:
                left.remove(found)
            section = template.sections[found[1]] if found else None
            named = section.title if section else "" if title == _UNTITLED else title
            label = section.label if section and not section.title else ""
            parts.append(Part(named, chapter, origin=found[1] if found else -1, label=label))
        elif note and parts:
            before = f"{parts[-1].note} " if parts[-1].note else ""
            parts[-1] = replace(parts[-1], note=before + note["note"].strip())
        elif line.strip() and line.strip() not in _HELP:
            raise SettingError(
                f"構成の{number}行目「{line.strip()[:30]}」を読めません。「# 章」「## 見出し」「> 書くこと」のどれかで書いてください。"
            )
    if not 0 < len(parts) <= MOST:
        raise SettingError(
            f"構成の節は1から{MOST}までです（今は{len(parts)}）。「## 見出し」を並べてください。"
        )
    return tuple(parts)


def assemble(template: TaskTemplate, title: str, written: Sequence[tuple[Part, str]]) -> str:
    """The whole text: the title, the chapters and the headings numbered as they come, the parts below them."""
    lines = [title] if title else []
    chapter, number, chapters = "", 0, 0
    for part, text in written:
        if not text.strip():
            continue
        if part.chapter not in ("", chapter):
            chapter, number, chapters = part.chapter, 0, chapters + 1
            lines.append(_CHAPTER.sub(f"第{chapters}章　", chapter))
        if part.title:
            number += 1
            lines.append(template.heading.replace("{番号}", str(number)).replace("{見出し}", part.title))
        lines.append(text.strip("\n"))
    return "\n".join(lines)


def without_heading(text: str, part: Part) -> str:
    """What was written for a part, without the heading that drafting put above it."""
    head, _, rest = text.partition("\n")
    return rest if part.title and head.strip() == _plain(part.title) else text
