"""Words that change alike in a 見出し and below it, and 見出し that stand for several 条. Knows no sentences.

法制執務: 「第2条（見出しを含む。）中「A」を「B」に改める。」; a 見出し over 第2条 and 第3条 is 「第2条の前の見出し」.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.law.amending.operation import Operation
from ingest.law.amending.partial import replaced
from ingest.law.amending.place import Place
from ingest.law.amending.scope import slots
from ingest.law.amending.unit import Unit
from ingest.law.amending.wording import changes

if TYPE_CHECKING:
    from ingest.law.amending.drafting import Drafter


def heads_more(law: Unit, unit: Unit) -> bool:
    """Whether the 見出し of a 条 is also that of the next one, which has none of its own."""
    if unit.kind != "article" or unit not in law.children or not unit.captions:
        return False
    following = law.children[law.children.index(unit) + 1 :]
    after = next((each for each in following if each.kind != "note"), None)
    return after is not None and after.kind == "article" and not after.captions and bool(after.children)


def everywhere(drafter: Drafter, old: Unit, new: Unit) -> bool:
    """Say 「第2条（見出しを含む。）中」 where one change, made in the 見出し and in all below it, is all there is."""
    if old.kind != "article" or len(old.captions) != 1 or len(new.captions) != 1:
        return False
    if old.captions == new.captions or heads_more(drafter.law, old):
        return False
    whole = Place((), with_caption=True)
    before, after = ([slot.get() for slot in slots(unit, whole)] for unit in (old, new))
    found = changes(old.captions[0], new.captions[0], whole=True)
    if not found or len(found) != 1 or found[0].verb != "replace" or len(before) != len(after):
        return False
    made, longer, _ = replaced(before, found[0].old, found[0].new)
    if made != after or longer or before[1:] == after[1:]:
        return False
    place = replace(drafter.place(old), with_caption=True)
    drafter.do(Operation("replace", (place,), ((found[0].old, found[0].new),)))
    return True
