"""The names and numbers by which a regulation cites others of its own 団体, held against those at hand. Knows no 条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from ingest.law.definitions import Definition, find_definitions
from ingest.law.findings import LawFinding, finding_at
from ingest.law.graph import Graph, Regulation, bare_title
from ingest.law.lawname import Names, authorities_in, number_key
from ingest.law.link import Link
from ingest.law.standing import Standing
from ingest.law.tree import LawTree

_LOCAL = re.compile(r"(?:条例|規則|規程|要綱|要領)$")
_KEY = re.compile(r"(明治|大正|昭和|平成|令和)(\d+)(?P<own>.*?)(?P<kind>条例|規則|規程|告示|訓令|要綱)(\d+)$")
_MOST = 5
"""Names that one note lists."""


def misnamed(
    new: LawTree,
    links: Sequence[Link],
    graph: Graph,
    regulation: Regulation,
    names: Names,
    known: Set[tuple[str, str]] = frozenset(),
) -> Iterator[LawFinding]:
    """Numbers that are another's, 題名 that are no more, and, in one note, regulations of the same 団体 that are not at hand.

    ``known`` are the (name, number) that the text before had; of those nothing is said.
    """
    towns = authorities_in(regulation.number)
    by_title, by_number = _at_hand(graph)
    standing, absent = Standing(new), dict[str, int]()
    for each in find_definitions(new.text, names):
        own = bare_title(each.name) == bare_title(regulation.title)
        if own or not _LOCAL.search(each.name) or (each.name, each.number) in known:
            continue
        path = standing.at(each.start)
        if not path or re.match(r"s\d", path[-1].anchor):
            continue
        named = by_title.get(bare_title(each.name), [])
        numbered = by_number.get(_short(each.number) or "-", [])
        if told := _told(new, each, named, numbered):
            start = each.start - len(each.name)
            yield finding_at(new, "law_number", "error", told, path[-1].anchor, start, each.start)
        elif not named and not numbered and _of_town(each.name, towns):
            absent.setdefault(each.name, each.start - len(each.name))
    for link in links:
        local = link.state == "outside" and _of_town(link.law, towns)
        if (
            local
            and (link.law, "") not in known
            and _LOCAL.search(link.law)
            and not by_title.get(bare_title(link.law))
        ):
            absent.setdefault(link.law, link.start)
    if absent:
        yield _absent(new, standing, absent)


def _of_town(name: str, towns: Sequence[str]) -> bool:
    """Whether a name is that of a regulation of the 団体; 「白樺町条例」 alone names none."""
    rest = [name.removeprefix(town) for town in towns if name.startswith(town)]
    return any(not re.fullmatch(r"(?:教育委員会)?(?:条例|規則|規程|要綱|要領)", each) for each in rest)


def _at_hand(graph: Graph) -> tuple[dict[str, list[Regulation]], dict[str, list[Regulation]]]:
    """The regulations by their 題名 and by their numbers."""
    by_title: dict[str, list[Regulation]] = {}
    by_number: dict[str, list[Regulation]] = {}
    for one in graph.regulations.values():
        by_title.setdefault(bare_title(one.title), []).append(one)
        by_number.setdefault(_short(one.number), []).append(one)
    return by_title, by_number


def cited_names(tree: LawTree, names: Names) -> set[tuple[str, str]]:
    """(name, number) of everything that a text names with its number."""
    return {(each.name, each.number) for each in find_definitions(tree.text, names)}


def _absent(new: LawTree, standing: Standing, absent: dict[str, int]) -> LawFinding:
    told = "、".join(list(absent)[:_MOST]) + (f"ほか{len(absent) - _MOST}件" if len(absent) > _MOST else "")
    message = f"引用している次の例規は、取り込まれていません。名に誤りがないか確かめてください：{told}。"
    start = min(absent.values())
    name = next(name for name, at in absent.items() if at == start)
    path = standing.at(start)
    return finding_at(
        new, "law_absent", "info", message, path[-1].anchor if path else "", start, start + len(name)
    )


def _told(new: LawTree, each: Definition, named: list[Regulation], numbered: list[Regulation]) -> str:
    """What is wrong with a name and its number; "" where they belong together, or nothing tells."""
    if not each.number:
        return ""
    own = [one.number for one in named if _short(one.number)]
    if own and _short(each.number) not in map(_short, own) and _kind(each.number) in map(_kind, own):
        return f"「{each.name}（{each.number}）」の番号が違います。{each.name}は、{own[-1]}です。"
    other = [one.title for one in numbered]
    if not named and other and not any(new.text[: each.start].endswith(title) for title in other):
        return f"「{each.name}（{each.number}）」の題名が違います。{each.number}は、{other[-1]}です。"
    return ""


def _short(number: str) -> str:
    """A 例規番号 without the 団体, which may be left out: 平成18条例12."""
    found = _KEY.match(number_key(number))
    return found[1] + found[2] + found["kind"] + found[5] if found else ""


def _kind(number: str) -> str:
    found = _KEY.match(number_key(number))
    return found["kind"] if found else ""
