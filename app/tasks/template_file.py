"""Reading prompts/: tasks, cards, parts, messages. Knows the files' layout; knows nothing of what is done with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.checks.personal.public import PublicNames, load_public_names
from app.checks.style.file import load_style
from app.checks.style.guide import StyleGuide
from app.law.shinkyu import Forms, load_forms
from app.law.words import LawWords, load_law_words
from app.manner import read_manners
from app.tasks import template as t
from app.tasks.recipe import Recipe
from app.tasks.schema import Key, TemplateError, optional, read_table, read_texts, read_toml
from app.tasks.template_check import check_template

_TASK = {
    "id": Key("text"),
    "name": Key("text"),
    "order": Key("integer", low=1, high=99),
    "result": Key("text"),
    "minutes": Key("integer", low=1, high=240),
    "title": Key("text"),
    "heading": optional("text", "{番号}　{見出し}"),
    "fields": Key("tables"),
    "examples": Key("tables"),
    "sources": Key("table"),
    "past": optional("table", {"kinds": []}),
    "sections": Key("tables"),
    "writing": Key("table"),
    "stance": optional("table", None),
    "checklist": Key("texts"),
    "verified": optional("table", {}),
    "long": optional("flag", False),
    "paper": optional("text", ""),
    "recipes": optional("tables", ()),
    "manners": optional("tables", ()),
}
_FIELD = {
    "id": Key("text"),
    "label": Key("text"),
    "type": Key("text", choices=t.FIELD_TYPES),
    "required": optional("flag", False),
    "help": optional("text", ""),
    "options": optional("texts", ()),
    "example": optional("text", ""),
    "default": optional("text", ""),
}
_EXAMPLE = {"title": Key("text"), "fields": Key("table")}
_SOURCES = {
    "kinds": optional("texts", ()),
    "k": optional("integer", 8, low=1, high=50),
    "queries": optional("texts", ()),
    "input": optional("text", ""),
    "subject": optional("text", ""),
    "needed": optional("flag", True),
    "tokens": optional("integer", 900, low=200, high=20000),
    "law": optional("text", ""),
    "law_kind": optional("text", ""),
    "change": optional("text", ""),
    "council": optional("text", ""),
    "wider": optional("texts", ()),
    "others": optional("flag", False),
}
_PAST = {
    "kinds": Key("texts"),
    "query": optional("text", ""),
    **dict.fromkeys(("keep", "plain", "stands"), optional("flag", False)),
    "day": optional("text", ""),
}
_SECTION = {
    "title": optional("text", ""),
    "by": Key("text", choices=t.MAKERS),
    "model": optional("flag", False),
    "text": optional("text", ""),
    "lead": optional("text", ""),
    "instruction": optional("text", ""),
    "instruction_whole": optional("text", ""),
    "length": optional("integer", 0, low=0, high=20000),
    "length_from": optional("text", ""),
    "length_rate": optional("integer", 0, low=0, high=2000),
    "limit": optional("integer", 4, low=1, high=40),
    "aliases": optional("texts", ()),
    "questions": optional("texts", ()),
    "parts": optional("text", ""),
    "polite": optional("flag", False),
    "wider": optional("flag", False),
    "sample_request": optional("text", ""),
    "sample_answer": optional("text", ""),
    "when": optional("text", ""),
    "chapter": optional("text", ""),
    "about": optional("text", ""),
    "plain": optional("flag", False),
    "prefer": optional("texts", ()),
    "kinds": optional("texts", ()),
    "words": optional("texts", ()),
    "most": optional("integer", 0, low=0, high=100000),
    "count": optional("text", "", choices=t.COUNTS),
    "verbatim": optional("flag", False),
    "keeps": optional("text", ""),
    "ground": optional("text", ""),
    "label": optional("text", ""),
}
_WRITING = {
    "instructions": Key("text"),
    "temperature": optional("number", 0.2, low=0, high=2),
    "max_tokens": optional("integer", 800, low=16, high=8000),
}
_RECIPE = {
    "name": Key("text"),
    "kind": Key("text", choices=("関数", "VBA")),
    "words": Key("texts"),
    "code": Key("text"),
    "use": Key("text"),
    "test": Key("text"),
    "sample": optional("texts", ()),
    "cells": optional("texts", ()),
    "wish": optional("text", ""),
    "inputs": optional("texts", ()),
    "to": optional("text", ""),
}
_STANCE = {"field": Key("text"), "reason": optional("text", ""), "levels": Key("tables")}
_LEVEL = {
    "option": Key("text"),
    "words": Key("texts"),
    "closing": Key("text"),
    "question": optional("text", ""),
}
_CARD = {
    "id": Key("text"),
    "name": Key("text"),
    "result": Key("text"),
    "minutes": Key("integer", low=1, high=240),
}


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything under prompts/: templates by id, the cards (18, then the others) in order, parts by name, messages by key, the rules of
    style, the names and numbers that are public, the forms of a 新旧対照表 and the words about law."""

    templates: Mapping[str, t.TaskTemplate]
    cards: tuple[t.Card, ...]
    parts: Mapping[str, str]
    messages: Mapping[str, str]
    style: StyleGuide
    public: PublicNames
    tables: Forms
    law: LawWords


def load_prompts(folder: Path) -> Prompts:
    """Read and check the whole folder. Raises TemplateError naming the file and the key."""
    templates = load_templates(folder / "tasks")
    parts = {
        path.stem: path.read_text(encoding="utf-8").strip()
        for path in sorted((folder / "parts").glob("*.md"))
    }
    return Prompts(
        templates,
        load_cards(folder / "cards.toml", templates),
        parts,
        read_texts(folder / "messages.toml"),
        load_style(folder),
        load_public_names(folder / "public_names.toml"),
        load_forms(folder / "shinkyu.toml"),
        load_law_words(folder),
    )


def load_templates(folder: Path) -> dict[str, t.TaskTemplate]:
    """The tasks of a folder of TOML files by id, in order. Raises TemplateError."""
    found: dict[str, t.TaskTemplate] = {}
    for path in sorted(folder.glob("*.toml")):
        template = load_template(path)
        if template.id in found:
            raise TemplateError(
                f"{path}：id「{template.id}」は {found[template.id].file} でも使われています。別の id にしてください。"
            )
        found[template.id] = template
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def load_template(path: Path) -> t.TaskTemplate:
    """One task file, checked. Raises TemplateError with the file, the key and what is allowed."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return parse_template(read_toml(path), file=str(path), digest=digest)


def parse_template(given: Mapping[str, Any], *, file: str, digest: str) -> t.TaskTemplate:
    """A task from the table of its file. Raises TemplateError with the file, the key and what is allowed."""
    data = read_table(given, _TASK, file=file)

    def table(name: str, keys: Mapping[str, Key]) -> dict[str, Any]:
        return read_table(data.pop(name), keys, file=file, place=name)

    def rows(name: str, keys: Mapping[str, Key]) -> Iterator[dict[str, Any]]:
        for number, row in enumerate(data.pop(name), start=1):
            yield read_table(row, keys, file=file, place=f"{name} の{number}番目")

    template = t.TaskTemplate(
        fields=tuple(t.Field(**row) for row in rows("fields", _FIELD)),
        examples=tuple(t.Example(**row) for row in rows("examples", _EXAMPLE)),
        sections=tuple(t.Section(**row) for row in rows("sections", _SECTION)),
        recipes=tuple(Recipe(**row) for row in rows("recipes", _RECIPE)),
        manners=read_manners(data.pop("manners"), file),
        sources=t.Sources(**table("sources", _SOURCES)),
        past=t.Past(**table("past", _PAST)),
        writing=t.Writing(**table("writing", _WRITING)),
        stance=_stance(data.pop("stance"), file),
        digest=digest,
        file=file,
        **data,
    )
    check_template(template)
    return template


def load_cards(path: Path, templates: Mapping[str, t.TaskTemplate]) -> tuple[t.Card, ...]:
    """The cards of the first page in the survey's order; a task with a file of its own is available."""
    data = read_table(read_toml(path), {"cards": Key("tables")}, file=str(path))
    cards = []
    for order, row in enumerate(data["cards"], start=1):
        card = read_table(row, _CARD, file=str(path), place=f"cards の{order}番目")
        made = templates.get(card["id"])
        if made is not None:
            card |= {"name": made.name, "result": made.result, "minutes": made.minutes}
        cards.append(t.Card(**card, order=order, available=made is not None))
    known = {card.id for card in cards}
    for one in templates.values():
        if one.id not in known:
            cards.append(t.Card(one.id, one.name, one.order, one.result, one.minutes, True, listed=False))
    return tuple(cards)


def _stance(data: Mapping[str, Any] | None, file: str) -> t.Stance | None:
    if data is None:
        return None
    table = read_table(data, _STANCE, file=file, place="stance")
    levels = [
        t.Level(**read_table(row, _LEVEL, file=file, place=f"stance.levels の{number}番目"))
        for number, row in enumerate(table["levels"], start=1)
    ]
    return t.Stance(table["field"], tuple(levels), table["reason"])
