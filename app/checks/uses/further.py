"""再質問想定: three branches, each question with an answer that has grounds or says what is missing; the policy is chosen.

Knows nothing of whether an answer is a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.place import section_places
from app.checks.subject import NEEDS_REVIEW, Checked, Subject
from app.result import Finding
from app.text.wording import pairs

ANSWER, FURTHER = "（答弁案）", "（再々質問）"
"""What stands before an answer, and before the question that it calls forth."""
BRANCHES = 3
"""Further questions that an answer is prepared for."""
_BRANCH = re.compile(r"^[0-9０-９]{1,2}[ 　.．]", re.MULTILINE)
_FEW = "再質問の想定が{count}件です。{most}件を用意してください。"
_NO_ANSWER = "再質問「{question}」に、答弁案がありません。"
_NO_GROUNDS = (
    "再質問「{question}」の答弁案に、出典の番号がありません。根拠を付けるか、【要確認】としてください。"
)
_NO_POLICY = "「{label}」が決まっていません。結びの言葉の強さが決まらないため、選んでから使ってください。"
_NO_CLOSING = "方針「{option}」を表す結びの言葉（「{word}」など）が、答弁にありません。"


def check_further(subject: Subject) -> Checked:
    """Findings for missing branches, answers, grounds, and for a policy that is not chosen or not said."""
    return Checked(subject.text, (), (*_branches(subject), *_policy(subject)))


def _branches(subject: Subject) -> Iterator[Finding]:
    for section, start, end in section_places(subject):
        if section.by != "questions" or not section.questions:
            continue
        body = subject.text[start:end]
        heads = [match.start() for match in _BRANCH.finditer(body)]
        if len(heads) < BRANCHES:
            yield Finding(
                "questions.few", "warning", _FEW.format(count=len(heads), most=BRANCHES), start, end
            )
        for head, after in zip(heads, [*heads[1:], len(body)], strict=True):
            for at, question, answer in _pairs(body[head:after]):
                place = start + head + at
                if not answer.strip():
                    message = _NO_ANSWER.format(question=question)
                    yield Finding("questions.answer", "warning", message, place, place + len(question))
                elif not (
                    NEEDS_REVIEW in answer or re.search(r"\[\d+\]", answer) or _is_given(answer, subject)
                ):
                    message = _NO_GROUNDS.format(question=question)
                    yield Finding("questions.grounds", "warning", message, place, place + len(question))


def _is_given(answer: str, subject: Subject) -> bool:
    """Whether an answer is the form's own reason for the policy."""
    stance = subject.template.stance if subject.template else None
    reason = subject.values.get(stance.reason, "") if stance else ""
    return bool(reason) and pairs(answer) <= pairs(reason)


def _pairs(branch: str) -> Iterator[tuple[int, str, str]]:
    """(offset of the question, the question, its answer) of a branch: the 再質問, and what it calls forth."""
    parts = branch.split(FURTHER)
    at = 0
    for number, part in enumerate(parts):
        question, _, answer = part.partition(ANSWER)
        lead = re.match(r"[ 　\n]*(?:[0-9０-９]{1,2}[ 　.．]+)?", question)
        start = lead.end() if lead else 0
        yield at + start, question[start:].strip(), answer
        at += len(part) + len(FURTHER) * (number < len(parts) - 1)


def _policy(subject: Subject) -> Iterator[Finding]:
    template = subject.template
    stance = template.stance if template else None
    if template is None or stance is None:
        return
    chosen = stance.level(subject.values)
    if chosen is None:
        label = template.label(stance.field)
        yield Finding("stance.missing", "error", _NO_POLICY.format(label=label))
    for section, start, end in section_places(subject):
        if (
            chosen
            and section.by == "answer"
            and not any(word in subject.text[start:end] for word in chosen.words)
        ):
            message = _NO_CLOSING.format(option=chosen.option, word=chosen.words[0])
            yield Finding("stance.unsaid", "warning", message, start, end)
