"""The checklist of a task, as far as a program can decide it: met, not met and why, or left to the person. Knows no pages.

A template says with which conditions an item is decided (``verified``). An item without conditions, or whose
conditions find nothing to look at, is nobody's but the person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.result import Fact, Finding, Verdict
from app.tasks.template import TaskTemplate

CONDITIONS = ("rule", "facts", "has", "lacks", "if")
"""「rule:council.」 no such finding; 「facts:日付|回数」 every such fact has its source; 「has:…」「lacks:…」 words (a regular expression);
「if:…」 words without which the item is not looked at."""
_OPEN = ("unsupported", "conflict", "stale")
_TRACED = "{kinds}{count}件に、出典か入力があります。"
_UNTRACED = "「{text}」に根拠がありません（{count}件）。"
_OLD = "「{text}」は前の文書の値のままです（{count}件）。"
_HAS, _HAS_NOT = "「{words}」があります。", "書かれていません。"
_LACKS, _LACKS_NOT = "当たる言葉はありません。", "「{words}」と書かれています。"
_CLEAN = "点検の指摘はありません。"
_SHORT = 60


def verdicts(
    template: TaskTemplate, text: str, facts: Sequence[Fact], findings: Sequence[Finding]
) -> tuple[Verdict, ...]:
    """The items that can be decided, in order. Info findings are no objection."""
    told = []
    for number, item in enumerate(template.checklist):
        conditions = template.verified.get(item, ())
        if any(_absent(condition, text) for condition in conditions):
            continue
        answers = [
            answer
            for condition in conditions
            if (answer := _answer(condition, text, facts, findings)) is not None
        ]
        if not answers:
            continue
        failed = next((reason for met, reason in answers if not met), "")
        told.append(Verdict(number, not failed, failed or answers[0][1]))
    return tuple(told)


def _absent(condition: str, text: str) -> bool:
    kind, _, wanted = condition.partition(":")
    return kind == "if" and not re.search(wanted, text, re.MULTILINE)


def _answer(
    condition: str, text: str, facts: Sequence[Fact], findings: Sequence[Finding]
) -> tuple[bool, str] | None:
    """(met, reason), or None where there is nothing to look at."""
    kind, _, wanted = condition.partition(":")
    if kind == "if":
        return None
    if kind == "rule":
        against = [one for one in findings if one.rule.startswith(wanted) and one.severity != "info"]
        return (False, _short(against[0].message)) if against else (True, _CLEAN)
    if kind == "facts":
        return _facts(wanted.split("|"), facts)
    found = re.search(wanted, text, re.MULTILINE)
    words = found[0].strip()[:20] if found else ""
    if kind == "has":
        return (True, _HAS.format(words=words)) if found else (False, _HAS_NOT)
    return (False, _LACKS_NOT.format(words=words)) if found else (True, _LACKS)


def _facts(kinds: list[str], facts: Sequence[Fact]) -> tuple[bool, str] | None:
    asked = [one for one in facts if one.kind in kinds]
    left = [one for one in asked if one.state in _OPEN and not one.ticked]
    if not asked:
        return None
    if left:
        message = _OLD if left[0].state == "stale" else _UNTRACED
        return False, message.format(text=left[0].text, count=len(left))
    named = "・".join(dict.fromkeys(one.kind for one in asked))
    return True, _TRACED.format(kinds=named, count=len(asked))


def _short(message: str) -> str:
    return message if len(message) <= _SHORT else f"{message[: _SHORT - 1]}…"
