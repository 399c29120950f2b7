"""The first check: every figure, date and name of a draft traced to a source, the form, or nothing.

Knows nothing of who wrote the text. What cannot be traced is marked 【要確認】 in the text, never hidden or changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.checks import figures
from app.checks.place import without_verbatim
from app.checks.subject import Checked, Subject
from app.checks.values import checkable, says
from app.names import find_names
from app.result import Fact, Finding

_STALE = "「{text}」は、前回の文書「{past}」の値のままです。今回も同じかを確かめてください。"
_NOBODY = "「{text}」という氏名の根拠が、出典にも入力にも見付かりません。確かめてから、目印を消してください。"
_GAPS = re.compile(r"【要確認[^】]*】")


def check_facts(subject: Subject) -> Checked:
    """Facts with their states, findings, and the text with a mark after what is unsupported or contradicted."""
    evidence = [(one.number, one.words) for one in subject.evidence]
    inputs = {name: f"{_label(subject, name)}：{value}" for name, value in subject.values.items() if value}
    if standard := _standard(subject):
        inputs["標準の条項"] = standard
    ours = without_verbatim(subject)
    told, findings = figures.check_facts(ours, evidence=evidence, inputs=inputs, today=subject.today)
    named = list(_people(subject.with_text(ours)))
    facts = tuple(sorted((*told, *(fact for fact, _ in named)), key=lambda fact: fact.start))
    findings = (*findings, *(finding for _, finding in named if finding))
    facts, findings = _carried_over(subject, facts, findings)
    text, moved = figures.mark_unsupported(subject.text, facts)
    return Checked(text, moved, figures.move_findings(findings, facts, moved))


def _standard(subject: Subject) -> str:
    """The office's own standard articles, which stand for themselves; "" where a task has none."""
    sections = subject.template.sections if subject.template else ()
    return "\n".join(one.text for one in sections) if any(one.by == "articles" for one in sections) else ""


def _label(subject: Subject, name: str) -> str:
    """The field's label: its unit in brackets (「話す時間（分）」) makes 「2」 say 2分."""
    field = subject.template.field(name) if subject.template else None
    return field.label if field else name


def _people(subject: Subject) -> Iterator[tuple[Fact, Finding | None]]:
    """Every person named, as a fact; a name that neither a source nor the form has is a finding."""
    gaps = [(gap.start(), gap.end()) for gap in _GAPS.finditer(subject.text)]
    sources = {f"[{one.number}]": _names(one.words) for one in subject.evidence}
    form = {f"入力「{field}」": _names(value) for field, value in subject.values.items()}
    past = _names(subject.past)
    for start, end in find_names(subject.text):
        if any(left <= start < right for left, right in gaps):
            continue
        words = subject.text[start:end]
        state, place = "unsupported", ""
        for kind, pools in (("supported", sources), ("input", form)):
            where = next((place for place, known in pools.items() if _known(words, known)), "")
            if where and state == "unsupported":
                state, place = kind, where
        if state == "unsupported" and _known(words, past):
            state, place = "stale", subject.past_title
        message = {"unsupported": _NOBODY, "stale": _STALE}.get(state, "").format(text=words, past=place)
        rule = "fact.stale" if state == "stale" else "fact.unsupported"
        severity = "info" if state == "stale" else "warning"
        finding = Finding(rule, severity, message, start, end) if message else None
        yield Fact(words, "氏名", state, start, end, place), finding


def _carried_over(
    subject: Subject, facts: tuple[Fact, ...], findings: tuple[Finding, ...]
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """What only the past document says is 旧い: it stays without a mark, and is told."""
    if not subject.past:
        return facts, findings
    old = list(checkable(subject.past))
    stale = {
        (span.start, span.end)
        for span in checkable(without_verbatim(subject))
        if any(says(source, span, subject.past) for source in old)
    }
    kept: list[Fact] = []
    told = {(finding.start, finding.end): finding for finding in findings}
    for fact in facts:
        place = (fact.start, fact.end)
        if fact.state == "unsupported" and place in stale:
            message = _STALE.format(text=fact.text, past=subject.past_title)
            told[place] = Finding("fact.stale", "info", message, *place)
            fact = replace(fact, state="stale", evidence=subject.past_title)
        kept.append(fact)
    return tuple(kept), tuple(told.values())


def _names(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"[ 　]", "", text[start:end]) for start, end in find_names(text))


def _known(words: str, names: frozenset[str]) -> bool:
    """Whether a name is known; a 姓 alone is, when somebody of that 姓 is."""
    plain = re.sub(r"[ 　]", "", words)
    return any(name.startswith(plain) for name in names)
