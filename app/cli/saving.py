"""The draft command's file: of a kind of ours, or the office's own form. Knows nothing of how a draft is made."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.cli.drafts import kind_of

if TYPE_CHECKING:
    from app.exporters.office_form import Filled
    from app.result import Draft
    from app.tasks.template import TaskTemplate
    from app.wire import Office


def save(
    options: argparse.Namespace,
    built: Office,
    result: Draft,
    fields: Mapping[str, str],
    template: TaskTemplate,
) -> None:
    from app.exporters import DOWNWARDS, export_paper, paper_note, title_of
    from app.exporters.form_values import form_values
    from app.exporters.office_form import fill_form
    from app.models.painting import picture_of

    title = title_of(template, fields, result.text)
    if options.form is None:
        picture, note = (
            picture_of(*built.painter, fields, built.prompts.public)
            if template.paper == "poster"
            else (b"", "")
        )
        made = export_paper(
            template.paper,
            DOWNWARDS if options.tate else kind_of(options.out),
            result,
            fields,
            title=title,
            picture=picture,
        )
        for told in filter(None, (note, paper_note(template.paper, kind_of(options.out), fields))):
            print(told, file=sys.stderr)
        options.out.write_bytes(made)
    else:
        values = form_values(result, fields, title=title, template=template)
        filled = fill_form(options.form.read_bytes(), kind_of(options.form), values, draft=result)
        options.out.write_bytes(filled.content)
        for line in _told(filled):
            print(line, file=sys.stderr)
    print(f"{options.out} に保存しました。", file=sys.stderr)


def _told(filled: Filled) -> Iterator[str]:
    """What a person has to look at in a filled form."""
    if filled.placed:
        names = "、".join(filled.placed)
        yield f"様式に印がないため、欄の名前を見て {names} を入れました。入れた所を確かめてください。"
    if filled.missing:
        yield f"様式の {'、'.join(filled.missing)} に入れる文がなく、【要確認】としました。"
    if filled.cut:
        yield f"{'、'.join(filled.cut)} は長く、欄の高さに入りきりません。行を足すか、別紙にしてください。"
