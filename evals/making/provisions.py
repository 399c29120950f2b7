"""A regulation laid out for asking: its 項 with their sentences, captions and places. Knows nothing of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.law.brackets import outer_spans
from ingest.law.definitions import Definition, find_definitions
from ingest.law.reference import label_of
from ingest.law.sentences import sentence_ends
from ingest.law.tree import LawTree, Node

_NUMBER = re.compile(r"^(?:[（(][^（）()]{1,40}[）)][ 　]*\n+)?(?:[ 　]*[0-9０-９]+[ 　]+)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` up to its 。 stands at ``start``–``end`` of the regulation."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provision:
    """One 項: ``place`` is how people name it (第5条第2項; 第5条 where it is the only one), ``caption`` the 見出し."""

    node: Node
    article: str
    place: str
    caption: str
    sentences: tuple[Sentence, ...]
    last: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A regulation with all that questions are made of. ``main`` and ``extra`` (附則) are in the order of the text."""

    document: str
    title: str
    kind: str
    tree: LawTree
    main: tuple[Provision, ...]
    extra: tuple[Provision, ...]
    laws: tuple[Definition, ...]

    @property
    def text(self) -> str:
        return self.tree.text

    def of_article(self, anchor: str) -> tuple[Provision, ...]:
        return tuple(one for one in self.main if one.article == anchor)


def read(document: str, title: str, kind: str, tree: LawTree) -> Reading:
    main = tuple(_provisions(tree, tree.root.children, ""))
    extra = tuple(
        one
        for node in tree.root.children
        if node.kind == "suppl"
        for one in _provisions(tree, node.children, node.anchor)
    )
    return Reading(document, title, kind, tree, main, extra, find_definitions(tree.text))


def _provisions(tree: LawTree, nodes: tuple[Node, ...], above: str) -> Iterator[Provision]:
    for node in nodes:
        if node.kind in ("part", "chapter", "section", "subsection", "division"):
            yield from _provisions(tree, node.children, above)
        elif node.kind == "article" and not node.deleted:
            parts = [one for one in node.children if one.kind == "paragraph"]
            for at, one in enumerate(parts, start=1):
                label = label_of(one.anchor if len(parts) > 1 else node.anchor)
                yield Provision(
                    one, node.anchor, label, node.caption, _sentences(tree, one), at == len(parts)
                )
        elif node.kind == "paragraph":
            yield Provision(
                node, above or node.anchor, label_of(node.anchor), node.caption, _sentences(tree, node)
            )


def _sentences(tree: LawTree, node: Node) -> tuple[Sentence, ...]:
    head = tree.head_of(node)
    number = _NUMBER.match(head)
    begin, found = number.end() if number else 0, []
    for end in sentence_ends(head, begin):
        words = head[begin:end]
        lead = len(words) - len(words.lstrip())
        if words.strip().endswith("。"):
            stop = begin + len(words.rstrip())
            found.append(Sentence(words.strip(), node.start + begin + lead, node.start + stop))
        begin = end
    return tuple(found)


def bare(text: str) -> str:
    """The words without what stands in parentheses."""
    kept, at = [], 0
    for start, end in outer_spans(text, opening="（("):
        kept.append(text[at:start])
        at = end + 1
    return "".join([*kept, text[at:]])


def parts(text: str) -> list[str]:
    """The clauses of a sentence without parentheses and 。, parted at 、."""
    return bare(text).rstrip("。").split("、")
