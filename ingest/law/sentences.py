"""The sentences of a 項 or 号 by what they are called: 本文 and ただし書, 前段 and 後段. Knows nothing of references."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.law.brackets import inside, outer_spans
from ingest.law.tree import LawTree, Node

_NUMBER = re.compile(
    r"[ 　\t]*(?:[-*#]+[ 　]+)?(?:[0-9０-９]+|[①-⑳]|[（(][^（）()]{1,4}[）)](?:の[0-9０-９]+)?|[〇一二三四五六七八九十百ア-ン](?:の[〇一二三四五六七八九十0-9]+)?(?=[ 　\t]))[.．]?[ 　\t]+"
)
_NEXT_LINE = re.compile(r"。\n(?![ 　]*(?:ただし|但し|この場合))|\n(?=[^\n]*\t)")
_PROVISO = re.compile(r"[ 　]*(?:ただし|但し?)、?")


@dataclass(frozen=True, slots=True)
class Part:
    """``name``: 本文, ただし書, 前段, 中段, 後段; ``start``/``end`` are offsets into the tree's text."""

    name: str
    start: int
    end: int


def parts_of(tree: LawTree, node: Node) -> tuple[Part, ...]:
    """The named sentences of a 項 or 号, in order; () where it has one sentence.

    「A。ただし、B。」 → 本文 A, ただし書 B; 「A。この場合において、B。」 → 前段 A, 後段 B; three → 前段, 中段, 後段.
    """
    head = tree.head_of(node)
    number = _NUMBER.match(head)
    start = node.start + (number.end() if number else 0)
    if broken := _NEXT_LINE.search(head):  # a table or a stray line below the sentences
        head = head[: broken.start() + 1]
    ends = sentence_ends(head, start - node.start)
    if len(ends) < 2:
        return ()
    spans = list(
        zip(
            [start, *(node.start + end for end in ends[:-1])], (node.start + end for end in ends), strict=True
        )
    )
    provisos = [n for n, (begin, _) in enumerate(spans) if _PROVISO.match(tree.text, begin)]
    if provisos and provisos[0] > 0:
        first = provisos[0]
        return (
            Part("本文", spans[0][0], spans[first - 1][1]),
            Part("ただし書", spans[first][0], spans[-1][1]),
        )
    names = ("前段", "後段") if len(spans) == 2 else ("前段", *("中段",) * (len(spans) - 2), "後段")
    return tuple(Part(name, *span) for name, span in zip(names, spans, strict=True))


def names_in(tree: LawTree, node: Node) -> set[str] | None:
    """The names of ``parts_of``; of a 条 those of its first 項, None where it has no 項."""
    at = node if node.kind != "article" else next((n for n in node.children if n.kind == "paragraph"), None)
    return {each.name for each in parts_of(tree, at)} if at else None


def sentence_ends(text: str, start: int = 0) -> list[int]:
    """Where the sentences of a text end, from ``start`` on; a 。 within brackets ends none."""
    stops = [match.end() for match in re.finditer("。", text) if match.start() >= start]
    quoted = inside([stop - 1 for stop in stops], outer_spans(text))
    return [stop for stop in stops if stop - 1 not in quoted]
