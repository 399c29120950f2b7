"""What an exact answer looks at and is: documents with their trees, places of them as hits. Knows no queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Document, Hit, Passage
from ingest.law.reference import label_of
from ingest.law.standing import Standing
from ingest.law.tree import LawTree, Node
from ingest.search.naming import RegulationNames
from ingest.search.placing import place_passage, sentences_called


@dataclass(frozen=True, slots=True)
class Exact:
    """``complete``: the query is answered by ``hits`` alone (or by the notice, when what it names is not there: ``found`` False).
    ``stranger``: the name of a regulation in the query that none here has."""

    hits: tuple[Hit, ...] = ()
    notice: str = ""
    complete: bool = False
    found: bool = False
    stranger: str = ""


NOTHING = Exact()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an exact answer may look at: documents the viewer may read (without text, any day), and how to read them."""

    documents: Sequence[Document]
    names: RegulationNames
    tree: Callable[[str], LawTree]
    load: Callable[[str], Document | None]
    passages: Callable[[str], Sequence[Passage]]


def opening(document: Document, shelf: Shelf) -> tuple[Hit, ...]:
    """The first 条 of a regulation, which says what it is about; () for one without any."""
    tree = shelf.tree(document.id)
    first = next(iter(tree.articles()), None)
    return (place_hit(document, tree, first, first.anchor, shelf, 1),) if first else ()


def place_hit(
    document: Document, tree: LawTree, node: Node, anchor: str, shelf: Shelf, rank: int, label: str = ""
) -> Hit:
    """The words of the place as a passage of its own, with the headings and the place of the stored one around it."""
    read = shelf.load(document.id) or document
    whole = replace(
        read, effective_to=document.effective_to
    )  # of a place, where a part of it ends earlier or later
    words = place_passage(whole, tree, node, anchor, shelf.passages(document.id), label)
    return Hit(words, whole, 1.0, rank, ("exact",))


def sentence_of(found: Exact, shelf: Shelf, name: str) -> Exact:
    """Only the 後段, ただし書 … of the last place; the whole place where it has none, and that is said."""
    *before, last = found.hits
    tree = shelf.tree(last.document.id)
    node = Standing(tree).node(last.passage.id.partition("#")[2])
    nodes = sentences_called(tree, node, name) if node and node.start == last.passage.start else []
    if not nodes:
        told = f"{last.passage.label}に{name}はありません。"
        return replace(found, notice=found.notice + told)
    hits = [
        place_hit(last.document, tree, each, each.anchor, shelf, last.rank + n, label_of(each.anchor) + name)
        for n, each in enumerate(nodes)
    ]
    return replace(found, hits=(*before, *hits))
