"""Scorers of a search: is what answers the question among the first hits. Knows nothing of how a search works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals import metrics
from evals.case import is_of

Judged = tuple[float | None, str]
FIRST = 5
"""Hits that count: what a clerk sees without scrolling, and what a draft is written from."""


def _placed(place: int) -> str:
    return f"正解は {place} 番目" if place else "正解は見付かった中にない"


def first_hit(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if not case["gold"]:
        return None, ""
    place = rank(case, given)
    return float(place == 1), "" if place == 1 else f"{_placed(place)}。{_top(given)}"


def early_hit(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if not case["gold"]:
        return None, ""
    place = rank(case, given)
    good = 0 < place <= FIRST
    return float(good), "" if good else f"{_placed(place)}。{_top(given)}"


def gain(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """nDCG@10 with the golds as equals; where any one gold is enough, the first right hit counts."""
    if not case["gold"]:
        return None, ""
    ranked, gains = _ranked(case, given)
    return metrics.ndcg(ranked, gains), ""


def reciprocal(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if not case["gold"]:
        return None, ""
    ranked, gains = _ranked(case, given)
    return metrics.reciprocal_rank(ranked, gains), ""


def found_share(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if not case["gold"]:
        return None, ""
    ranked, gains = _ranked(case, given)
    return metrics.recall(ranked, gains), ""


def right_document(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Whether the first hit is of a document that holds an answer (document-level retrieval mismatch otherwise)."""
    if not case["gold"] or not given["hits"]:
        return None if not case["gold"] else 0.0, ""
    first = given["hits"][0]["id"].split("#")[0]
    good = any(first.startswith(gold.split("#")[0]) for gold in case["gold"])
    return float(good), "" if good else f"先頭は別の文書（{given['hits'][0]['title']}）"


def in_force(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """No hit may be of a text that is not in force on the day asked about."""
    day = case.get("as_of") or given.get("day", "")
    if not day or not given["hits"]:
        return None, ""
    stale = [
        hit
        for hit in given["hits"]
        if (hit.get("from") and day < hit["from"]) or (hit.get("to") and hit["to"] < day)
    ]
    return float(not stale), f"{day} に効力のない版：{stale[0]['title']}" if stale else ""


def answers(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if not case["gold"]:
        return None, ""
    return float(given["confident"]), "" if given["confident"] else "根拠がないと答えました。"


def answered(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The words that answer stand in a passage that a clerk sees, whichever it is."""
    wanted = "".join(str(case.get("answer", "")).split())
    if not wanted:
        return None, ""
    good = any(wanted in "".join(hit["text"].split()) for hit in given["hits"][:FIRST])
    return float(good), "" if good else f"答え「{case['answer'][:30]}」が出ていない。{_top(given)}"


def abstains(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if case["gold"]:
        return None, ""
    return float(not given["confident"]), f"答えようとしました。{_top(given)}" if given["confident"] else ""


def rank(case: Mapping[str, Any], given: Mapping[str, Any]) -> int:
    """The rank of the first right passage, 0 where there is none; with the tag "multi" of the last gold needed."""
    ranks = [_first(group, case, given["hits"]) for group in _groups(case)]
    return max(ranks) if all(ranks) else 0


def _groups(case: Mapping[str, Any]) -> list[tuple[str, ...]]:
    golds = tuple(case["gold"])
    return [(gold,) for gold in golds] if "multi" in case.get("tags", ()) else [golds]


def _first(group: tuple[str, ...], case: Mapping[str, Any], hits: Sequence[Mapping[str, Any]]) -> int:
    quote = case.get("quote", "")
    right = (hit["rank"] for hit in hits if is_of(hit, group) and quote in hit["text"])
    return min(right, default=0)


def _ranked(case: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[list[str], dict[str, float]]:
    """The hits by the group of golds that they are of, and the gains of the groups."""
    groups = {"/".join(group): group for group in _groups(case)}
    ranked, quote = [], case.get("quote", "")
    for hit in given["hits"]:
        name = next((n for n, group in groups.items() if is_of(hit, group) and quote in hit["text"]), "")
        ranked.append(name if name and name not in ranked else f"#{hit['rank']}")
    return ranked, dict.fromkeys(groups, 1.0)


def _top(given: Mapping[str, Any]) -> str:
    hits = given["hits"]
    return f"先頭は {hits[0]['title']} {hits[0]['label']}" if hits else "何も見つかりません"
