"""Scorers of retrieval sets (BEIR) and of references read from laws. Knows nothing of how they were found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals import metrics

Judged = tuple[float | None, str]


def ndcg(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """nDCG@10 with the gains of the set."""
    return _ranked(case, given, metrics.ndcg)


def recall(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    return _ranked(case, given, metrics.recall)


def reciprocal(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    return _ranked(case, given, metrics.reciprocal_rank)


def law(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    return _level("law", case, given)


def article(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    return _level("article", case, given)


def paragraph(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    return _level("paragraph", case, given) if case.get("paragraph") else (None, "")


def precision(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Of the references that were read, whether the 条 is right; None for one that was not read."""
    return _level("article", case, given) if given.get("read") else (None, "")


def tree(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of a law's 条 that its tree has."""
    if "missing" not in given or not case["articles"]:
        return None, ""
    lost = given["missing"]
    return 1 - len(lost) / case["articles"], f"ない条：{'、'.join(lost[:3])}" if lost else ""


def _ranked(case: Mapping[str, Any], given: Mapping[str, Any], measure: Any) -> Judged:
    if "ranked" not in given:
        return None, ""
    value = float(measure(given["ranked"], case["gains"]))
    return value, "" if value == 1 else f"先頭は {given['ranked'][0] if given['ranked'] else 'なし'}"


def _level(level: str, case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if "right" not in given:
        return None, ""
    good = level in given["right"]
    return float(good), "" if good else f"「{case['words']}」を {given['read'] or '読めなかった'}"
