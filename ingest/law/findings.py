"""Where a regulation breaks the form: 欠番, 重複番号, a 条 without 見出し, a 目次 that differs. Knows nothing of references.

The text is read all the same; a finding says where and what, and leaves the judgement to the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.law.beside import page_lines, settled
from ingest.law.builder import AMENDS
from ingest.law.contents import ranges_that_differ
from ingest.law.lines import GROUP_KINDS, Line, follows, key, read_lines
from ingest.law.reference import label_of
from ingest.law.tree import LawTree, Node

_UNITS = {kind: unit for unit, kind in GROUP_KINDS.items()}
_LISTED = {"paragraph": "項", "item": "号"}


@dataclass(frozen=True, slots=True)
class LawFinding:
    """``rule``: gap, repeated, disorder, caption, contents, title, supplement, page. ``severity``: error, warn, info.

    ``line`` is 1-based; ``anchor`` is the node it is about, "" for the whole text.
    """

    rule: str
    severity: str
    message: str
    anchor: str
    line: int
    start: int
    end: int


def find_findings(tree: LawTree) -> tuple[LawFinding, ...]:
    """Everything that breaks the form, in the order of the text."""
    lines = settled(tree.text, read_lines(tree.text))
    found = [
        *_articles(tree),
        *_lists(tree),
        *_stray(tree, lines),
        *_captions(tree),
        *_contents(tree),
        *_whole(tree),
        *_paper(tree, lines),
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.rule)))


def finding_at(
    tree: LawTree, rule: str, severity: str, message: str, anchor: str, start: int, end: int
) -> LawFinding:
    """A finding about the words between two places."""
    return LawFinding(rule, severity, message, anchor, tree.text.count("\n", 0, start) + 1, start, end)


def counts(tree: LawTree) -> dict[str, int]:
    """How many nodes there are of each kind."""
    found: dict[str, int] = {}
    for node in tree.walk():
        found[node.kind] = found.get(node.kind, 0) + 1
    return found


def _finding(
    tree: LawTree, rule: str, severity: str, message: str, node: Node | None, start: int | None = None
) -> LawFinding:
    at = node.start if node and start is None else start or 0
    end = tree.text.find("\n", at)
    line = tree.text.count("\n", 0, at) + 1
    return LawFinding(
        rule, severity, message, node.anchor if node else "", line, at, end if end >= 0 else len(tree.text)
    )


def _articles(tree: LawTree) -> Iterator[LawFinding]:
    """欠番 and 重複 of 条, apart for the main part and each 附則."""
    scopes: dict[str, list[Node]] = {}
    for node in tree.walk():
        if node.kind == "article":
            scopes.setdefault(re.match(r"(?:s\d+)?", node.anchor)[0], []).append(node)  # type: ignore[index]
    for row in scopes.values():
        if row[0].number not in ("", "1") and not row[0].anchor.startswith("s"):
            yield _finding(tree, "gap", "warn", f"最初の条が{_name(row[0])}です。", row[0])
        for before, node in pairwise(row):
            if node.number == before.number:
                yield _finding(
                    tree, "repeated", "error", f"{_name(node)}が二つあります。番号を確かめてください。", node
                )
            elif not follows(node.number, before.last or before.number):
                missing = label_of("a" + str(key(before.last or before.number)[0] + 1))
                message = f"{_name(before)}の次が{_name(node)}です（{missing}がありません。欠番なら「削除」と書きます）。"
                yield _finding(tree, "gap", "warn", message, node)


def _lists(tree: LawTree) -> Iterator[LawFinding]:
    """Gaps among the 項 (an extract of a 附則 may leave some out) and 号 that were read."""
    for parent in (tree.root, *tree.walk()):
        for kind, unit in _LISTED.items():
            row = [node for node in parent.children if node.kind == kind]
            excerpt = parent.kind == "suppl" and "抄" in tree.head_of(parent)
            for before, node in pairwise(row):
                if not excerpt and not follows(node.number, before.last or before.number):
                    message = f"{_path_name(parent)}第{before.number}{unit}の次が第{node.number}{unit}です。"
                    yield _finding(tree, "gap", "warn", message, node)


def _stray(tree: LawTree, lines: Sequence[Line]) -> Iterator[LawFinding]:
    """Lines that look like the next 条, 項 or 号 and were not read as one: out of order or with a gap."""
    starts = {node.start for node in tree.walk()} | {_number_start(tree, node) for node in tree.walk()}
    nodes = [node for node in tree.walk() if node.kind in ("paragraph", "item")]
    articles = {node.number: node for node in tree.articles()}
    for line in lines:
        if (
            line.inside
            or line.kind not in ("article", "paragraph", "item")
            or line.start in starts
            or line.body in starts
        ):
            continue
        words = tree.text[line.start : line.end]
        around = next((n for n in reversed(nodes) if n.start < line.start < n.end), None)
        top = next((n for n in tree.root.children if n.start <= line.start < n.end), None)
        if around is None or "\t" in words or "|" in words or (top and AMENDS.search(tree.text_of(top))):
            continue
        if line.kind == "article":
            rule = "repeated" if line.number in articles else "disorder"
            told = "重複しています" if rule == "repeated" else "前後の条と順序が合いません"
            message = f"{label_of('a' + line.number)}の形の行がありますが、番号が{told}。条として読まず、{_path_name(around)}の文としました。"
            yield _finding(tree, rule, "warn", message, around, line.start)
        elif jumped := _jumped(around, line):
            message = f"{_path_name(around)}の次に{jumped}があります。番号を確かめてください（文の続きとして読みました）。"
            yield _finding(tree, "gap", "warn", message, around, line.start)


def _number_start(tree: LawTree, node: Node) -> int:
    """Where the line of a node's number begins (its 見出し stands on the line above)."""
    match = (
        re.search(r"^[ 　]*第[^\n]*条|^[ 　]*[0-9０-９]+", tree.head_of(node), re.M) if node.caption else None
    )
    return node.start + match.start() if match else node.start


def _jumped(around: Node, line: Line) -> str:
    """「第5項」 for a line that would be the next but one or two of what is open."""
    for style, number, _ in line.styles:
        distance = key(number)[0] - key(around.last or around.number or "1")[0]
        if (
            around.kind == "paragraph"
            and line.kind == "paragraph"
            and style == "digit"
            and distance in (2, 3)
        ):
            return f"第{number}項"
        if around.kind == "item" and line.kind == "item" and style.endswith("number") and distance in (2, 3):
            return f"第{number}号"
    return ""


def _captions(tree: LawTree) -> Iterator[LawFinding]:
    """条 without 見出し, where most have one."""
    articles = [node for node in tree.articles() if not node.deleted and not _left_out(tree, node)]
    bare = [node for node in articles if not node.caption]
    if len(bare) * 2 < len(articles):
        for node in bare:
            yield _finding(
                tree,
                "caption",
                "info",
                f"{_name(node)}に見出しがありません（前の条と共通の見出しなら、このままで構いません）。",
                node,
            )


def _left_out(tree: LawTree, node: Node) -> bool:
    """「第10条から第12条まで　略」."""
    return bool(re.search(r"[ 　（(](?:省略|略)[）)]?\s*$", tree.text_of(node)))


def _contents(tree: LawTree) -> Iterator[LawFinding]:
    """章 of the 目次 against those of the text."""
    toc = next((node for node in tree.root.children if node.kind == "toc"), None)
    groups = [node for node in tree.walk() if node.kind in _UNITS]
    if toc is None:
        return
    listed = [line for line in read_lines(tree.text_of(toc)) if line.kind in _UNITS]
    written = {(line.kind, line.number, _bare(line.caption)) for line in listed}
    real = {(node.kind, node.number, _bare(node.caption)) for node in groups}
    for kind, number, caption in sorted(real - written):
        node = next(n for n in groups if (n.kind, n.number, _bare(n.caption)) == (kind, number, caption))
        yield _finding(
            tree,
            "contents",
            "warn",
            f"第{number}{_UNITS[kind]}「{caption}」が目次にないか、目次と名が違います。",
            node,
        )
    for kind, number, caption in sorted(written - real):
        yield _finding(
            tree,
            "contents",
            "warn",
            f"目次にある第{number}{_UNITS[kind]}「{caption}」が本文にありません。",
            toc,
        )

    for line, message in ranges_that_differ(tree, toc, listed, groups):
        yield _finding(tree, "contents", "warn", message, toc, toc.start + line.start)


def _bare(caption: str) -> str:
    return re.sub(r"[（(]第.*$|[\s　・]", "", caption)


def _whole(tree: LawTree) -> Iterator[LawFinding]:
    if not tree.title:
        yield _finding(tree, "title", "warn", "題名が見つかりません。", None)
    if tree.articles() and not any(node.kind == "suppl" for node in tree.root.children):
        yield _finding(tree, "supplement", "info", "附則がありません。", None)


def _paper(tree: LawTree, lines: Sequence[Line]) -> Iterator[LawFinding]:
    """Page numbers and running heads that came into the text with the pages of a paper."""
    found = list(page_lines(tree.text, lines))
    if found:
        first, last = (tree.text[line.start : line.end].strip() for line in (found[0], found[-1]))
        told = f"「{first}」" if first == last else f"「{first}」から「{last}」まで"
        message = f"ページの番号か柱と読める行が{len(found)}行あります（{told}）。条文の一部として残してあるので、条文でなければ消してください。"
        yield _finding(tree, "page", "warn", message, None, found[0].start)


def _name(node: Node) -> str:
    return label_of(re.sub(r"-\d+$", "", node.anchor)) or "この条"


def _path_name(node: Node) -> str:
    return label_of(re.sub(r"-\d+$", "", node.anchor)) or ("本則" if node.kind == "law" else "")
