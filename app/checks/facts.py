"""The first check: every figure, date, name and number of a draft traced to a source, the form, or nothing.

Knows nothing of who wrote the text. What cannot be traced is marked 【要確認】 in the text, never hidden or changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.checks.subject import NEEDS_REVIEW, Checked, Subject, insert_marks
from app.names import find_names
from app.result import Fact, Finding
from app.retrieval import Evidence
from app.spans import Span, find_spans, impossible, supports, weekday_of, years
from app.wording import pairs

_BEFORE = 16
_ALIKE = 0.6
_GAPS = re.compile(r"【要確認[^】]*】")
_MESSAGES = {
    "unsupported": "「{text}」の根拠が、出典にも入力にも見付かりません。確かめてから、目印を消してください。",
    "conflict": "「{text}」は、{evidence}と食い違っています。どちらが正しいかを確かめてください。",
    "impossible": "「{text}」という日付はありません。",
    "weekday": "「{text}」の曜日が合いません。{evidence}です。",
    "stale": "「{text}」は、前回の文書「{evidence}」の値のままです。今回も同じかを確かめてください。",
}
_SEVERITY = {
    "unsupported": "warning",
    "conflict": "error",
    "impossible": "error",
    "weekday": "error",
    "stale": "info",
}


@dataclass(frozen=True, slots=True)
class _Pool:
    """The spans that one source says, with the words before each."""

    name: str
    number: int
    spans: tuple[tuple[Span, frozenset[str]], ...]
    words: str

    def says(self, span: Span) -> bool:
        return any(supports(mine, span) for mine, _ in self.spans)


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: str
    evidence: str
    rule: str = ""


def check_facts(subject: Subject) -> Checked:
    """Facts with their states, findings, and the text with a mark after what is unsupported or contradicted."""
    judge = _Judge(subject)
    judged = [(span, judge.verdict(span)) for span in _checkable(subject.text)]
    marks = [
        (span.end, _mark(verdict)) for span, verdict in judged if _needs_mark(subject.text, span, verdict)
    ]
    text, moved = insert_marks(subject.text, marks)
    facts, findings = [], []
    for span, verdict in judged:
        start, end = moved(span.start), moved(span.start) + len(span.text)
        facts.append(Fact(span.text, span.kind, verdict.state, start, end, verdict.evidence))
        if verdict.rule:
            message = _MESSAGES[verdict.rule].format(text=span.text, evidence=verdict.evidence)
            findings.append(
                Finding(
                    f"facts.{verdict.rule}",
                    _SEVERITY[verdict.rule],
                    message,
                    start,
                    end,
                    source=verdict.evidence,
                )
            )
    return Checked(text, tuple(facts), tuple(findings))


def _checkable(text: str) -> Iterator[Span]:
    """The spans and the persons' names of a text, in order; what stands in a 【要確認…】 is already marked."""
    spans = list(find_spans(text))
    gaps = [(gap.start(), gap.end()) for gap in _GAPS.finditer(text)]
    for start, end in find_names(text):
        inside = any(left <= start < right for left, right in gaps)
        if not inside and all(end <= span.start or span.end <= start for span in spans):
            name = re.sub(r"[ 　]", "", text[start:end])
            spans.append(Span("氏名", start, end, text[start:end], name))
    yield from sorted(spans, key=lambda span: span.start)


class _Judge:
    """Looks one span up in the sources, the form and the past document, in that order."""

    def __init__(self, subject: Subject) -> None:
        self._text = subject.text
        self._sources = [_pool_of(evidence) for evidence in subject.evidence]
        self._form = _pool("入力", 0, "\n".join(subject.values.values()))
        self._past = _pool(subject.past_title, 0, subject.past)
        self._years = years([span for span, _ in self._form.spans] + list(find_spans(subject.text)))

    def verdict(self, span: Span) -> _Verdict:
        if impossible(span):
            return _Verdict("conflict", "暦", "impossible")
        if wrong := self._weekday(span):
            return wrong
        cited = _cited_after(self._text, span.end)
        ordered = sorted(self._sources, key=lambda pool: pool.number not in cited)
        for pool in ordered:
            if pool.says(span):
                return _Verdict("supported", f"[{pool.number}] {pool.name}")
        if self._form.says(span):
            return _Verdict("input", "入力")
        if self._past.says(span):
            return _Verdict("stale", self._past.name, "stale")
        if rival := self._rival(span, ordered, cited):
            return _Verdict("conflict", rival, "conflict")
        return _Verdict("unsupported", "", "unsupported")

    def _weekday(self, span: Span) -> _Verdict | None:
        """A verdict when the weekday written is not the day's own in any year that the text or the form writes."""
        if span.kind != "日付" or not span.weekday:
            return None
        right = {weekday_of(span, year) for year in self._years} | {weekday_of(span)}
        right.discard("")
        if not right or span.weekday in right:
            return None
        return _Verdict(
            "conflict", f"正しくは{'又は'.join(f'（{day}）' for day in sorted(right))}", "weekday"
        )

    def _rival(self, span: Span, pools: list[_Pool], cited: frozenset[int]) -> str:
        """What a source says instead, in the same words about the same unit: 「[2]の「9,288人」」, or ""."""
        around = pairs(self._text[max(0, span.start - _BEFORE) : span.start])
        for pool in pools:
            for other, before in pool.spans:
                same = other.kind == span.kind and other.unit == span.unit
                if same and around and len(around & before) / len(around) >= _needed(pool.number in cited):
                    return f"出典[{pool.number}]の「{other.text}」"
        return ""


def _needed(cited: bool) -> float:
    """How alike the words must be: less for the source that the sentence itself cites."""
    return _ALIKE if cited else (1 + _ALIKE) / 2


def _pool_of(evidence: Evidence) -> _Pool:
    """What a source says, its name and its article included; thousands of yen also as yen, as tables have them."""
    passage = evidence.passage
    text = f"{evidence.document.title}\n{evidence.citation.label}\n{passage.context}\n{passage.text}"
    pool = _pool(evidence.citation.label, evidence.number, text)
    scale = {"千円": 1000, "百万円": 1_000_000}.get(
        next(iter(re.findall("千円|百万円", passage.context)), ""), 0
    )
    if not scale:
        return pool
    scaled = [
        (replace(span, kind="金額", unit="円", value=span.value * scale), before)
        for span, before in pool.spans
        if span.kind == "数" and not span.unit and isinstance(span.value, Decimal)
    ]
    return replace(pool, spans=(*pool.spans, *scaled))


def _pool(name: str, number: int, text: str) -> _Pool:
    spans = [(span, pairs(text[max(0, span.start - 2 * _BEFORE) : span.start])) for span in _checkable(text)]
    return _Pool(name, number, tuple(spans), text)


def _cited_after(text: str, at: int) -> frozenset[int]:
    """The [n] of the sentence that a span stands in."""
    end = text.find("。", at)
    line = text.find("\n", at)
    stops = [stop for stop in (end, line) if stop >= 0]
    return frozenset(
        int(number) for number in re.findall(r"\[(\d+)\]", text[at : min(stops, default=len(text)) + 1])
    )


def _needs_mark(text: str, span: Span, verdict: _Verdict) -> bool:
    return verdict.state in ("unsupported", "conflict") and not text.startswith(NEEDS_REVIEW, span.end)


def _mark(verdict: _Verdict) -> str:
    return f"【要確認：{verdict.evidence}】" if verdict.state == "conflict" else "【要確認】"
