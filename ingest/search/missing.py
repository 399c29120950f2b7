"""What is said and shown where a place is not there as asked: the nearest 条, another revision that has it, no law of that day.

Knows trees and revisions; knows nothing of queries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from ingest.document import Document
from ingest.law.lines import key
from ingest.law.numbers import to_wareki
from ingest.law.reference import find_anchors, label_of
from ingest.law.standing import Standing
from ingest.law.tree import LawTree, Node
from ingest.search_key import normalise

NEIGHBOURS = 3
FEW, NAMED = 60, 5
"""Regulations that are looked through for a 条 that was asked without a name (a tree costs 10 to 30 ms), and those named."""
_MARK = "[イロハニホヘトチリヌルヲァ-ンヴ]"
_UNNAMED = re.compile(
    r"(?:この|その|当該|本|市の|町の|村の)?(?P<kind>条例|規則|規程|規約|要綱)?の?(?P<place>第?[0-9]+条(?:の[0-9]+)*(?:第?[0-9]+項)?(?:第?[0-9]+号)?)"
)


def as_written(standing: Standing, anchors: Sequence[str]) -> list[str]:
    """The anchors as the text has them: of 条 in a 要綱 that calls them 「第4」, of every 別表 for 「別表」 where they have numbers."""
    told = ["n" + each[1:] if standing.bare and each[:1] == "a" else each for each in anchors]
    every = [node.anchor for node in standing.nodes.values() if node.kind == "appendix_table"]
    return [own for each in told for own in (every if each == "t" and "t" not in every and every else [each])]


def node_of(standing: Standing, anchor: str) -> Node | None:
    if anchor == "t" and "t" not in standing.nodes:
        tables = [node for node in standing.nodes.values() if node.kind == "appendix_table"]
        return tables[0] if len(tables) == 1 else None
    return standing.node(anchor)


def tables_of(standing: Standing, anchor: str) -> list[Node]:
    """The 別表 of an anchor; all of them for 「別表」 where they have numbers."""
    own = standing.node(anchor)
    every = [node for node in standing.nodes.values() if node.kind == "appendix_table"]
    return [own] if own else every if anchor == "t" else []


def unnamed(query: str, current: Sequence[Document], tree: Callable[[str], LawTree], stranger: str) -> str:
    """What a person is told who names a 条 and no regulation (「条例第3条の2の罰則は？」), or of one that is not here; "" else."""
    if stranger:
        return f"「{stranger}」という例規は、取り込まれていません。" if find_anchors(query) else ""
    found = _UNNAMED.match(re.sub(r"\s", "", normalise(query)))
    anchor = next(iter(find_anchors(found["place"])), "") if found else ""
    if found is None or not anchor:
        return ""
    kinds = [
        each
        for each in current
        if each.title.endswith(found["kind"] or ("条例", "規則", "規程", "規約", "要綱"))
    ]
    having = (
        [each.title for each in kinds if node_of(Standing(tree(each.id)), anchor)]
        if len(kinds) <= FEW
        else []
    )
    label, kind = label_of(anchor), found["kind"] or "例規"
    told = f"どの{kind}の{label}かが書かれていません。{kind}の名前を付けて探してください（例：手数料条例{label}）。"
    if len(kinds) > FEW:
        return told
    names = "、".join(f"「{each}」" for each in dict.fromkeys(having[:NAMED]))
    more = f"ほか{len(having) - NAMED}件" if len(having) > NAMED else ""
    return told + (
        f"{label}があるのは、{names}{more}です。"
        if having
        else f"{label}のある{kind}は、取り込まれていません。"
    )


def mark_below(rest: str) -> str:
    """「ロ」 of 「第1条第2号ロ」, 「イ(イ)」 of 「第2号イ(イ)」, 「ロ(2)」; "" without one."""
    found = re.search(rf"号(?:の[0-9]+)?(?:の)?({_MARK}(?:[（(](?:{_MARK}|[0-9]+)[）)])?)$", rest)
    return found[1] if found else ""


def marked(tree: LawTree, node: Node, mark: str) -> Node | None:
    """The ア or イ below a 号, and what is below that, by the marks as they are written."""
    below: Node | None = node
    for each in re.findall(rf"{_MARK}|[0-9]+", mark):
        form = re.compile(rf"[（(]?{each}(?![0-9])")
        rows = below.children if below else ()
        below = next((one for one in rows if form.match(normalise(tree.head_of(one)).strip())), None)
    return below


def elsewhere(
    anchor: str, document: Document, revisions: Sequence[Document], tree: Callable[[str], LawTree]
) -> list[str]:
    """Other revisions that have the place."""
    found = [
        each
        for each in revisions
        if each.id != document.id and node_of(Standing(tree(each.id)), anchor) is not None
    ]
    days = [f"{to_wareki(each.effective_from)}からの版" for each in found if each.effective_from]
    return [f"{'、'.join(days)}にはあります。"] if days else []


def other_supplements(standing: Standing, anchor: str) -> list[tuple[Node, str]]:
    """The places that the 附則 of amendments have, with their names, where 「附則第2項」 is not in that of the first text."""
    below = re.fullmatch(r"s1?([ap].+)", anchor)
    if below is None:
        return []
    supplements = [node for node in standing.nodes.values() if node.kind == "suppl"]
    found = [(standing.node(each.anchor + below[1]), each.caption) for each in supplements]
    place = label_of("s1" + below[1]).removeprefix("附則")
    return [
        (node, f"附則（{caption}）{place}" if caption else "") for node, caption in found if node is not None
    ]


def nearest(standing: Standing, anchor: str) -> list[Node]:
    """The 条 itself where only its 項 or 号 is missing, else the 条 around the number."""
    match = re.match(r"((?:s\d+)?)a([\d_]+)", anchor)
    if match is None:
        return []
    if article := standing.node(match[0]):
        return [article]
    row = sorted(standing.articles(match[1]), key=lambda node: _distance(node.number, match[2]))
    return sorted(row[: NEIGHBOURS - 1], key=lambda node: node.start)


def _distance(number: str, wanted: str) -> tuple[int, int]:
    have, want = key(number), key(wanted)
    return abs(have[0] - want[0]), abs(sum(have[1:]) - sum(want[1:]))


def out_of_force(title: str, revisions: Sequence[Document], day: date, today: bool) -> str:
    when = "今日" if today else f"{to_wareki(day)}に"
    ended = [each.effective_to for each in revisions if each.effective_to and each.effective_to < day]
    later = [each.effective_from for each in revisions if each.effective_from and each.effective_from > day]
    if ended and not later:
        end = to_wareki(max(ended) + timedelta(days=1))
        return f"{title}は、{end}に効力を失っています。その前の条文は、{to_wareki(max(ended))}以前の日を指定すると出ます。"
    if later:
        return f"{title}で{when}効力のある版がありません。{to_wareki(min(later))}から施行される版があります。"
    return f"{title}で{when}効力のある版がありません。"
