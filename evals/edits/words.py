"""Random edits of a regulation, as a clerk might make them: words, 条, 項, 号, 見出し, rows, 章名. Knows nothing of amendments.

What comes out is a text whose numbers run on: what is added or taken out moves the others, as in a new fair copy.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from evals.edits.parts import change_groups, change_subitems, change_supplement, change_tables
from evals.edits.units import (
    add_article,
    add_item,
    add_paragraph,
    articles,
    paragraphs,
    remove_article,
    remove_item,
    remove_paragraph,
    worded,
)
from ingest.law.amending.unit import GROUPS, Unit, read
from ingest.law.tree import LawTree, parse

WORDS = ("市長", "別に定める", "14日以内に", "又は町内会", "電子申請により", "規則で定める額", "、速やかに", "（以下「対象者」という。）", "300円", "に限る")  # fmt: skip


def edited(old: LawTree, chance: random.Random, *, edits: int = 3) -> LawTree:
    """The regulation after some edits."""
    law = read(old)
    for _ in range(edits):
        chance.choice(EDITS)(law, chance)
    return parse("\n".join(law.lines()) + "\n")


def change_words(law: Unit, chance: random.Random) -> None:
    """Some words for others, somewhere in a 項 or 号."""
    found = worded(law)
    if found:
        unit = chance.choice(found)
        at = chance.randrange(0, len(unit.words) - 4)
        unit.words = unit.words[:at] + chance.choice(WORDS) + unit.words[at + chance.randrange(1, 5) :]


def insert_words(law: Unit, chance: random.Random) -> None:
    """Words put in, the same ones in one or two places."""
    words = chance.choice(WORDS)
    for unit in (
        chance.sample(found, min(len(found), chance.randrange(1, 3))) if (found := worded(law)) else ()
    ):
        at = chance.randrange(1, len(unit.words) - 1)
        unit.words = unit.words[:at] + words + unit.words[at:]


def delete_words(law: Unit, chance: random.Random) -> None:
    """A stretch of words taken out."""
    found = worded(law)
    if found:
        unit = chance.choice(found)
        at = chance.randrange(0, len(unit.words) - 6)
        unit.words = unit.words[:at] + unit.words[at + chance.randrange(1, 6) :]


def replace_everywhere(law: Unit, chance: random.Random) -> None:
    """One word for another in the whole regulation, as when an office is renamed."""
    old = chance.choice(("市長", "規則", "者", "許可", "使用"))
    for unit in law.walk():
        if unit.kind in ("paragraph", "item", "subitem"):
            unit.words = unit.words.replace(old, old + "等")


def add_proviso(law: Unit, chance: random.Random) -> None:
    """A ただし書 or 後段 behind a 項."""
    found = [unit for unit in paragraphs(law) if unit.words.endswith("。") and not unit.children]
    if found:
        tail = (
            "ただし、市長が認めるときは、この限りでない。",
            "この場合において、市長は、理由を示さなければならない。",
        )
        chance.choice(found).words += chance.choice(tail)


def change_caption(law: Unit, chance: random.Random) -> None:
    """Another 見出し."""
    found = [unit for unit in articles(law) if unit.captions]
    if found:
        unit = chance.choice(found)
        unit.captions = [
            unit.captions[0].replace("）", "等）") if chance.random() < 0.6 else "（許可の基準）"
        ]


def change_group(law: Unit, chance: random.Random) -> None:
    """Another name for a 章, or for the regulation."""
    found = [unit for unit in law.children if unit.kind in (*GROUPS, "title")]
    if found:
        unit = chance.choice(found)
        unit.words = (
            unit.words.replace("に関する", "等に関する")
            if "に関する" in unit.words
            else unit.words + "等"
            if unit.kind != "title"
            else unit.words.replace("条例", "等条例")
        )


def change_rows(law: Unit, chance: random.Random) -> None:
    """A cell of a table, a row more or a row less."""
    found = [unit for unit in law.walk() if len([each for each in unit.of("row") if each.label]) > 2]
    if not found:
        return
    holder = chance.choice(found)
    rows = [each for each in holder.of("row") if each.label][1:]
    row, way = chance.choice(rows), chance.random()
    if way < 0.5:
        head, _, last = row.words.rpartition("\t")
        row.words = f"{head}\t{last.replace('0円', '5円') if '0円' in last else last + '等'}"
    elif way < 0.75:
        new = row.words.split("\t")
        holder.children.insert(
            holder.children.index(row) + 1, Unit("row", words="\t".join([new[0] + "別館", *new[1:]]))
        )
    else:
        holder.children.remove(row)


EDITS: tuple[Callable[[Unit, random.Random], None], ...] = (
    change_words, insert_words, delete_words, replace_everywhere, add_proviso, add_paragraph, remove_paragraph, add_item,
    remove_item, add_article, remove_article, change_caption, change_group, change_rows, change_subitems, change_supplement, change_tables, change_groups,
)  # fmt: skip
