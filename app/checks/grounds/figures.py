"""Every figure, date and name of a text with its state, and a finding for each that is not supported. Knows no models.

It compares values with their units, sentence by sentence (app.checks.grounds.tracing). It never changes a word of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from app.checks.grounds.pools import read_sentences
from app.checks.grounds.sources import open_sources
from app.checks.grounds.tracing import Judge, Verdict
from app.result import Fact, Finding
from app.text.spans import Span

MARK = "【要確認】"
_MARKED = "【要確認"
_QUOTED = re.compile(r"「[^「」\n]*(?:「[^「」\n]*」[^「」\n]*)*」")
_SEVERITY = {"unsupported": "warning", "stale": "info"}
_ARTICLE = re.compile(r"^第1条　", re.MULTILINE)
_MESSAGES = {
    "unsupported": "「{text}」の根拠が、出典にも入力にも見付かりません。確かめてから、目印を消してください。",
    "stale": "「{text}」は、前回の文書「{evidence}」の値のままです。今回も同じかを確かめてください。",
    "impossible": "「{text}」という日付はありません。暦を確かめてください。",
    "weekday": "「{text}」の曜日が合いません。{evidence}です。",
    "order": "「{text}」は、始まりの「{evidence}」より前です。どちらが正しいかを確かめてください。",
    "conflict": "「{text}」は、{evidence}と食い違っています。どちらが正しいかを確かめてください。",
}


def check_facts(
    text: str,
    *,
    evidence: Sequence[tuple[int, str]],
    inputs: Mapping[str, str],
    today: date,
    past: tuple[str, str] = ("", ""),
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts of ``text`` in order with their states, and a finding for each that is not supported.

    ``evidence`` holds (citation number, words of the source), ``inputs`` the form's values by field, ``past`` the
    title and text of the document that the draft follows. ``today`` says which years a day without a year may mean.
    Offsets are code points of ``text``.
    """
    said = read_sentences(text)
    judge = Judge(text, said, open_sources(evidence, inputs, past), today)
    facts, findings = [], []
    before: Span | None = None
    numbered = bool(_ARTICLE.search(text))
    for sentence in said:
        for span in sentence.spans:
            if numbered and _is_own_article(span, text):
                continue
            verdict = judge.verdict(span, sentence, before)
            facts.append(make_fact(span, verdict))
            if verdict.rule:
                findings.append(make_finding(span, verdict))
            before = span
    return tuple(facts), tuple(findings)


def _is_own_article(span: Span, text: str) -> bool:
    """Whether 「第3条　」 begins an article of the draft itself, and is not one that it cites."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    return span.kind == "条番号" and not before.strip(" 　") and text.startswith("　", span.end)


def make_fact(span: Span, verdict: Verdict) -> Fact:
    return Fact(
        span.text,
        span.kind,
        verdict.state,
        span.start,
        span.end,
        verdict.evidence,
        max(verdict.citation, 0),
        verdict.quote,
    )


def make_finding(span: Span, verdict: Verdict) -> Finding:
    message = _MESSAGES[verdict.rule].format(text=span.text, evidence=_told(verdict))
    severity = _SEVERITY.get(verdict.rule, "error")
    return Finding(f"fact.{verdict.rule}", severity, message, span.start, span.end)


def _told(verdict: Verdict) -> str:
    return (
        f"出典の{verdict.evidence}"
        if verdict.evidence.startswith("[") and verdict.rule == "conflict"
        else verdict.evidence
    )


def mark_unsupported(text: str, facts: Sequence[Fact]) -> tuple[str, tuple[Fact, ...]]:
    """``text`` with 【要確認】 right after each fact that is unsupported or in conflict, and the facts at their new places.

    Within a quotation the mark stands behind its closing bracket: what is quoted stays as it was said. Where there
    is a mark already, no second one is put.
    """
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    places = {
        next((end for start, end in quoted if start < fact.start and fact.end < end), fact.end)
        for fact in facts
        if fact.state in ("unsupported", "conflict") and not text.startswith(_MARKED, fact.end)
    }
    marks = sorted(place for place in places if not text.startswith(_MARKED, place))
    cuts = [0, *marks, len(text)]
    moved = []
    for fact in sorted(facts, key=lambda each: each.start):
        shift = len(MARK) * bisect_right(marks, fact.start)
        moved.append(replace(fact, start=fact.start + shift, end=fact.end + shift))
    return MARK.join(text[start:end] for start, end in pairwise(cuts)), tuple(moved)


def move_findings(
    findings: Sequence[Finding], before: Sequence[Fact], after: Sequence[Fact]
) -> tuple[Finding, ...]:
    """The findings of check_facts at the places that mark_unsupported moved their facts to."""
    places = {(old.start, old.end): new for old, new in zip(before, after, strict=True)}
    pairs = [(finding, places.get((finding.start, finding.end))) for finding in findings]
    return tuple(replace(one, start=fact.start, end=fact.end) if fact else one for one, fact in pairs)
