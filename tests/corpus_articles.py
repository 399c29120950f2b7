"""Articles that papers cite: that the revision in force on the day of the paper has them, and that it has them still."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from ingest.law.numbers import normalise_ordinals
from ingest.law.reference import Reference, find_references, label_of
from ingest.law.tree import LawTree, Node, parse
from tests.corpus_texts import WIDE, Paper, Violation

_JOIN = re.compile(r"[ 　]*(?:各号)?[ 　]*(?:、|及び|並びに|又は|若しくは|から|・|と|まで、?)?[ 　]*")
_ELSEWHERE = re.compile(
    r"(?:法律?|令|条例|規則|規程|要綱|要領|訓令|告示|約款|通知|基準|協定|憲章|[号）)」]|改正[前後]の|旧|定款|規約|施行細則)(?:の)?(?:規定による改正後の)?$"
)
_AMENDS = re.compile(r"の一部を改正する|新旧対照|改正文|改め文")


class Laws:
    """The regulations of reiki/ by title, every revision with the days it is in force, each parsed once."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = [p for p in papers if p.is_regulation and p.text and not _AMENDS.search(p.source.title)]
        self._trees: dict[str, LawTree] = {}

    def tree(self, paper: Paper) -> LawTree:
        if paper.path not in self._trees:
            self._trees[paper.path] = parse(paper.text)
        return self._trees[paper.path]

    def in_force(self, title: str, day: date | None) -> list[Paper]:
        """The revisions of a title on a day; all of them when the day is not known or none was in force."""
        revisions = [p for p in self.papers if p.source.title == title]
        valid = [p for p in revisions if day and _in_force(p, day)]
        return valid or revisions

    @cached_property
    def names(self) -> dict[str, str]:
        """What a title is called in running text → the title: 手数料条例 → みどり市手数料条例."""
        found = {}
        for paper in self.papers:
            title = paper.source.title
            found[title] = title
            short = title.removeprefix("みどり市立").removeprefix("みどり市")
            if len(short) >= 4 and short not in ("契約規則",):
                found[short] = title
        return found

    @cached_property
    def joined(self) -> str:
        return "|".join(map(re.escape, sorted(self.names, key=len, reverse=True))) or "(?!)"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![一-龠])(?:みどり市)?(?P<name>{self.joined})(?:[（(][^（）()]{{0,60}}[）)])?(?=第|別表|附則|様式)"
        )


def _in_force(paper: Paper, day: date) -> bool:
    source = paper.source
    return (source.effective_from is None or source.effective_from <= day) and (
        source.effective_to is None or day <= source.effective_to
    )


def check_citations(paper: Paper, laws: Laws) -> tuple[list[Violation], dict[str, int]]:
    """「手数料条例第3条」 in any paper, and 「条例第3条」 where the paper says which 条例 it means; counts 「条番号」."""
    found, count = [], 0
    if _AMENDS.search(paper.source.title):
        return found, {"条番号": 0}
    day = paper.source.effective_from if paper.is_regulation else paper.issued
    aliases = _aliases(paper, laws)
    for line in paper.lines:
        plain = normalise_ordinals(line.translate(WIDE))
        for match, title in _named(plain, laws, aliases):
            revisions = laws.in_force(title, day)
            for reference in _chain(plain[match.end() :]):
                count += 1
                if any(_has(laws.tree(revision), reference.anchor) for revision in revisions):
                    continue
                end = match.end() + reference.end
                words = line[match.start() : end] if len(line) == len(plain) else line.strip()[:40]
                found.append(paper.violation("条番号", words, f"{title}に{label_of(reference.anchor)}はない"))
    return list(dict.fromkeys(found)), {"条番号": count}


def _aliases(paper: Paper, laws: Laws) -> dict[str, str]:
    """「みどり市手数料条例（…以下「条例」という。）」 → {"条例": "みどり市手数料条例"}."""
    text = paper.text.translate(WIDE)
    return {
        match["alias"]: laws.names[match["name"]]
        for match in re.finditer(
            rf"(?P<name>{laws.joined})\([^()]*以下「(?P<alias>[^「」]{{2,14}})」という。?\)", text
        )
        if match["alias"] not in laws.names
    }


def _named(plain: str, laws: Laws, aliases: dict[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Every regulation named right before an article; 附則 that speak of one as it was then are left out."""
    matches = [(match, laws.names[match["name"]]) for match in laws.pattern.finditer(plain)]
    for alias, title in aliases.items():
        matches += [
            (match, title)
            for match in re.finditer(rf"(?<![一-龠ァ-ヶ「]){re.escape(alias)}(?=第[0-9]|別表第)", plain)
        ]
    for match, title in matches:
        if not re.search(r"改正[前後]の$|による改正$|旧$|新$", plain[: match.start()]):
            yield match, title


def _chain(rest: str) -> Iterator[Reference]:
    """The places named right after a title, as far as they are joined: 第9条、第10条及び第12条第2項."""
    at = 0
    for reference in find_references(rest[:120]):
        if not _JOIN.fullmatch(rest[at : reference.start]):
            return
        yield reference
        at = reference.end


def check_own_articles(paper: Paper, laws: Laws) -> tuple[list[Violation], dict[str, int]]:
    """References within a regulation or a contract to its own articles; counts 「条文内」."""
    contract = paper.source.kind == "契約書"
    example = "公文例" in paper.source.title  # it shows how articles are written
    if example or (paper not in laws.papers and not contract):
        return [], {"条文内": 0}
    tree = parse(paper.text) if contract else laws.tree(paper)
    articles = tree.articles()
    if not articles:
        return [], {"条文内": 0}
    found, count = [], 0
    for node in (each for each in articles if not each.deleted):
        for line in tree.text_of(node).split("\n"):
            for reference in _own(line):
                count += 1
                if not _has(tree, reference.anchor):
                    found.append(
                        paper.violation(
                            "条番号",
                            _verbatim(line, reference),
                            f"この例規に{label_of(reference.anchor)}はない",
                        )
                    )
    return list(dict.fromkeys(found)), {"条文内": count}


def _own(line: str) -> Iterator[Reference]:
    """The references of a line that name the regulation's own articles: none that another law's name stands before."""
    plain = normalise_ordinals(line.translate(WIDE))
    outside_until = -1
    for reference in find_references(plain):
        before = plain[: reference.start]
        joined = outside_until >= 0 and bool(_JOIN.fullmatch(plain[outside_until : reference.start]))
        if joined or _ELSEWHERE.search(before):
            outside_until = reference.end
            continue
        outside_until = -1
        if (
            reference.start == 0
            or reference.anchor.startswith(("s", "f"))
            or ("p" not in reference.anchor and _is_heading(plain, reference))
        ):
            continue
        if reference.anchor.startswith(("a", "t")):
            yield reference


def _is_heading(plain: str, reference: Reference) -> bool:
    return not plain[: reference.start].strip() or bool(
        re.fullmatch(r"[#*\s　]*(?:（[^（）]*）)?[#*\s　]*", plain[: reference.start])
    )


def _verbatim(line: str, reference: Reference) -> str:
    return reference.text if reference.text in line else line.strip()[:40]


def _has(tree: LawTree, anchor: str) -> bool:
    node = tree.find(anchor) or _within_range(tree, anchor)
    if node is None and anchor.startswith("t"):
        return any(each.anchor in ("t", "t1") for each in tree.walk()) if anchor in ("t", "t1") else False
    return node is not None and not node.deleted


def _within_range(tree: LawTree, anchor: str) -> Node | None:
    """第6条 of 「第5条から第8条まで　削除」."""
    match = re.fullmatch(r"a(\d+)", anchor)
    if not match:
        return None
    number = int(match[1])
    for node in tree.articles():
        if node.last and node.number.isdigit() and int(node.number) <= number <= int(node.last.split("_")[0]):
            return node
    return None
