"""article.v1: a regulation or a contract, one passage per 条, long ones by 項 and then by 号.

Knows nothing of other documents. 章 and 見出し lines stay with the 条 they stand above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block
from ingest.law.reference import label_of
from ingest.law.stack import APPENDICES, GROUPS
from ingest.law.tree import LawTree, Node, parse
from ingest.splitters.cuts import Cut
from ingest.splitters.lawtable import column_names, is_row, table_cuts
from ingest.splitters.sentences import pieces

ARTICLE_LIMIT = 600
"""Characters. A 条 up to this length is one passage, a longer one is split by 項."""
PARAGRAPH_LIMIT = 900
"""Characters. A 項 up to this length is one passage, a longer one is split by 号 or by sentences."""
PIECE_LIMIT = 600
FRONT = ("title", "number", "toc")
_FRONT_LABELS = {"title": "題名", "front": "題名・目次", "toc": "目次", "preamble": "前文"}
_SHORT_PREAMBLE = 80
_STEM_LIMIT = 300


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands above a provision: the path of headings, and how its label and kind begin (附則)."""

    headings: tuple[str, ...] = ()
    prefix: str = ""
    kind: str = ""


def article_cuts(text: str, blocks: Sequence[Block]) -> list[Cut]:
    """The cuts of a text written in 条; ``blocks`` tell the rows of its tables where the file had them."""
    tree = parse(text)
    return [
        cut
        for start, node, above in _provisions(tree)
        for cut in _cuts_of(tree, node, above, start, _blocks_within(blocks, node))
    ]


def _blocks_within(blocks: Sequence[Block], node: Node) -> list[Block]:
    if node.kind != "appendix_table":
        return []
    return [b for b in blocks if b.start < node.end and b.end > node.start and b.kind in ("header", "row")]


def _provisions(tree: LawTree) -> Iterator[tuple[int, Node, _Above]]:
    """(where its passage begins, node, what is above it); a 章 line has no passage of its own but begins the next."""
    waiting: int | None = None
    front: list[Node] = []
    for node, above in _flat(tree.root.children, _Above()):
        if node.kind in FRONT or (
            front and node.kind == "preamble" and node.end - node.start < _SHORT_PREAMBLE
        ):
            front.append(node)
            continue
        if front:
            yield front[0].start, _front(front), _Above()
            front = []
        if node.kind in GROUPS and node.children:
            waiting = node.start if waiting is None else waiting
            continue
        yield node.start if waiting is None else waiting, node, above
        waiting = None
    if front:
        yield front[0].start, _front(front), _Above()


def _front(nodes: Sequence[Node]) -> Node:
    """題名, 番号 and 目次 as one; the 目次 alone where a 前文 stands between them."""
    kinds = {node.kind for node in nodes}
    kind = "title" if "toc" not in kinds else "toc" if kinds == {"toc"} else "front"
    return replace(nodes[0], kind=kind, end=nodes[-1].end)


def _flat(nodes: Sequence[Node], above: _Above) -> Iterator[tuple[Node, _Above]]:
    """The groups and what is in them, in order, each with the names of the groups above it."""
    for node in nodes:
        yield node, above
        if node.kind in GROUPS:
            name = f"{_own_label(node)}　{node.caption}".strip("　")
            yield from _flat(node.children, replace(above, headings=(*above.headings, name)))


def _cuts_of(tree: LawTree, node: Node, above: _Above, start: int, rows: Sequence[Block]) -> Iterator[Cut]:
    if node.kind in _FRONT_LABELS:
        label = _FRONT_LABELS[node.kind]
        yield from _plain(tree, node, Cut(start, node.anchor, label, (), "preamble"))
    elif node.kind == "article":
        yield from _article(tree, node, above, start)
    elif node.kind == "suppl":
        yield from _supplement(tree, node, start)
    elif node.kind in APPENDICES:
        label = label_of(node.anchor)
        cut = Cut(start, node.anchor, label, (_with_caption(label, node.caption),), "table")
        yield from table_cuts(tree.text, node, cut, rows)
    elif node.kind == "paragraph":
        label = above.prefix or ("本則" if len(_main_paragraphs(tree)) == 1 else label_of(node.anchor))
        headings = (_with_caption(label, node.caption),)
        yield from _paragraph(tree, node, node.end, Cut(start, node.anchor, label, headings, "paragraph"))
    else:
        name = f"{_own_label(node)}　{node.caption}".strip("　")
        yield from _plain(
            tree, node, Cut(start, node.anchor, _own_label(node), (*above.headings, name), "article")
        )


def _main_paragraphs(tree: LawTree) -> list[Node]:
    return [node for node in tree.root.children if node.kind == "paragraph"]


def _supplement(tree: LawTree, node: Node, start: int) -> Iterator[Cut]:
    name = _with_caption("附則", node.caption)
    whole = Cut(start, node.anchor, name, (name,), "suppl")
    if node.end - start <= ARTICLE_LIMIT or not node.children:
        yield from _plain(tree, node, whole)
        return
    begin = start
    for child in node.children:
        above = _Above((name,), name, "suppl")
        if child.kind == "article":
            yield from _article(tree, child, above, begin)
        elif child.kind == "paragraph":
            label = name if _only(node) else f"{name}{label_of(child.anchor).removeprefix('附則')}"
            headings = (name,) if _only(node) else (name, _with_caption(_own_label(child), child.caption))
            yield from _paragraph(tree, child, child.end, Cut(begin, child.anchor, label, headings, "suppl"))
        else:
            yield from _plain(tree, child, replace(whole, start=begin, anchor=child.anchor))
        begin = child.end


def _article(tree: LawTree, node: Node, above: _Above, start: int) -> Iterator[Cut]:
    own = _own_label(node)
    headings = (*above.headings, _with_caption(own, node.caption))
    whole = Cut(start, node.anchor, above.prefix + own, headings, above.kind or "article")
    paragraphs = [child for child in node.children if child.kind == "paragraph"]
    if node.end - node.start <= ARTICLE_LIMIT or not paragraphs:
        yield from _plain(tree, node, whole)
        return
    if len(paragraphs) == 1:
        yield from _paragraph(tree, paragraphs[0], node.end, whole)
        return
    ends = [paragraph.start for paragraph in paragraphs[1:]] + [node.end]
    for n, (paragraph, end) in enumerate(zip(paragraphs, ends, strict=True)):
        yield from _paragraph(
            tree,
            paragraph,
            end,
            replace(
                whole,
                start=paragraph.start if n else start,
                anchor=paragraph.anchor,
                label=whole.label + _own_label(paragraph),
                kind=above.kind or "paragraph",
            ),
        )


def _paragraph(tree: LawTree, node: Node, end: int, whole: Cut) -> Iterator[Cut]:
    """A 項 up to ``end``: whole, or by groups of 号 that carry its 柱書, or by sentences."""
    items = [child for child in node.children if child.kind == "item"]
    if end - whole.start <= PARAGRAPH_LIMIT:
        yield whole
        return
    if not items:
        yield whole
        for at in pieces(tree.text, whole.start, end, limit=PIECE_LIMIT)[1:]:
            names = column_names(tree.text, node) if is_row(tree.text, at) else ""
            yield replace(whole, start=at, context=names)
        return
    stem = _short(tree.head_of(node))
    starts = pieces(tree.text, whole.start, end, limit=PIECE_LIMIT, ends=[item.start for item in items])
    for at, stop in zip(starts, [*starts[1:], end], strict=True):
        inside = [item for item in items if item.start < stop and item.end > at]
        if at == whole.start or not inside:
            yield replace(whole, start=at)
            continue
        label = whole.label + _own_label(inside[0])
        if inside[-1] is not inside[0]:
            label += f"から{_numbered('i', inside[-1].last)}まで"
        yield replace(whole, start=at, anchor=inside[0].anchor, label=label, context=stem)


def _plain(tree: LawTree, node: Node, whole: Cut) -> Iterator[Cut]:
    if node.end - whole.start <= PARAGRAPH_LIMIT:
        yield whole
    else:
        yield from (
            replace(whole, start=at) for at in pieces(tree.text, whole.start, node.end, limit=PIECE_LIMIT)
        )


def _own_label(node: Node) -> str:
    """第12条の2, 第2項, 第3号, 第1章: the name of a node without those above it; 「第5条から第8条まで」 for several."""
    letters = {"article": "a", "paragraph": "p", "item": "i", "part": "part", "chapter": "ch"}
    letters |= {"section": "sec", "subsection": "sub", "division": "div"}
    letter = "n" if node.anchor.startswith("n") and node.kind == "article" else letters.get(node.kind, "")
    name = _numbered(letter, node.number)
    return f"{name}から{_numbered(letter, node.last)}まで" if node.last not in ("", node.number) else name


def _numbered(letter: str, number: str) -> str:
    return label_of(letter + number)


def _only(node: Node) -> bool:
    return len(node.children) == 1


def _with_caption(label: str, caption: str) -> str:
    return f"{label}（{caption}）" if caption else label


def _short(stem: str) -> str:
    stem = " ".join(stem.split())
    return stem if len(stem) <= _STEM_LIMIT else stem[: _STEM_LIMIT - 1] + "…"
