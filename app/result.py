"""What drafting and answering give back: Draft, Citation, Fact, Finding, Trace. Knows nothing of how they are made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

DRAFT_STATUSES = ("ok", "needs_review", "no_sources", "blocked", "model_error")
FACT_STATES = ("supported", "input", "derived", "conflict", "stale", "unsupported")


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source. ``quote`` is a verbatim part of the passage, or "" and then it is not shown.

    ``label`` is 「みどり市手数料条例（令和元年みどり市条例第12号）第3条第1項」; ``url`` opens the original at the
    passage; ``effective`` is the day the text is in force from, as 和暦, or "".
    """

    number: int
    passage_id: str
    label: str
    quote: str
    url: str
    effective: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A checkable span of the draft: ``text == draft.text[start:end]``, of ``kind`` (金額, 日付, 人数 …).

    ``state`` is one of FACT_STATES; ``evidence`` says which citation, input or sum supports or contradicts it.
    ``citation`` is the number of that source (0: none) and ``quote`` a verbatim part of it, or "". ``ticked`` tells
    that a person has looked at it.
    """

    text: str
    kind: str
    state: str
    start: int
    end: int
    evidence: str = ""
    citation: int = 0
    quote: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check wants a person to look at. ``start``/``end`` are offsets into the draft's text."""

    rule: str
    severity: str
    message: str
    start: int = 0
    end: int = 0
    suggestion: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Which bytes produced this: digests of template and index, the model, the passages read, and the cost.
    ``left_out``: what the passages refer to and did not fit into what is read. ``past``: the title of the document that
    the draft follows."""

    template: str
    index: str
    model: str
    hits: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    tokens: int = 0
    seconds: float = 0.0
    left_out: tuple[str, ...] = ()
    past: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a program says of item ``number`` of the task's checklist (from 0), and why; other items are a person's."""

    number: int
    met: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for a clerk. A status is never an exception; an exception is never shown as a draft."""

    text: str
    citations: tuple[Citation, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    status: str
    trace: Trace
    checklist: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """A part of an answer under its heading: 結論, 手順, 持ち物, 費用, 期限, 場所, 時間, 表 (cells parted by tabs), or 問, the
    one of several questions that the parts after it answer.
    ``ruby`` is the text of やさしい日本語 with each reading on its word, 「［市役所｜しやくしょ］」; "" in other languages."""

    kind: str
    text: str
    citations: tuple[int, ...] = ()
    ruby: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call at once."""

    name: str
    telephone: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what stands on it and what it asks."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A text for a resident, in ``language``; ``asked`` is the language of the question. ``handoff`` names the 課 to ask: section, telephone, hours, page,
    open ("1" within its hours) and opens (when it can next be reached), or is empty; where no 課 is known, its section is "" and its name what has the telephone. ``urgent`` is shown first; ``original`` are the Japanese sentences beside
    a translation; ``related`` is what was found nearest where nothing answers, ``near`` are near questions, ``choices`` what is asked back; ``ruby`` as of AnswerPart.
    """

    text: str
    citations: tuple[Citation, ...]
    status: str
    handoff: dict[str, str] = field(default_factory=dict)
    trace: Trace | None = None
    language: str = "ja"
    parts: tuple[AnswerPart, ...] = ()
    urgent: tuple[Contact, ...] = ()
    near: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    original: str = ""
    notes: tuple[str, ...] = ()
    ruby: str = ""
    notes_ruby: tuple[str, ...] = ()
    """The notes as ``ruby``, one for each; () in other languages."""
    asked: str = ""
    related: tuple[Citation, ...] = ()


def answer_json(answer: Answer) -> Mapping[str, Any]:
    """The one JSON form of an answer."""
    return dict(json.loads(json.dumps(answer, ensure_ascii=False, default=_plain)))


def _plain(value: object) -> object:
    """What JSON has no form for: a dataclass by its fields (``asdict`` would copy every text first), the rest as text."""
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return str(value)
