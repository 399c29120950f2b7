"""What in a change usually needs a 経過措置: fees, taxes, penalties, permissions, forms, pay, terms of office. Knows no wording of it.

Only occasions are found, by words of the changed provisions; whether a measure is needed is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.comparison import Row, compare
from ingest.law.reference import label_of
from ingest.law.tree import LawTree

_FEES = re.compile(r"使用料|手数料|占用料|利用料金|入館料|保育料|負担金|料金")
_CHARGED = re.compile(r"費用|補助金|助成金|交付金|奨励金|報酬|手当|過料|実費|保証金|敷金|報償金|賃料|家賃")
"""What is charged or paid, where the provision has no word of a fee."""
_YEN = re.compile(r"[0-9０-９,，〇一二三四五六七八九十百千万]+(?:円|銭)|100分の[0-9０-９.]+")
_PENALTY = re.compile(r"拘禁刑|懲役|禁錮|罰金|過料|拘留|科料")
_PERMIT = re.compile(r"(許可|承認|登録|指定|認定)(?:を受け|の申請|を取り消|をし)")
_TERM = re.compile(r"任期|委員[0-9０-９]+人|定数")


@dataclass(frozen=True, slots=True)
class Occasion:
    """``kind``: fee, tax, penalty, person (one who was punished), permit, form, pay, term. ``places`` as people name them; ``word`` what is charged or given."""

    kind: str
    places: tuple[str, ...]
    word: str = ""


def occasions(old: LawTree, new: LawTree) -> tuple[Occasion, ...]:
    """Every kind of occasion once, with the provisions of the new text that give it, in the order of the text."""
    found: dict[tuple[str, str], list[str]] = {}
    whole = new.title + new.text[:4000]
    for row in compare(old, new).rows:
        place = label_of(row.new_anchor or row.old_anchor)
        for kind, word in _kinds(row, new, whole) if place else ():
            found.setdefault((kind, word), []).append(place)
    return tuple(Occasion(kind, tuple(places), word) for (kind, word), places in found.items())


def _kinds(row: Row, new: LawTree, whole: str) -> Iterator[tuple[str, str]]:
    before, after = (_words(row, side) for side in ("old", "new"))
    changed = _YEN.findall(before) != _YEN.findall(after)
    if changed and row.kind == "changed" and not (_PENALTY.search(after) and "円" in after):
        if "給料表" in before + after or "給与" in new.title:
            yield "pay", ""
        elif new.title.endswith(("税条例", "保険条例")):
            yield (
                "tax",
                "国民健康保険税"
                if "国民健康保険税" in new.title
                else "税"
                if "税" in new.title
                else "保険料",
            )
        elif (
            word := _FEES.search(before + after)
            or _CHARGED.search(before + after)
            or _FEES.search(new.title)
            or _FEES.search(whole)
        ):
            yield "fee", word[0]
    if _PENALTY.search(before + after) and before != after and row.kind != "moved":
        punished = re.search(r"に処する|を科する|に処せられることがある", before + after)
        if punished or re.search("拘禁刑|懲役|禁錮", before + after):
            yield ("penalty" if punished else "person"), ""
    if row.kind == "changed" and (permit := _PERMIT.search(before)) and before != after:
        yield "permit", permit[1]
    if row.kind == "changed" and "様式" in row.label:
        yield "form", ""
    if row.kind == "changed" and _TERM.findall(before) and _TERM.search(after):
        yield "term", ""


def _words(row: Row, side: str) -> str:
    lines = (getattr(pair, side) for pair in row.pairs)
    return "".join(
        run.text
        for line in lines
        if line is not None and line.kind != "absent"
        for cell in line.cells
        for run in cell
    )
