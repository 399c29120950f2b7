"""How much of the gold is in what a writer reads, with and without the articles that the hits refer to. Knows no models.

Printed below the ablation of a suite of cases (`eval run two_articles --ablation`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.context import read_with
from app.retrieval import EVIDENCE_TOKENS, Choice, Evidence, pack
from app.text.wording import pairs
from app.wire import Office
from evals.metrics import mean_interval, paired_difference
from evals.suites.suites import Suite
from ingest.tokens import count_tokens

LIMIT = 8
"""Passages at most, as most tasks have it."""


@dataclass(frozen=True, slots=True)
class ContextShare:
    """Recall of the gold in the evidence, F2, and the cases whose gold is all there: without and with the companions;
    intervals of 95%, the differences paired."""

    cases: int
    recall: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
    f2: tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
    whole: tuple[int, int]

    def text(self) -> str:
        parts = [
            f"{name} {_told(plain)} → {_told(more)}（差 {change[0]:+.3f} [{change[1]:+.3f}, {change[2]:+.3f}]）"
            for name, (plain, more, change) in (("再現率", self.recall), ("F2", self.f2))
        ]
        whole = f"正解が全部ある問い {self.whole[0]} → {self.whole[1]}／{self.cases}"
        return f"書く材料（{EVIDENCE_TOKENS} トークン）に、引用先の条を足さないとき → 足したとき：{'、'.join(parts)}、{whole}"


def share_in_context(suite: Suite, office: Office) -> ContextShare:
    """Search, pack and read as drafting does, for every case with gold."""
    asked = [case for case in suite.cases if case.input["gold"]]
    plain, more = [], []
    for case in asked:
        gold, query = case.input["gold"], case.input["query"]
        groups = [(each,) for each in gold] if "multi" in case.input["tags"] else [tuple(gold)]
        found = office.index.search(query, viewer=office.viewer, k=10).hits
        wanted = pairs(query)
        evidence = pack([(hit.passage, hit.document) for hit in found], wanted=wanted, limit=LIMIT)
        left = EVIDENCE_TOKENS - sum(count_tokens(one.text) for one in evidence)
        with_more, _ = read_with(
            evidence, wanted=wanted, left=left, library=office.index, viewer=office.viewer, choice=Choice()
        )
        plain.append(_scores(evidence, groups))
        more.append(_scores(with_more, groups))
    recalls, f2s = ([[each[n] for each in rows] for rows in (plain, more)] for n in (0, 1))
    return ContextShare(
        len(asked),
        (mean_interval(recalls[0]), mean_interval(recalls[1]), paired_difference(recalls[0], recalls[1])),
        (mean_interval(f2s[0]), mean_interval(f2s[1]), paired_difference(f2s[0], f2s[1])),
        (sum(each == 1.0 for each in recalls[0]), sum(each == 1.0 for each in recalls[1])),
    )


def _scores(evidence: Sequence[Evidence], groups: Sequence[tuple[str, ...]]) -> tuple[float, float]:
    """(recall over the groups of gold, F2 with the precision of the passages)."""
    ids = [one.passage.id for one in evidence]
    recall = sum(any(key.startswith(group) for key in ids) for group in groups) / len(groups)
    right = sum(any(key.startswith(group) for group in groups) for key in ids)
    precision = right / len(ids) if ids else 0.0
    return recall, 5 * precision * recall / (4 * precision + recall) if right else 0.0


def _told(value: tuple[float, float, float]) -> str:
    return f"{value[0]:.3f} [{value[1]:.3f}, {value[2]:.3f}]"
