"""A report on the documents themselves: what repeats, is out of date, was lost, leads nowhere, contradicts. Knows no pages."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.citation import source_label
from app.hygiene.amounts import find_old_amounts
from app.hygiene.copies import find_duplicates, find_superseded, superseded
from app.hygiene.figures import find_contradictions
from app.hygiene.losses import find_dangling, find_gaps, find_losses
from app.hygiene.regulations import find_absent, find_forms, find_two_current
from app.hygiene.repealed import find_repealed
from app.hygiene.shelf import Issue, Shelf
from app.tasks.schema import Key, read_table, read_whole
from ingest.document import Document, Passage, Viewer
from ingest.index import Index
from ingest.papers.candidates import Failure
from ingest.unread import unread

SHOWN = 50
"""Issues of one group that are printed: a folder without sources.toml has one for every file."""
_GROUP = {"name": Key("text"), "kinds": Key("table"), "remedy": Key("text")}


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the report: its name, its kinds of issue with the sentence for each, what to do."""

    id: str
    name: str
    kinds: Mapping[str, str]
    remedy: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in ``documents`` documents of ``passages`` passages, in the order of ``groups``.

    ``hidden`` counts the documents that the viewer may not read, ``unread`` are files of which nothing was read.
    """

    groups: tuple[Group, ...]
    issues: tuple[Issue, ...]
    documents: int
    passages: int
    hidden: int
    seconds: float
    unread: tuple[Failure, ...] = ()

    def of(self, group: Group) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.kind in group.kinds)

    def message(self, group: Group, issue: Issue) -> str:
        """What is wrong, in one sentence."""
        other = place(issue.other, issue.other_passage) if issue.other else ""
        if issue.other and issue.other.title == issue.document.title:
            other += f"（{issue.other.source}）"  # two of one name are told apart by where they lie
        return group.kinds[issue.kind].format(**issue.values, other=other)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``: counts, and per group its remedy and issues."""
        return {
            "documents": self.documents,
            "passages": self.passages,
            "hidden": self.hidden,
            "seconds": round(self.seconds, 2),
            "found": len(self.issues),
            "unread": [{"path": one.path, "reason": one.reason} for one in self.unread],
            "groups": [
                {
                    "id": group.id,
                    "name": group.name,
                    "remedy": group.remedy,
                    "count": len(self.of(group)),
                    "issues": [self._issue(group, issue) for issue in self.of(group)],
                }
                for group in self.groups
            ],
        }

    def _issue(self, group: Group, issue: Issue) -> dict[str, str]:
        return {
            "kind": issue.kind,
            "document": issue.document.id,
            "passage_id": issue.passage.id if issue.passage else "",
            "place": place(issue.document, issue.passage),
            "source": issue.document.source,
            "message": self.message(group, issue),
            "other": issue.other.id if issue.other else "",
            "other_passage_id": issue.other_passage.id if issue.other_passage else "",
        }

    def lines(self) -> Iterator[str]:
        """The report as it is read."""
        yield f"{self.documents} 文書、{self.passages} 節を調べました（{self.seconds:.1f} 秒）。"
        if self.hidden:
            yield f"見る権限のない文書 {self.hidden} 件は調べていません。"
        if self.unread:
            yield f"\n■ 読めなかったファイル：{len(self.unread)} 件"
        for one in self.unread:
            yield f"  ・{one.path}"
            yield f"    {one.reason}"
        for group in self.groups:
            found = self.of(group)
            yield f"\n■ {group.name}：{len(found)} 件"
            if found:
                yield f"  直し方　{group.remedy}"
            for issue in found[:SHOWN]:
                yield f"  ・{place(issue.document, issue.passage)}"
                yield f"    ファイル　{issue.document.source}"
                yield f"    {self.message(group, issue)}"
            if len(found) > SHOWN:
                yield f"  ほか {len(found) - SHOWN} 件（--json で全て出ます）"


def place(document: Document | None, passage: Passage | None) -> str:
    """「みどり市手数料条例（令和元年みどり市条例第18号）第3条第1項」."""
    if document is None:
        return ""
    return source_label(document, passage) if passage else document.title


def load_groups(file: Path) -> tuple[Group, ...]:
    """The words of the report. Raises TemplateError naming the file and the key."""
    data = read_whole(file)
    return tuple(
        Group(id=key, **read_table(row, _GROUP, file=str(file), place=key)) for key, row in data.items()
    )


def audit(index: Index, groups: tuple[Group, ...], *, viewer: Viewer, day: date | None = None) -> Report:
    """Look through every document that ``viewer`` may read, as of ``day`` (None: today); reads only."""
    started = time.perf_counter()
    shelf = Shelf(index, viewer, day or date.today())
    old = frozenset(each.old.id for each in superseded(shelf))
    issues = (
        *find_duplicates(shelf),
        *find_superseded(shelf),
        *find_two_current(shelf),
        *find_old_amounts(shelf, old),
        *find_contradictions(shelf, old),
        *find_dangling(shelf),
        *find_repealed(shelf),
        *find_absent(shelf),
        *find_forms(shelf),
        *find_losses(shelf),
        *find_gaps(shelf),
    )
    passages = sum(len(each) for each in shelf.passages.values())
    return Report(
        groups,
        issues,
        len(shelf.documents),
        passages,
        shelf.hidden,
        time.perf_counter() - started,
        unread(index.ledger),
    )


__all__ = ["Group", "Report", "audit", "load_groups", "place"]
