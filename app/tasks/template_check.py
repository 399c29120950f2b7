"""What a task file must agree on with itself: ids, options, placeholders, examples. Knows nothing of TOML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.law.task import KINDS
from app.tasks import template as t
from app.tasks.checklist import CONDITIONS
from app.tasks.placeholder import names
from app.tasks.recipe import OF_A_TABLE
from app.tasks.schema import TemplateError


def check_template(template: t.TaskTemplate) -> None:
    """What one key cannot know alone: ids that agree, options that exist, placeholders that are fields."""
    known = tuple(field.id for field in template.fields)
    days = (
        *(f"{field.id}{t.SHORT}" for field in template.fields if field.type == "date"),
        *(f"{field.id}{t.NAMED}" for field in template.fields if "名称" in field.label),
        t.YEARS,
        t.BILL,
        *(OF_A_TABLE if template.recipes else ()),
    )
    fail = _failure(template.file)
    for field in template.fields:
        if known.count(field.id) > 1:
            raise fail(f"fields の id「{field.id}」が2回あります。id は欄ごとに変えてください。")
        if (field.type == "select") != bool(field.options):
            raise fail(
                f"fields の「{field.id}」：options は type が select の欄に必ず書き、ほかの欄には書きません。"
            )
    for place, text in _texts(template):
        for name in names(text):
            allowed = known + (("番号", "見出し") if place == "heading" else days)
            if name not in allowed:
                raise fail(
                    f"{place}の「{{{name}}}」に当たる入力欄がありません。使えるのは {'、'.join(allowed)} です。"
                )
    for place, name in _references(template):
        if name and name not in known:
            raise fail(f"{place}の「{name}」に当たる入力欄がありません。使えるのは {'、'.join(known)} です。")
    _check_verified(template)
    for number, section in enumerate(template.sections, start=1):
        _check_when(template, section, number)
    for example in template.examples:
        _check_example(template, example)
    if template.stance is not None:
        field_ = template.field(template.stance.field)
        options = tuple(level.option for level in template.stance.levels)
        if field_ is None or field_.options != options:
            raise fail(
                f"stance の option は、欄「{template.stance.field}」の options と同じ並びにしてください。"
            )


def _check_verified(template: t.TaskTemplate) -> None:
    fail = _failure(template.file)
    for item, conditions in template.verified.items():
        if item not in template.checklist:
            raise fail(f"verified の「{item}」が checklist にありません。同じ文で書いてください。")
        for condition in conditions:
            kind, colon, wanted = str(condition).partition(":")
            if kind not in CONDITIONS or not colon or not wanted or isinstance(conditions, str):
                known = "、".join(f"{one}:" for one in CONDITIONS)
                raise fail(
                    f"verified の「{item}」の条件「{condition}」は読めません。{known} のどれかで始めてください。"
                )
            try:
                re.compile(wanted)
            except re.error as error:
                raise fail(
                    f"verified の「{item}」の条件「{condition}」は正規表現として読めません（{error}）。"
                ) from error


def _check_when(template: t.TaskTemplate, section: t.Section, number: int) -> None:
    name, _, options = section.when.partition("=")
    field = template.field(name)
    choices = KINDS if name == t.BILL and template.sources.law else field.options if field else ()
    if section.when and not set(options.split("|")) <= set(choices):
        known = "、".join(choices) or "select の欄の options"
        raise _failure(template.file)(
            f"sections の{number}番目の when「{section.when}」は「欄=選べる値」の形で書きます（複数は | で）。使える値は {known} です。"
        )


def _check_example(template: t.TaskTemplate, example: t.Example) -> None:
    fail = _failure(template.file)
    for name, value in example.fields.items():
        field = template.field(name)
        if field is None:
            raise fail(f"examples「{example.title}」の「{name}」に当たる入力欄がありません。")
        if not isinstance(value, str):
            raise fail(
                f'examples「{example.title}」の「{name}」は 文字列（"…"） で書きます。今は {value!r} です。'
            )
        if field.options and value not in field.options:
            raise fail(
                f"examples「{example.title}」の「{name}」の値「{value}」は使えません。使えるのは {'、'.join(field.options)} です。"
            )
    for field in template.fields:
        if field.required and not str(example.fields.get(field.id, "")).strip():
            raise fail(f"examples「{example.title}」に、必須の欄「{field.id}」がありません。")


def _failure(file: str) -> Callable[[str], TemplateError]:
    return lambda message: TemplateError(f"{file}：{message}")


def _texts(template: t.TaskTemplate) -> Iterator[tuple[str, str]]:
    yield "title", template.title
    yield "heading", template.heading
    yield "past の query", template.past.query
    yield "sources の subject", template.sources.subject
    yield "sources の council", template.sources.council
    for query in template.sources.queries:
        yield "sources の queries", query
    for number, section in enumerate(template.sections, start=1):
        named = f"sections の{number}番目{f'（{section.title}）' if section.title else ''}"
        yield f"{named}の text", section.text
        yield f"{named}の lead", section.lead
        yield f"{named}の about", section.about
        yield f"{named}の instruction", section.instruction
        yield f"{named}の instruction_whole", section.instruction_whole
        for question in section.questions:
            yield f"{named}の questions", question
    yield "writing の instructions", template.writing.instructions
    for level in template.stance.levels if template.stance else ():
        yield f"stance「{level.option}」の closing", level.closing
        yield f"stance「{level.option}」の question", level.question


def _references(template: t.TaskTemplate) -> Iterator[tuple[str, str]]:
    yield "sources の input", template.sources.input
    yield "past の day", template.past.day
    for number, section in enumerate(template.sections, start=1):
        yield f"sections の{number}番目の length_from", section.length_from
        yield f"sections の{number}番目の parts", section.parts
        yield f"sections の{number}番目の keeps", section.keeps
    if template.stance is not None:
        yield "stance の field", template.stance.field
        yield "stance の reason", template.stance.reason
