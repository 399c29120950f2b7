"""Random edits of a regulation, as a clerk might make them: words, 条, 項, 号, 見出し, rows, 章名. Knows nothing of amendments.

What comes out is a text whose numbers run on: what is added or taken out moves the others, as in a new fair copy.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from ingest.law.amending.numerals import remark
from ingest.law.amending.unit import GROUPS, Unit, read
from ingest.law.tree import LawTree, parse

WORDS = ("市長", "別に定める", "14日以内に", "又は町内会", "電子申請により", "規則で定める額", "、速やかに", "（以下「対象者」という。）", "300円", "に限る")  # fmt: skip
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


def edited(old: LawTree, chance: random.Random, *, edits: int = 3) -> LawTree:
    """The regulation after some edits."""
    law = read(old)
    for _ in range(edits):
        chance.choice(EDITS)(law, chance)
    return parse("\n".join(law.lines()) + "\n")


def _articles(law: Unit) -> list[Unit]:
    return [unit for unit in law.of("article") if unit.of("paragraph")]


def _paragraphs(law: Unit) -> list[Unit]:
    return [each for unit in _articles(law) for each in unit.of("paragraph")]


def _worded(law: Unit) -> list[Unit]:
    found = [*_paragraphs(law), *(item for each in _paragraphs(law) for item in each.of("item"))]
    return [unit for unit in found if len(unit.words) > 8]


def change_words(law: Unit, chance: random.Random) -> None:
    """Some words for others, somewhere in a 項 or 号."""
    found = _worded(law)
    if found:
        unit = chance.choice(found)
        at = chance.randrange(0, len(unit.words) - 4)
        unit.words = unit.words[:at] + chance.choice(WORDS) + unit.words[at + chance.randrange(1, 5) :]


def insert_words(law: Unit, chance: random.Random) -> None:
    """Words put in, the same ones in one or two places."""
    words = chance.choice(WORDS)
    for unit in (
        chance.sample(found, min(len(found), chance.randrange(1, 3))) if (found := _worded(law)) else ()
    ):
        at = chance.randrange(1, len(unit.words) - 1)
        unit.words = unit.words[:at] + words + unit.words[at:]


def delete_words(law: Unit, chance: random.Random) -> None:
    """A stretch of words taken out."""
    found = _worded(law)
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
    found = [unit for unit in _paragraphs(law) if unit.words.endswith("。") and not unit.children]
    if found:
        tail = (
            "ただし、市長が認めるときは、この限りでない。",
            "この場合において、市長は、理由を示さなければならない。",
        )
        chance.choice(found).words += chance.choice(tail)


def add_paragraph(law: Unit, chance: random.Random) -> None:
    """A 項 anywhere in a 条."""
    found = _articles(law)
    if found:
        holder = chance.choice(found)
        at = chance.randrange(0, len(holder.of("paragraph")) + 1)
        _put(holder, "paragraph", at, Unit("paragraph", words=chance.choice(SENTENCES)))


def remove_paragraph(law: Unit, chance: random.Random) -> None:
    """A 項 taken out of a 条 that has several."""
    found = [unit for unit in _articles(law) if len(unit.of("paragraph")) > 1]
    if found:
        holder = chance.choice(found)
        _take(holder, "paragraph", chance.randrange(len(holder.of("paragraph"))))


def add_item(law: Unit, chance: random.Random) -> None:
    """A 号 put among others."""
    found = [each for each in _paragraphs(law) if each.of("item")]
    if found:
        holder = chance.choice(found)
        _put(
            holder,
            "item",
            chance.randrange(len(holder.of("item")) + 1),
            Unit("item", words=chance.choice(ITEMS)),
        )


def remove_item(law: Unit, chance: random.Random) -> None:
    """A 号 taken out of several."""
    found = [each for each in _paragraphs(law) if len(each.of("item")) > 2]
    if found:
        holder = chance.choice(found)
        _take(holder, "item", chance.randrange(len(holder.of("item"))))


def add_article(law: Unit, chance: random.Random) -> None:
    """A 条, with a 枝番号 or moving those behind it."""
    found = _articles(law)
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
        _renumber(law, "article")


def remove_article(law: Unit, chance: random.Random) -> None:
    """A 条 taken out; those behind it move up, or 「削除」 keeps its number."""
    found = _articles(law)
    if len(found) < 4:
        return
    unit = chance.choice(found)
    if chance.random() < 0.4 or any(each.last for each in law.of("article")):
        unit.children, unit.captions, unit.words = [], [], "削除"
        return
    law.children.remove(unit)
    _renumber(law, "article")


def change_caption(law: Unit, chance: random.Random) -> None:
    """Another 見出し."""
    found = [unit for unit in _articles(law) if unit.captions]
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


def _put(holder: Unit, kind: str, at: int, new: Unit) -> None:
    siblings = holder.of(kind)
    place = (
        holder.children.index(siblings[at]) if at < len(siblings) else holder.children.index(siblings[-1]) + 1
    )
    model = next((each for each in siblings if each.mark), None)
    new.mark = model.mark if model else ("2" if kind == "paragraph" else "(1)")
    new.number = model.number if model else ("2" if kind == "paragraph" else "1")
    holder.children.insert(place, new)
    _renumber(holder, kind)


def _take(holder: Unit, kind: str, at: int) -> None:
    holder.children.remove(holder.of(kind)[at])
    _renumber(holder, kind)


def _renumber(holder: Unit, kind: str) -> None:
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


EDITS: tuple[Callable[[Unit, random.Random], None], ...] = (
    change_words, insert_words, delete_words, replace_everywhere, add_proviso, add_paragraph, remove_paragraph, add_item,
    remove_item, add_article, remove_article, change_caption, change_group, change_rows,
)  # fmt: skip
