"""What has to follow when a regulation is repealed: the rules made for it, the places that cite it. Knows no wording of the bill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.document import Document, Viewer
from ingest.law.above import excesses
from ingest.law.delegation import children
from ingest.law.reference import label_of
from ingest.lawdesk import LawDesk

_MOST = 20


def following(document: Document, desk: LawDesk, viewer: Viewer, day: date) -> Iterator[str]:
    """A line for each thing to do, from regulations that ``viewer`` may read and that are in force on ``day``."""
    regulations, readable = desk.regulations(), {each.id for each in desk.readable(viewer)}
    graph, known = regulations.graph, regulations.graph.regulations[document.id]
    below = [each for each in children(graph, known, day) if each.id in readable]
    for each in below:
        number = f"（{each.number}）" if each.number else ""
        yield f"{each.title}{number}は、{document.title}に基づくものです。併せて廃止するか、改めるかを決めてください。"
    rules = {each.id for each in below}
    rows: dict[str, list[str]] = {}
    for one in graph.cited_by(known, "", day):
        if (
            one.source != document.id
            and one.source in readable - rules
            and not re.match(r"s\d", one.link.source)
        ):
            rows.setdefault(one.source, []).append(label_of(one.link.source) or one.link.source)
    for source, places in list(rows.items())[:_MOST]:
        named = "、".join(dict.fromkeys(places))
        yield f"{graph.regulations[source].title}{named}が{document.title}を引いています。改正が要るか確かめてください。"
    tree = regulations.tree(document.id)
    if re.search(
        r"罰金|過料|拘禁刑|懲役|禁錮|科料", "".join(tree.text_of(node) for node in tree.articles())
    ) or list(excesses(tree, day)):
        yield "罰則があります。廃止前の行為に対する罰則の適用について、経過措置が要るか確かめてください。"
