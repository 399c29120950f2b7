"""Questions without a good answer, those of the same meaning together, and what became of them. Knows no pages, no index.

The vectors come from whoever calls: the index's own embedder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

import numpy as np
import numpy.typing as npt

from app.records.conversations import Conversations, now
from app.records.store import tables, writing

Vector = npt.NDArray[np.float32]
SAME = 0.89
"""Least mean cosine (e5-small) of a question to a group that has its meaning; tests/test_gaps.py measures it."""
FRAME = 6
"""Letters at the end in which two questions about different things are the same, 「…を教えてください」."""
UNANSWERED = ("no_sources",)
_SENT = "section:"
"""What stands before the 課 to which a member of staff has sent a question."""
_NAMED = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Missed:
    """One question. ``why`` is "unanswered", "bad" or "chosen" (by an evaluator); ``comment`` is what the resident missed."""

    id: int
    text: str
    section: str
    why: str
    comment: str
    at: str
    page: str = ""
    """Address of the public page that named the 課: the one that answered, or the nearest."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one meaning, the first asked first; ``section`` is the 課 that most of their answers named."""

    questions: tuple[Missed, ...]
    section: str
    page: str = ""
    """The page that most of those name whose 課 it is."""


def missed(conversations: Conversations, *, also: Collection[int] = ()) -> list[Missed]:
    """Every question that found no answer or a bad one, or whose answer is among ``also``, and that nobody has dealt with,
    oldest first."""
    with conversations.store.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, conversation, kind, data, at FROM event"
            " WHERE kind IN ('question', 'answer', 'rating') ORDER BY id"
        ).all()
        dealt = {int(row.question): str(row.how) for row in connection.execute(tables.gap.select())}
    asked: dict[int, Any] = {}
    by_answer: dict[int, Any] = {}
    found: dict[int, Missed] = {}
    for row in rows:
        data = json.loads(row.data)
        if row.kind == "question":
            asked[row.conversation] = (int(row.id), str(data.get("text", "")), str(row.at))
        elif row.kind == "answer" and row.conversation in asked:
            office = data.get("handoff") or {}
            named = (str(office.get("section", "")), str(office.get("page", "")))
            by_answer[int(row.id)] = (*asked[row.conversation], *named)
            if data.get("status") in UNANSWERED:
                _add(found, by_answer[int(row.id)], "unanswered", "")
        elif row.kind == "rating" and int(data.get("answer", 0)) in by_answer:
            _rated(found, by_answer[int(data["answer"])], data)
    for number in also:
        if number in by_answer:
            _add(found, by_answer[number], "chosen", "")
    sent = {key: how.removeprefix(_SENT) for key, how in dealt.items() if how.startswith(_SENT)}
    return [
        replace(found[key], section=sent[key], page="") if key in sent else found[key]
        for key in sorted(found)
        if key in sent or key not in dealt
    ]


def _rated(found: dict[int, Missed], question: Any, data: Any) -> None:
    """The last rating counts."""
    if not data.get("good"):
        _add(found, question, "bad", str(data.get("comment", "")))
    elif question[0] in found and found[question[0]].why == "bad":
        del found[question[0]]


def _add(found: dict[int, Missed], question: Any, why: str, comment: str) -> None:
    number, text, at, section, page = question
    if text.strip():
        found[number] = Missed(number, text, section, why, comment, at, page)


def grouped(questions: Sequence[Missed], embed: Callable[[str], Vector], *, same: float = SAME) -> list[Gap]:
    """The questions by meaning, the largest group first: each joins the group that it is nearest to on average, and of
    which none asks the same of another thing."""
    groups: list[list[int]] = []
    vectors = [_unit(embed(one.text)) for one in questions]
    for number, vector in enumerate(vectors):
        text = questions[number].text
        near = [
            -1.0
            if any(_of_another(text, questions[other].text) for other in group)
            else float(np.mean([vector @ vectors[other] for other in group]))
            for group in groups
        ]
        best = int(np.argmax(near)) if near else -1
        if best >= 0 and near[best] >= same:
            groups[best].append(number)
        else:
            groups.append([number])
    made = [_gap([questions[number] for number in group]) for group in groups]
    return sorted(made, key=lambda gap: (-len(gap.questions), gap.questions[0].id))


def _of_another(one: str, other: str) -> bool:
    """Whether the two end alike and what stands before has no name in common: 「図書館の休館日は…」「体育館の休館日は…」."""
    one, other = one.rstrip(" 　。？?"), other.rstrip(" 　。？?")
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one[::-1], other[::-1], strict=False))
    )
    if same < FRAME:
        return False
    names = _names(one[: len(one) - same]), _names(other[: len(other) - same])
    return all(names) and not names[0] & names[1]


def _names(text: str) -> set[str]:
    return {name[at : at + 2] for name in _NAMED.findall(text) for at in range(len(name) - 1)}


def _unit(vector: Vector) -> Vector:
    flat = np.asarray(vector, dtype=np.float32).reshape(-1)
    return flat / max(float(np.linalg.norm(flat)), 1e-9)


def _gap(questions: list[Missed]) -> Gap:
    named = [one.section for one in questions if one.section]
    section = max(named, key=named.count) if named else ""
    pages = [one.page for one in questions if one.page and one.section == section]
    return Gap(tuple(questions), section, max(pages, key=pages.count) if pages else "")


def deal(conversations: Conversations, questions: Sequence[int], how: str, *, by: str) -> None:
    """Nobody need look at these again: ``how`` is the id of the FAQ that answers them, or "none"."""
    with writing(conversations.store) as connection:
        for number in questions:
            connection.execute(tables.gap.delete().where(tables.gap.c.question == number))
            connection.execute(tables.gap.insert().values(question=number, how=how, by=by, at=now()))


def send(conversations: Conversations, questions: Sequence[int], section: str, *, by: str) -> None:
    """From now on these are the gaps of ``section``, whatever page was near."""
    deal(conversations, questions, _SENT + section, by=by)
