"""What an office's form can ask for: the fields of the task, the sections of the draft, its title and its whole text.

Knows nothing of files and of how they are filled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.events import FormError
from app.exporters.layout import Block, read_blocks
from app.result import Draft
from app.tasks.template import TaskTemplate

WHOLE, TITLE = "本文", "件名"
_NUMBERING = re.compile(r"^(?:第?[0-9０-９]+(?:章[ 　]+|[ 　.．]*)|[(（][0-9０-９]+[)）][ 　]*)|[【】]")
_ASIDE = re.compile(r"（[^（）]*）$")
_CHAPTER = re.compile(r"^第[0-9０-９]+章")
_PAIR, _LABEL = 2, 12
"""A row 「件名 | 清掃」 names what stands beside it."""


def form_values(
    draft: Draft, fields: Mapping[str, str], *, title: str, template: TaskTemplate | None = None
) -> dict[str, str]:
    """What a form can ask for: 件名, 本文, every field of the task by its id, every section of the draft by its heading.

    With the ``template``, days are written as in a draft, and a field also goes by its label.
    """
    values = {TITLE: name_of(title), WHOLE: _without_bars(_plain_readings(draft.text.strip()))}
    blocks = read_blocks(draft.text, title=title)
    subject = next((block.text for block in blocks if block.kind == "subject"), "")
    values |= _sections(blocks)
    rows = {
        _NUMBERING.sub("", name): told
        for block in blocks
        for name, told in (block.rows[1:] if all(len(row) == _PAIR for row in block.rows) else ())
        if len(name) <= _LABEL
    }
    values |= {name: told for name, told in rows.items() if name == TITLE or name not in values}
    written = _written(template, fields) if template else dict(fields)
    if template:
        labels = {_ASIDE.sub("", each.label): written.get(each.id, "") for each in template.fields}
        values |= {label: value for label, value in labels.items() if value.strip() and label not in values}
    values |= {name: value for name, value in written.items() if value.strip()}
    titled = bool(template) and f"{{{TITLE}}}" in (template.title if template else "")
    if (
        subject or titled
    ):  # 「こども医療費の自己負担」 of the form is 「こども医療費の自己負担について（回答）」
        values[TITLE] = subject or name_of(title)
    return values


def _sections(blocks: Sequence[Block]) -> dict[str, str]:
    """What stands under each heading, and under each chapter with the headings in it."""
    sections: dict[str, list[str]] = {}
    heading = chapter = ""
    for block in blocks:
        if block.kind == "heading":
            heading = _NUMBERING.sub("", block.text).strip()
            chapter = heading if _CHAPTER.match(block.text) else chapter
            if chapter and heading != chapter:
                sections.setdefault(chapter, []).append(block.text)
            continue
        if block.kind in ("right", "centre", "contact"):
            heading = ""  # 以上: what follows belongs to no heading
        lines = ["　".join(row) for row in block.rows] if block.kind == "table" else [block.text]
        for name in dict.fromkeys(filter(None, (heading, chapter if heading else ""))):
            sections.setdefault(name, []).extend(lines)
    return {name: "\n".join(lines).strip() for name, lines in sections.items()}


def name_of(title: str) -> str:
    """A title as a paper that is no draft has it: 「…について（回答案）」 and 「…（回答の案）」 → 「…（回答）」, 「件名：日程」 → 「日程」."""
    return re.sub(r"(?<=[^（])の?案）$", "）", re.sub(rf"^{TITLE}[：:]\s*", "", title))


def _plain_readings(text: str) -> str:
    """「柊木《ひいらぎ》」 as it stands in a form: 「柊木（ひいらぎ）」."""
    return re.sub(r"[｜|]?([^｜|《》\n]{1,20})《([ぁ-ゖー]{1,24})》", r"\1（\2）", text)


def _written(template: TaskTemplate, fields: Mapping[str, str]) -> dict[str, str]:
    from app.tasks.form import read_form

    try:
        return read_form(template, fields)
    except FormError:  # a draft whose form was changed afterwards: as it was typed
        return dict(fields)


def _without_bars(text: str) -> str:
    """Rows of a table as lines of a form: 「a | b」 → 「a　b」."""
    return re.sub(r" ?[|｜] ", "　", re.sub(r"(?m)[ 　]*[|｜][ 　]*$", "", text))
