"""What an amendment moves or takes away, by the numbers people cite. Knows nothing of who cites it (``repercussion``)."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.law.correspondence import places
from ingest.law.graph import inside
from ingest.law.reference import label_of
from ingest.law.tree import LawTree


@dataclass(frozen=True, slots=True)
class Displaced:
    """「第5条」 that became 「第6条」, or is gone (``new`` ""); with the anchors in both texts."""

    old: str
    new: str
    old_anchor: str
    new_anchor: str


def displaced(old: LawTree, new: LawTree) -> tuple[Displaced, ...]:
    """Every 条, 項, 号 … with another number than before, in the order of the old text; not what only moves with its 条."""
    found: list[Displaced] = []
    for before, after in places(old, new).items():
        if before == after:
            continue
        above = next((each for each in reversed(found) if inside(before, each.old_anchor)), None)
        if above is not None and after == (
            above.new_anchor and above.new_anchor + before[len(above.old_anchor) :]
        ):
            continue
        if label_of(before) and label_of(before) != label_of(after):
            found.append(Displaced(label_of(before), label_of(after) if after else "", before, after))
    return tuple(found)
