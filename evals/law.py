"""The references of national laws measured against the publisher's own links (`shitagaki eval run law`). Knows nothing of search.

The set is a folder with ``laws.jsonl``, ``articles.jsonl`` and ``refs_gold.jsonl``: links from one law to another,
some of them, not all. So a reference that has no link says nothing; a link that was read wrongly counts against
precision, one that was not read at all against recall.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.metrics import mean_interval
from ingest.errors import ShitagakiError
from ingest.law.definitions import find_definitions
from ingest.law.lawname import Names, number_key
from ingest.law.link import Link
from ingest.law.resolution import find_links
from ingest.law.tree import parse

LEVELS = ("law", "article", "paragraph")
_KINDS = {"法": "法律", "政": "政令", "令": "政令"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One link of the set: what was read at its place (None: nothing), and which levels are right."""

    gold: dict[str, Any]
    read: Link | None
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Level → (precision, recall), each (value, lower, upper) of the 95% interval; ``links`` and ``read`` count.

    ``impossible`` are links of the set to a 条 that its own copy of that law lacks; they are measured with nothing.
    """

    links: int
    read: int
    measures: dict[str, dict[str, tuple[float, float, float]]]
    articles: int
    articles_found: int
    missing: tuple[str, ...]
    impossible: tuple[str, ...] = ()

    def text(self) -> str:
        lines = [f"法令間の引用：正解 {self.links} 件、うち読めたもの {self.read} 件（95% 区間つき）"]
        names = {"law": "法令", "article": "条まで", "paragraph": "項まで"}
        for level, found in self.measures.items():
            parts = [
                f"{name} {value:.3f} [{low:.3f}, {high:.3f}]" for name, (value, low, high) in found.items()
            ]
            lines.append(f"  {names[level]}　" + "　".join(parts))
        share = self.articles_found / max(1, self.articles)
        lines.append(f"条の木：{self.articles} 条のうち {self.articles_found} 条（{share:.4f}）")
        lines += [f"  ない条　{name}" for name in self.missing]
        if self.impossible:
            lines.append(
                f"正解の行き先が、その法令にない条を指すもの：{len(self.impossible)} 件（測りに入れません）"
            )
            lines += [f"  正解の誤り　{name}" for name in self.impossible]
        return "\n".join(lines)


def run_law_set(folder: Path) -> Report:
    """Read every law of the set as plain text and judge its links and its 条."""
    laws, articles, gold = read_law_set(folder)
    wrong_gold = [each for each in gold if not possible(each, laws, articles)]
    judged, missing = judge(laws, articles, [each for each in gold if each not in wrong_gold])
    measures: dict[str, dict[str, tuple[float, float, float]]] = {}
    for level in LEVELS:
        asked = [each for each in judged if level != "paragraph" or each.gold["tgt_paragraph"]]
        answered = [each for each in asked if each.read is not None]
        measures[level] = {
            "適合率": mean_interval([float(level in each.right) for each in answered]),
            "再現率": mean_interval([float(level in each.right) for each in asked]),
        }
    read = sum(each.read is not None for each in judged)
    told = tuple(
        f"{each['src_law']} {each['src_article']}「{each['anchor']}」→ {each['tgt_law']} {each['tgt_article']}"
        for each in wrong_gold
    )
    return Report(
        len(judged), read, measures, len(articles), len(articles) - len(missing), tuple(missing), told
    )


def possible(
    gold: dict[str, Any], laws: Sequence[dict[str, Any]], articles: Sequence[dict[str, Any]]
) -> bool:
    """Whether the law that a link of the set goes to has that 条, as far as the set has that law at all.

    The links were made by a program of the publisher, which lets the law named last go on for too long:
    「…に係る行政手続法第15条の規定による通知…の間に第75条第2項の規定による…」 goes to 行政手続法第75条, and that law ends at 46.
    """
    if gold["tgt_law"] not in {law["title"] for law in laws}:
        return True
    number = str(gold["tgt_article"])
    return any(each["law"] == gold["tgt_law"] and each["article_no"] == number for each in articles)


def judge(
    laws: Sequence[dict[str, Any]], articles: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]
) -> tuple[list[Judged], list[str]]:
    """Every link judged, and the 条 that the trees lack."""
    names = library(laws, articles)
    of_law: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for article in articles:
        of_law[article["law_id"]].append(article)
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for link in gold:
        by_source[link["src_id"]].append(link)
    judged, missing = [], []
    for law in laws:
        own = of_law[law["law_id"]]
        links = [link for article in own for link in by_source.get(article["id"], ())]
        found, lost = judge_law(law, own, links, names)
        judged += found
        missing += lost
    return judged, missing


def judge_law(
    law: dict[str, Any], articles: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]], names: Names
) -> tuple[list[Judged], list[str]]:
    """The links of one law judged, and the 条 that its tree lacks."""
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for link in gold:
        by_source[link["src_id"]].append(link)
    text, places = as_text(law["title"], articles)
    tree = parse(text)
    numbers = Counter(node.number.replace("_", "-") for node in tree.articles())
    missing = [f"{law['title']} {a['article_no']}" for a in articles if not numbers[a["article_no"]]]
    links = find_links(text, tree=tree, title=law["title"], number=law["law_num"], names=names)
    judged = []
    for article_id, (start, end) in places.items():
        here = [link for link in links if start <= link.start < end]
        judged += [_judge(link, here, text, start, end, names) for link in by_source.get(article_id, ())]
    return judged, missing


def library(laws: Sequence[dict[str, Any]], articles: Sequence[dict[str, Any]]) -> Names:
    """The names that a library of all these laws knows: their titles, and what they call with a number."""
    names = Names.of({law["title"]: law["law_num"] for law in laws})
    found = find_definitions("\n".join(article["text"] for article in articles), names)
    numbers = dict(names.numbers)
    numbers.update({each.name: numbers.get(each.name) or each.number for each in found if each.number})
    return Names.of(numbers)


def as_text(title: str, articles: Sequence[dict[str, Any]]) -> tuple[str, dict[str, tuple[int, int]]]:
    """A law as an office exports it, and where each 条 of the set is in it."""
    parts, places, at = [f"{title}\n"], {}, len(title) + 1
    for article in articles:
        caption = f"{article['caption']}\n" if article["caption"] else ""
        piece = f"{caption}{article['article']}　{article['text']}\n"
        places[article["id"]] = (at, at + len(piece))
        parts.append(piece)
        at += len(piece)
    return "".join(parts), places


def _judge(
    gold: dict[str, Any], here: Sequence[Link], text: str, start: int, end: int, names: Names
) -> Judged:
    at = _find(gold, text[start:end])
    read = None
    if at is None:  # the set cuts some 条 off in the middle; then the words around the link are all there is
        before, anchor, after = re.split("[【】]", gold["context"], maxsplit=2)
        head = f"{gold['src_law']}\n第一条　"
        text, start = f"{head}{before}{anchor}{after}\n第二条　削除\n", len(head)
        here = find_links(text, title=gold["src_law"], names=names)
        at = len(before), len(before) + len(anchor)
    if at is not None:
        first, last = start + at[0], start + at[1]
        covering = [link for link in here if link.start < last and first < link.end and link.end <= last + 12]
        read = max(covering, key=lambda link: min(link.end, last) - max(link.start, first), default=None)
    if read is None or not read.anchors or read.state in ("dangling", "unclear"):
        return Judged(gold, None, frozenset())
    right = set()
    if _same_law(gold, read, names):
        right.add("law")
        target = re.match(r"(?:s\d+)?a([\d_]+)(?:p([\d_]+))?", read.anchors[-1])
        if target and target[1] == str(gold["tgt_article"]).replace("-", "_"):
            right.add("article")
            if str(gold["tgt_paragraph"] or "") in (target[2] or "", target[2] or "1"):
                right.add("paragraph")
    return Judged(gold, read, frozenset(right))


def _same_law(gold: dict[str, Any], read: Link, names: Names) -> bool:
    wanted = re.sub(r"[ 　]*抄$", "", gold["tgt_law"])
    if read.law == wanted:
        return True
    match = re.match(r"(明|大|昭|平|令)(.+?)(法|政|令)([^令]*)$", gold["tgt_law_key"])
    if not match or not read.number:
        return False
    eras = {"明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和"}
    key = number_key(f"{eras[match[1]]}{match[2]}年{_KINDS[match[3]]}第{match[4]}号")
    return key == number_key(read.number)


def _find(gold: dict[str, Any], article: str) -> tuple[int, int] | None:
    """Where the link stands in the 条, by the words around it; spaces and the marks of 項 are not compared."""
    kept = [n for n, c in enumerate(article) if not re.match(r"[\s○０-９0-9]", c)]
    bare = "".join(article[n] for n in kept)
    before, _, rest = gold["context"].partition("【")
    anchor, _, after = rest.partition("】")
    before, anchor, after = (re.sub(r"[\s○０-９0-9]", "", words) for words in (before, anchor, after))
    for width in (40, 25, 15, 8, 4):
        at = bare.find(before[-width:] + anchor + after[: width // 2])
        if at >= 0:
            first = at + len(before[-width:])
            return kept[first], kept[first + len(anchor) - 1] + 1
    return None


def read_law_set(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """(laws, articles, links) of a set; raises ShitagakiError naming the file that is not there."""
    laws, articles, gold = (_rows(folder / f"{name}.jsonl") for name in ("laws", "articles", "refs_gold"))
    return laws, articles, gold


def _rows(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        raise ShitagakiError(
            f"{file} がありません。laws.jsonl、articles.jsonl、refs_gold.jsonl のあるフォルダを指定してください。"
        )
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def as_dict(report: Report) -> dict[str, Any]:
    return asdict(report)


def wrong(judged: Sequence[Judged]) -> Iterator[Judged]:
    """The links that were not read, or read as another 条."""
    return (each for each in judged if "article" not in each.right)
