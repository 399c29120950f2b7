"""Random 条, 項 and 号 put into a regulation and taken out, the numbers running on. Knows nothing of words or amendments."""

from __future__ import annotations

import random

from ingest.law.amending.numerals import remark
from ingest.law.amending.unit import Unit

SENTENCES = (
    "市長は、必要があると認めるときは、関係者に資料の提出を求めることができる。",
    "前項の規定による届出は、書面又は電子申請により行うものとする。",
    "手数料の額は、1件につき350円とする。ただし、官公署が請求するときは、徴収しない。",
    "この条例に定めるもののほか、必要な事項は、規則で定める。",
    "委員の任期は、2年とし、再任を妨げない。この場合において、補欠の委員の任期は、前任者の残任期間とする。",
)
ITEMS = (
    "市内に住所を有する者",
    "満65歳以上の者",
    "その他市長が特に必要と認める者",
    "身体障害者手帳の交付を受けている者",
)


def articles(law: Unit) -> list[Unit]:
    return [unit for unit in law.of("article") if unit.of("paragraph")]


def paragraphs(law: Unit) -> list[Unit]:
    return [each for unit in articles(law) for each in unit.of("paragraph")]


def worded(law: Unit) -> list[Unit]:
    found = [*paragraphs(law), *(item for each in paragraphs(law) for item in each.of("item"))]
    return [unit for unit in found if len(unit.words) > 8]


def add_paragraph(law: Unit, chance: random.Random) -> None:
    """A 項 anywhere in a 条."""
    found = articles(law)
    if found:
        holder = chance.choice(found)
        at = chance.randrange(0, len(holder.of("paragraph")) + 1)
        put(holder, "paragraph", at, Unit("paragraph", words=chance.choice(SENTENCES)))


def remove_paragraph(law: Unit, chance: random.Random) -> None:
    """A 項 taken out of a 条 that has several."""
    found = [unit for unit in articles(law) if len(unit.of("paragraph")) > 1]
    if found:
        holder = chance.choice(found)
        take(holder, "paragraph", chance.randrange(len(holder.of("paragraph"))))


def add_item(law: Unit, chance: random.Random) -> None:
    """A 号 put among others."""
    found = [each for each in paragraphs(law) if each.of("item")]
    if found:
        holder = chance.choice(found)
        put(
            holder,
            "item",
            chance.randrange(len(holder.of("item")) + 1),
            Unit("item", words=chance.choice(ITEMS)),
        )


def remove_item(law: Unit, chance: random.Random) -> None:
    """A 号 taken out of several."""
    found = [each for each in paragraphs(law) if len(each.of("item")) > 2]
    if found:
        holder = chance.choice(found)
        take(holder, "item", chance.randrange(len(holder.of("item"))))


def add_article(law: Unit, chance: random.Random) -> None:
    """A 条, with a 枝番号 or moving those behind it."""
    found = articles(law)
    if not found:
        return
    before = chance.choice(found)
    body = [Unit("paragraph", "1", words=chance.choice(SENTENCES))]
    if chance.random() < 0.4:
        body.append(Unit("paragraph", "2", mark=remark("2", "2", "2"), words=chance.choice(SENTENCES)))
    branch = chance.random() < 0.5 or any(each.last for each in law.of("article"))
    number = f"{before.number}_{2}" if branch else before.number
    if branch and any(each.number.startswith(before.number + "_") for each in law.of("article")):
        return
    new = Unit(
        "article",
        number,
        remark(before.mark, before.number, number),
        captions=["（届出の特例）"],
        children=body,
    )
    law.children.insert(law.children.index(before) + 1, new)
    if not branch:
        renumber(law, "article")


def remove_article(law: Unit, chance: random.Random) -> None:
    """A 条 taken out; those behind it move up, or 「削除」 keeps its number."""
    found = articles(law)
    if len(found) < 4:
        return
    unit = chance.choice(found)
    if chance.random() < 0.4 or any(each.last for each in law.of("article")):
        unit.children, unit.captions, unit.words = [], [], "削除"
        return
    law.children.remove(unit)
    renumber(law, "article")


def put(holder: Unit, kind: str, at: int, new: Unit) -> None:
    """Put a unit among its siblings; its mark follows theirs."""
    siblings = holder.of(kind)
    place = (
        holder.children.index(siblings[at]) if at < len(siblings) else holder.children.index(siblings[-1]) + 1
    )
    model = next((each for each in siblings if each.mark), None)
    new.mark = model.mark if model else ("2" if kind == "paragraph" else "(1)")
    new.number = model.number if model else ("2" if kind == "paragraph" else "1")
    holder.children.insert(place, new)
    renumber(holder, kind)


def take(holder: Unit, kind: str, at: int) -> None:
    """Take a unit out."""
    holder.children.remove(holder.of(kind)[at])
    renumber(holder, kind)


def renumber(holder: Unit, kind: str) -> None:
    """Let the numbers run on from the first; 枝番号 stay behind the number they hang on."""
    marked = next((each for each in holder.of(kind) if each.mark), None)
    model = (marked.mark, marked.number) if marked else ("2", "2")
    head = branch = 0
    for at, unit in enumerate(holder.of(kind)):
        if "_" in unit.number and at:
            branch += 1
            number = f"{head}_{branch + 1}"
        else:
            head, branch = head + 1, 0
            number = str(head)
        shown = (unit.mark, unit.number) if unit.mark else model
        unit.mark = (
            "" if kind == "paragraph" and holder.kind == "article" and at == 0 else remark(*shown, number)
        )
        unit.number = number
