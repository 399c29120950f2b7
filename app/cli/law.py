"""The commands about law: the tree of a file, its references, who cites a 条. Knows nothing of drafts or amendments."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import above, amend, compare, explain
from app.cli.main import day, office, print_json, read_law
from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from ingest.document import Document
    from ingest.law.force import Force
    from ingest.law.graph import Citing
    from ingest.law.tree import LawTree, Node

KINDS = {
    "part": "編", "chapter": "章", "section": "節", "subsection": "款", "division": "目", "article": "条", "paragraph": "項",
    "item": "号", "subitem": "号の細分", "suppl": "附則", "appendix_table": "別表", "form": "様式", "appendix": "別紙・別記",
    "note": "改正注記", "preamble": "前文", "toc": "目次", "title": "題名", "number": "番号",
}  # fmt: skip


def register(commands: Any) -> None:
    """Add `law` and what is below it."""
    parser = commands.add_parser(
        "law",
        help="例規を読み、直します（引用、新旧対照表、改め文、溶け込み、逐条解説）。",
        description="例規を読み、直します（引用、新旧対照表、改め文、溶け込み、逐条解説）。",
    )
    actions = parser.add_subparsers(required=True, metavar="すること")
    for name, run, about in (
        (
            "parse",
            run_parse,
            "条・項・号・附則・別表の木と数、施行日と失効の日、廃止する例規、形の乱れ（欠番、重複番号、見出しのない条、目次とのずれ）を出します。",
        ),
        (
            "refs",
            run_refs,
            "本文が引用する条・項・号（前条、同項、法第○条も）と、その行き先、行き先のないものを出します。",
        ),
    ):
        action = actions.add_parser(name, help=about, description=about)
        action.add_argument(
            "file", type=Path, metavar="FILE", help="例規のファイル（txt、md、docx、html、xml …）"
        )
        action.add_argument("--json", action="store_true", help="結果を JSON で出します")
        action.set_defaults(run=run)
    compare.register(actions)
    amend.register(actions)
    above.register(actions)
    explain.register(actions)
    about = "取り込んだ例規の中で、その条を引用しているものと、「規則で定める」の行き先を出します（条ずれの影響を見るため）。"
    action = actions.add_parser("cites", help=about, description=about)
    action.add_argument("place", metavar="例規名第○条", help="例：みどり市手数料条例第2条")
    action.add_argument("--as-of", type=day, metavar="日", help="この日に効力のある例規の中で調べます")
    action.add_argument("--json", action="store_true", help="結果を JSON で出します")
    action.set_defaults(run=run_cites)


# ---- law parse


def run_parse(options: argparse.Namespace) -> int:
    from ingest.law.findings import counts, find_findings
    from ingest.law.force import read_force
    from ingest.law.front import own_number

    tree = read_law(options.file)
    findings, force = find_findings(tree), read_force(tree)
    if options.json:
        print_json(
            {
                "title": tree.title,
                "number": own_number(tree),
                "counts": counts(tree),
                "tree": [_node_json(tree, node) for node in tree.root.children],
                "force": asdict(force),
                "findings": [asdict(finding) for finding in findings],
            }
        )
        return 0
    print(f"{tree.title or '（題名なし）'}　{own_number(tree)}".rstrip())
    print("　".join(f"{KINDS[kind]} {count}" for kind, count in counts(tree).items() if kind in KINDS))
    _print_force(force)
    for node in tree.walk():
        _print_node(tree, node)
    for finding in findings:
        print(f"指摘　{finding.line} 行目　{finding.message}")
    return 0


def _node_json(tree: LawTree, node: Node) -> dict[str, Any]:
    from ingest.law.sentences import parts_of

    parts = parts_of(tree, node) if node.kind in ("paragraph", "item", "subitem") else ()
    return {
        "kind": node.kind,
        "anchor": node.anchor,
        "number": node.number,
        "caption": node.caption,
        "start": node.start,
        "end": node.end,
        "deleted": node.deleted,
        "text": tree.head_of(node).strip(),
        "parts": [asdict(part) for part in parts],
        "children": [_node_json(tree, child) for child in node.children],
    }


def _print_node(tree: LawTree, node: Node) -> None:
    depth = {"chapter": 0, "article": 1, "paragraph": 2, "item": 3, "subitem": 4}.get(node.kind, 0)
    words = " ".join(tree.head_of(node).split())
    print(f"{'  ' * depth}{node.anchor:<10} {words[:60]}{'…' if len(words) > 60 else ''}")


def _print_force(force: Force) -> None:
    from ingest.law.numbers import to_wareki

    if force.promulgated:
        print(f"公布　{to_wareki(force.promulgated)}")
    for enactment in force.enactments:
        for start in enactment.starts:
            when = to_wareki(start.day) if start.day else f"本文からは決まりません（{start.basis}）"
            print(
                f"施行　{enactment.number or '制定'}　{start.what or '全体'}：{when}　{start.shown}".rstrip()
            )
        for name, number in enactment.repeals:
            print(f"廃止　{name}（{number}）")
    if force.until:
        print(f"失効　{to_wareki(force.until)}限り")


# ---- law refs


def run_refs(options: argparse.Namespace) -> int:
    from ingest.law.reference import label_of
    from ingest.law.resolution import find_links

    tree = read_law(options.file)
    links = find_links(tree.text, tree=tree)
    dangling = [link for link in links if link.state in ("dangling", "unclear")]
    if options.json:
        rows = [asdict(link) | {"line": tree.text.count("\n", 0, link.start) + 1} for link in links]
        states = sorted({link.state for link in links})
        counted = {state: sum(link.state == state for link in links) for state in states}
        print_json({"title": tree.title, "references": rows, "counts": counted, "dangling": len(dangling)})
        return 0
    for link in links:
        target = "、".join(filter(None, (label_of(anchor) for anchor in link.anchors)))
        told = {"dangling": "×", "unclear": "？", "quoted": "「」", "former": "旧"}.get(link.state, "→")
        print(
            f"{label_of(link.source) or link.source:<14}{link.text} {told} {link.law}{target}{link.part}　{link.reason}".rstrip()
        )
    print(f"引用 {len(links)} 件、行き先のないもの {len(dangling)} 件")
    return 0


# ---- law cites


def run_cites(options: argparse.Namespace) -> int:
    from ingest.law.delegation import delegations
    from ingest.law.graph import inside
    from ingest.law.reference import label_of

    built = office()
    desk, when = built.index.law, options.as_of or date.today()
    allowed = {each.id: each for each in desk.readable(built.viewer)}
    graph = desk.regulations().graph
    title, anchor = _place(options.place, list(allowed.values()))
    regulation = graph.find(title, "", when)
    if regulation is None:
        raise ShitagakiError(f"「{title}」は取り込まれていません。")
    found = [each for each in graph.cited_by(regulation, anchor, when) if each.source in allowed]
    made = delegations(graph, regulation, when)
    left = [each for each in made if not anchor or each.anchor == anchor or inside(each.anchor, anchor)]
    if options.json:
        rows = [_citing_json(each, allowed[each.source]) for each in found]
        told = {"regulation": regulation.title, "anchor": anchor, "cited_by": rows}
        print_json(told | {"delegations": [asdict(each) for each in left]})
        return 0
    print(f"{regulation.title}{label_of(anchor)}を引用しているもの：{len(found)} 件")
    for each in found:
        mark = "" if each.exact else "（前後の範囲を含む引用）"
        place = label_of(each.link.source) or each.link.source
        print(f"  {allowed[each.source].title}　{place}「{each.link.text}」{mark}")
    for one in left:
        answered = "、".join(f"{allowed[to].title}{label_of(at)}" for to, at in one.targets if to in allowed)
        told_to = answered or "対応する規則等は見つかりません"
        print(f"  委任　{label_of(one.anchor)}「{one.words[:40]}」→ {told_to}")
    return 0


def _place(words: str, readable: list[Document]) -> tuple[str, str]:
    """(title, anchor) that the words name; raises ShitagakiError, with the likely names, where they name none."""
    from ingest.law.reference import find_anchors
    from ingest.search.naming import RegulationNames
    from ingest.search_key import normalise

    meant = RegulationNames((each.title, each.number) for each in readable).meant_in(words)
    if meant is None or meant.how not in ("full", "short"):
        known = "例規の名前から書いてください（例：みどり市手数料条例第2条）。"
        if meant is not None:
            known = f"「{'」「'.join(meant.titles)}」ではありませんか。"
        raise ShitagakiError(f"「{words}」がどの例規か分かりません。{known}")
    rest = "".join(normalise(words).split()).partition(meant.words)[2]
    return meant.titles[0], next(iter(find_anchors(rest)), "")


def _citing_json(each: Citing, document: Document) -> dict[str, Any]:
    from ingest.law.reference import label_of

    return {
        "document": document.title,
        "number": document.number,
        "passage_id": f"{each.source}#{each.link.source}",
        "label": label_of(each.link.source),
        "text": each.link.text,
        "anchors": list(each.link.anchors),
        "exact": each.exact,
    }
