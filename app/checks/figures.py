"""Every figure of a text traced to a numbered source, the form, the calendar, or nothing. Knows nothing of models.

It compares values with their units. It does not judge whether a sentence says the right thing about a right figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.checks.values import DATES, checkable, follows, later_half, parts, says
from app.result import Fact, Finding
from app.spans import Span, impossible, weekday_of, years

MARK = "【要確認】"
_MARKED = "【要確認"
_LONGEST_QUOTE = 24
_SURE = 8
_BOUNDS = "。、，\n|｜「」（）()　"
_RANGE = re.compile(r"[ 　]*(?:から|より|[~〜～―–－-])[ 　]*")
_SEVERITY = {"unsupported": "warning"}
_ARTICLE = re.compile(r"^第1条　", re.MULTILINE)
_MESSAGES = {
    "unsupported": "「{text}」の根拠が、出典にも入力にも見付かりません。確かめてから、目印を消してください。",
    "impossible": "「{text}」という日付はありません。暦を確かめてください。",
    "weekday": "「{text}」の曜日が合いません。{evidence}です。",
    "order": "「{text}」は、始まりの「{evidence}」より前です。どちらが正しいかを確かめてください。",
    "conflict": "「{text}」は、出典の{evidence}と食い違っています。どちらが正しいかを確かめてください。",
}


@dataclass(frozen=True, slots=True)
class _Pool:
    """What one source says. ``name`` is 「[2]」 or 「入力「会場」」; ``number`` is 0 for the form."""

    name: str
    number: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: str
    evidence: str
    rule: str = ""


def check_facts(
    text: str, *, evidence: Sequence[tuple[int, str]], inputs: Mapping[str, str], today: date
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """The facts of ``text`` in order with their states, and a finding for each that is not supported.

    ``evidence`` holds (citation number, words of the source), ``inputs`` the form's values by field. ``today`` says
    which years a day without a year may mean. Offsets are code points of ``text``.
    """
    judge = _Judge(text, evidence, inputs, today)
    facts, findings = [], []
    before: Span | None = None
    numbered = bool(_ARTICLE.search(text))
    for span in checkable(text):
        if numbered and _is_own_article(span, text):
            continue
        span = later_half(span, before, text)
        verdict = judge.verdict(span, before)
        facts.append(Fact(span.text, span.kind, verdict.state, span.start, span.end, verdict.evidence))
        if verdict.rule:
            message = _MESSAGES[verdict.rule].format(text=span.text, evidence=verdict.evidence)
            severity = _SEVERITY.get(verdict.rule, "error")
            findings.append(Finding(f"fact.{verdict.rule}", severity, message, span.start, span.end))
        before = span
    return tuple(facts), tuple(findings)


def _is_own_article(span: Span, text: str) -> bool:
    """Whether 「第3条　」 begins an article of the draft itself, and is not one that it cites."""
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    return span.kind == "条番号" and not before.strip(" 　") and text.startswith("　", span.end)


def mark_unsupported(text: str, facts: Sequence[Fact]) -> tuple[str, tuple[Fact, ...]]:
    """``text`` with 【要確認】 right after each fact that is unsupported or in conflict, and the facts at their new places.

    A fact that already has a mark behind it gets no second one.
    """
    pieces: list[str] = []
    moved: list[Fact] = []
    at = shift = 0
    for fact in sorted(facts, key=lambda each: each.start):
        moved.append(replace(fact, start=fact.start + shift, end=fact.end + shift))
        if fact.state in ("unsupported", "conflict") and not text.startswith(_MARKED, fact.end):
            pieces += [text[at : fact.end], MARK]
            at = fact.end
            shift += len(MARK)
    return "".join([*pieces, text[at:]]), tuple(moved)


def move_findings(
    findings: Sequence[Finding], before: Sequence[Fact], after: Sequence[Fact]
) -> tuple[Finding, ...]:
    """The findings of check_facts at the places that mark_unsupported moved their facts to."""
    places = {(old.start, old.end): new for old, new in zip(before, after, strict=True)}
    pairs = [(finding, places.get((finding.start, finding.end))) for finding in findings]
    return tuple(replace(one, start=fact.start, end=fact.end) if fact else one for one, fact in pairs)


class _Judge:
    """Looks one span up: the calendar first, then the sources (the cited ones before the others), then the form."""

    def __init__(
        self, text: str, evidence: Sequence[tuple[int, str]], inputs: Mapping[str, str], today: date
    ) -> None:
        self._text = text
        self._sources = [_pool(f"[{number}]", number, told) for number, told in evidence]
        self._form = [_pool(f"入力「{field}」", 0, told) for field, told in inputs.items()]
        self._today = today
        known = years(span for pool in (*self._sources, *self._form) for span in pool.spans)
        self._years = {*known, *years(checkable(text)), today.year, today.year + 1}

    def verdict(self, span: Span, before: Span | None) -> _Verdict:
        if impossible(span):
            return _Verdict("conflict", "暦", "impossible")
        if start := self._earlier(span, before):
            return _Verdict("conflict", start, "order")
        cited = _cited(self._text, span.end)
        pools = [*sorted(self._sources, key=lambda pool: pool.number not in cited), *self._form]
        found = [(pool, source) for pool in pools for source in pool.spans if says(source, span, pool.text)]
        if wrong := self._weekday(span, [source for _, source in found]):
            return _Verdict("conflict", wrong, "weekday")
        if found:
            return _supported(span, *_best(span, found))
        for pool in pools:
            for source in pool.spans:
                if reason := follows(source, span, pool.text):
                    return _Verdict("derived", f"{_quote(pool, source)}{reason}")
        if span.kind in DATES and self._is_today(span):
            return _Verdict("derived", "今日の日付")
        if rival := self._rival(span, pools):
            return _Verdict("conflict", rival, "conflict")
        return _Verdict("unsupported", "", "unsupported")

    def _earlier(self, span: Span, before: Span | None) -> str:
        """The start of a period whose end ``span`` is, when the end is certainly the earlier one; else ""."""
        if before is None or before.kind != span.kind:
            return ""
        if not _RANGE.fullmatch(self._text[before.end : span.start]):
            return ""
        first, last = before.value, span.value
        if not isinstance(first, tuple) or not isinstance(last, tuple):
            return ""
        if span.kind == "時刻":  # over midnight is no mistake: both must be before or after noon
            return before.text if last < first and (first[0] < 12) == (last[0] < 12) else ""
        if span.kind == "日付" and first[0] and last[0]:
            return before.text if last < first else ""
        same_month = span.kind == "日付" and last[0] is None and first[1] == last[1]
        return before.text if same_month and last[2] < first[2] else ""

    def _weekday(self, span: Span, sources: list[Span]) -> str:
        """What the weekday should be, when the one written is certainly wrong; else ""."""
        if span.kind != "日付" or not span.weekday:
            return ""
        year, _, _ = parts(span)
        told = {source.weekday for source in sources} - {""}
        if year is None and told:
            right = told
        elif year is None and (dated := {parts(source)[0] for source in sources} - {None}):
            right = {weekday_of(span, each) for each in dated}
        else:
            right = {weekday_of(span)} if year else {weekday_of(span, each) for each in self._years}
        right.discard("")
        return (
            ""
            if not right or span.weekday in right
            else f"正しくは{'又は'.join(f'（{day}）' for day in sorted(right))}"
        )

    def _is_today(self, span: Span) -> bool:
        mine = parts(span)
        day = (self._today.year, self._today.month, self._today.day)
        return mine[0] is not None and all(own in (None, real) for own, real in zip(mine, day, strict=True))

    def _rival(self, span: Span, pools: list[_Pool]) -> str:
        """What the sources say in the very same words up to the figure: 「[2] 1通につき300円」, or "".

        Certain only where the sentence begins alike for at least 8 characters and all sources agree.
        """
        mine = _lead(self._text, span.start)
        if len(mine) < _SURE:
            return ""
        rivals = {
            (source.value, source.unit): _quote(pool, source)
            for pool in pools
            for source in pool.spans
            if pool.number and (source.kind, source.unit) == (span.kind, span.unit)
            if _lead(pool.text, source.start) == mine
        }
        return next(iter(rivals.values())) if len(rivals) == 1 else ""


def _pool(name: str, number: int, text: str) -> _Pool:
    before: Span | None = None
    spans = []
    for span in checkable(text):
        before = later_half(span, before, text)
        spans.append(before)
    return _Pool(name, number, text, tuple(spans))


def _best(span: Span, found: list[tuple[_Pool, Span]]) -> tuple[_Pool, Span]:
    """Of what supports a day, the one that writes its weekday too; else the first."""
    same = (pair for pair in found if span.weekday and pair[1].weekday == span.weekday)
    return next(same, found[0])


def _supported(span: Span, pool: _Pool, source: Span) -> _Verdict:
    quote = _quote(pool, source)
    if span.weekday and not source.weekday:
        return _Verdict("derived", f"{quote}は（{span.weekday}）")
    return _Verdict("supported" if pool.number else "input", quote)


def _quote(pool: _Pool, source: Span) -> str:
    """「[2] 1通につき300円」: the name of the source and the words around the figure."""
    start, end = source.start, source.end
    while start > 0 and pool.text[start - 1] not in _BOUNDS and end - start < _LONGEST_QUOTE:
        start -= 1
    return f"{pool.name} {pool.text[start:end].strip()}"


def _lead(text: str, at: int) -> str:
    """The sentence's words up to ``at``, without marks and blanks."""
    start = max(text.rfind(stop, 0, at) for stop in "。\n") + 1
    return re.sub(r"\[\d+\]|【要確認[^】]*】|[ 　]", "", text[start:at])


def _cited(text: str, at: int) -> frozenset[int]:
    """The [n] of the sentence in which ``at`` stands."""
    rest = re.match(r"[^。\n]*。?(?:\[\d+\])*", text[at:])
    return frozenset(int(number) for number in re.findall(r"\[(\d+)\]", rest[0] if rest else ""))
