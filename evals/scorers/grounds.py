"""Scorers of whether sources bear what a text says: ALCE's recall and precision, 条項, promises. Knows nothing of suites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.checks.uses.stance import check_stance
from app.text.marks import REVIEW
from evals.case import is_of
from evals.citing import cited_sentences, weigh
from evals.own_places import own_places
from evals.scorers.drafts import subject_of
from ingest.law.reference import find_references

Judged = tuple[float | None, str]
FIRST, DEPTH, BUDGET = 5, 10, 1800
"""Hits a clerk sees; hits that count at all; characters of hits that a prompt has room for (about 900 tokens)."""


def borne(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Citation recall: the share of citing sentences that their sources together bear."""
    bare, _, cited, _ = _weighed(given)
    if not cited:
        return None, ""
    return (cited - len(bare)) / cited, "出典に支えられない文：" + "、".join(bare[:3]) if bare else ""


def working(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Citation precision: the share of citations that bear their sentence, alone or as a part that is needed."""
    _, idle, _, marked = _weighed(given)
    if not marked:
        return None, ""
    return (marked - len(idle)) / marked, "働いていない出典番号：" + "、".join(idle[:3]) if idle else ""


def articles(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the 第○条第○項 in citing sentences that a source, its label or the form names too; the draft's own
    articles (a 第○条 that begins a line of it) are known."""
    text = REVIEW.sub("", given.get("text", ""))
    citing = [one.text for one in cited_sentences(text) if one.numbers]
    named = [place for one in citing for place in find_references(one)]
    if not named:
        return None, ""
    sources = [f"{one.get('label', '')}\n{one['source']}" for one in given.get("citations", ())]
    told = [*map(str, given.get("told", ())), *case.get("says", ()), given.get("past", "")]
    known = {one.anchor for each in (*sources, *told, *own_places(text)) for one in find_references(each)}
    wrong = [one.text for one in named if not any(_within(place, one.anchor) for place in known)]
    return 1 - len(wrong) / len(named), f"出典にない条項「{'」「'.join(wrong[:3])}」" if wrong else ""


def stance(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """No sentence of our own promises more than the form chose."""
    subject = subject_of(case, given)
    template = subject.template if subject else None
    if subject is None or template is None or template.stance is None:
        return None, ""
    if template.stance.level(subject.values) is None:
        return None, ""
    wrong = [one.message for one in check_stance(subject).findings if one.severity == "error"]
    return float(not wrong), wrong[0] if wrong else ""


def own_documents(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """1 − the share of wrong documents among the first hits (DRM, arXiv 2510.06999)."""
    starts = tuple(gold.split("#")[0] for gold in case["gold"])
    hits = given["hits"][:FIRST]
    if not starts or not hits:
        return None, ""
    wrong = [hit["title"] for hit in hits if not hit["id"].startswith(starts)]
    return 1 - len(wrong) / len(hits), f"別の文書が {len(wrong)} 件（「{wrong[0]}」など）" if wrong else ""


def within_budget(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """F2 of the hits that fit into a prompt: recall of the golds, precision by document, recall counted four times."""
    golds = list(case["gold"])
    if not golds:
        return None, ""
    room, taken = BUDGET, 0
    for hit in given["hits"][:DEPTH]:
        room -= len(hit["text"])
        if room < 0 and taken:
            break
        taken += 1
    hits = given["hits"][:taken]
    right = [gold for gold in golds if any(_is(hit, gold, case["quote"]) for hit in hits)]
    recall = len(right) / len(golds) if "multi" in case["tags"] else float(bool(right))
    starts = tuple(gold.split("#")[0] for gold in golds)
    good = sum(hit["id"].startswith(starts) for hit in hits)
    precision = good / len(hits) if hits else 0.0
    value = 5 * precision * recall / (4 * precision + recall) if recall and precision else 0.0
    return value, f"書く材料に入る {len(hits)} 件のうち、正解の文書は {good} 件"


def dated(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """For a day that is named: the gold revision is among the first hits, and none of them is another day's."""
    if not case.get("as_of") or not case["gold"]:
        return None, ""
    hits, day = given["hits"][:FIRST], case["as_of"]
    stale = [
        hit["title"] for hit in hits if (hit["from"] and hit["from"] > day) or (hit["to"] and hit["to"] < day)
    ]
    found = any(_is(hit, gold, case["quote"]) for hit in hits for gold in case["gold"])
    told = f"{day} に効力のない版「{stale[0]}」" if stale else f"{day} の版が出ていない"
    return float(found and not stale), "" if found and not stale else told


def _weighed(given: Mapping[str, Any]) -> tuple[list[str], list[str], int, int]:
    told = "\n".join([*map(str, given.get("told", ())), given.get("past", "")])
    sources = {one["number"]: one["source"] for one in given.get("citations", ())}
    return weigh(given.get("text", ""), sources, told)


def _within(place: str, named: str) -> bool:
    """Whether ``place`` is the one named, or a part of it: 第3条 is named where a source says 第3条第2項."""
    rest = place.removeprefix(named)
    return place == named or (place.startswith(named) and not rest[0].isdigit() and rest[0] != "_")


def _is(hit: Mapping[str, Any], gold: str, quote: str) -> bool:
    return is_of(hit, (gold,)) and quote in hit["text"]
