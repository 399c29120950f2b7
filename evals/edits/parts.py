"""Random edits of the rarer parts: 号の細分, 附則, 別表, 章. Knows nothing of words or amendments."""

from __future__ import annotations

import random

from evals.edits.units import ITEMS, put, renumber, take
from ingest.law.amending.numerals import habit_of, remark
from ingest.law.amending.unit import Unit


def change_subitems(law: Unit, chance: random.Random) -> None:
    """A 号の細分 more or less."""
    found = [unit for unit in law.walk() if unit.kind == "item" and len(unit.of("subitem")) > 1]
    if not found:
        return
    holder = chance.choice(found)
    at = chance.randrange(len(holder.of("subitem")))
    if chance.random() < 0.6 or len(holder.of("subitem")) < 3:
        put(holder, "subitem", at, Unit("subitem", words=chance.choice(ITEMS)))
    else:
        take(holder, "subitem", at)


def change_supplement(law: Unit, chance: random.Random) -> None:
    """Other words in the 附則, or a 項 more."""
    own = next((unit for unit in law.of("suppl") if not unit.foreign and unit.of("paragraph")), None)
    if own is None:
        return
    last = own.of("paragraph")[-1]
    if not last.mark or last.of("row") or last.last or chance.random() < 0.5:
        last.words = last.words.replace("施行する", "施行し、その後の事務について適用する").replace(
            "例による", "例によるものとする"
        )
        return
    number = str(int(last.number.split("_")[0]) + 1)
    new = Unit(
        "paragraph",
        number,
        remark(last.mark, last.number, number),
        words="この条例は、令和12年3月31日限り、その効力を失う。",
    )
    own.children.insert(own.children.index(last) + 1, new)


def change_tables(law: Unit, chance: random.Random) -> None:
    """A 別表 at the end, or one taken out."""
    tables = law.of("appendix_table")
    if tables and chance.random() < 0.4:
        law.children.remove(tables[-1])
        return
    numbers = [int(unit.number) for unit in tables if unit.number.isdigit()]
    if tables and (not numbers or len(numbers) < len(tables)):
        return
    habit = habit_of("\n".join(law.lines()))
    name = "別表" + (f"第{habit.count(max(numbers) + 1)}" if numbers else "")
    rows = [Unit("row", words=words) for words in ("区分\t使用料", "会議室\t500円", "展示室\t1,000円")]
    new = Unit(
        "appendix_table",
        str(max(numbers) + 1) if numbers else "",
        f"{name}（第{habit.count(3)}条関係）",
        children=rows,
    )
    before = tables or law.of("suppl")
    if before:
        law.children.insert(law.children.index(before[-1]) + 1, new)


def change_groups(law: Unit, chance: random.Random) -> None:
    """A 章 more, taken from the 条 of another one; the 章 behind it move."""
    groups = law.of("chapter")
    articles = [unit for unit in law.of("article") if unit.captions]
    if not groups or len(articles) < 6:
        return
    before = chance.choice(articles[3:])
    at = law.children.index(before)
    if law.children[at - 1].kind != "article" or any(unit.last for unit in law.of("article")):
        return
    law.children.insert(at, Unit("chapter", groups[0].number, groups[0].mark, words="利用"))
    renumber(law, "chapter")
