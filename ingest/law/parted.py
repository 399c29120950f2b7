"""Which of several texts of one amendment, in force part by part, is the later. Knows trees and their 附則, nothing of files.

A 例規集 shows the text of each 施行日, and all of them end with the same 附則: 「令和6年4月1日から施行する。ただし、第15条を削る改正規定は、
令和6年10月1日から」. The part that has begun differs from the text before the amendment; the one that has not is still that text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ingest.law.commencement import Start
from ingest.law.pieces import folded
from ingest.law.reference import find_anchors
from ingest.law.standing import Standing
from ingest.law.tree import LawTree


def days_of(before: LawTree, texts: Sequence[LawTree], parts: Sequence[Start], begun: date) -> list[date]:
    """The day of each text: that of the last part (of those later than ``begun``) that it has and another has not; else ``begun``."""
    old = Standing(before)
    read = [Standing(text) for text in texts]
    found = [begun] * len(texts)
    for part in sorted(
        (each for each in parts if each.day and each.day > begun), key=lambda each: each.day or begun
    ):
        anchors = find_anchors(part.what)
        kept = [sum(_words(each, anchor) == _words(old, anchor) for anchor in anchors) for each in read]
        for at, count in enumerate(kept):
            if count < max(kept) and part.day:
                found[at] = part.day
    return found


def _words(standing: Standing, anchor: str) -> str:
    node = standing.node(anchor)
    return folded(standing.tree.text_of(node)) if node else ""
