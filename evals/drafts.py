"""Correct drafts to plant errors in: composed from the corpus for many forms, and written by hand. Knows nothing of errors."""

from __future__ import annotations

import json
import re
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.checks.subject import Subject
from app.citation import make_citation
from app.drafting import STEPS, Work
from app.events import DraftRequest
from app.finishing import subject_of
from app.meeting import read_meeting
from app.meeting_sources import meeting_evidence
from app.retrieval import Evidence
from app.text.wording import pairs
from app.wire import Office
from ingest.errors import ShitagakiError

CASES = Path(__file__).with_name("cases")
TODAY = date(2026, 11, 26)
"""The day on which all of it is written, so that a run next year gives the same figures."""


@dataclass(frozen=True, slots=True)
class Correct:
    """A draft that says nothing false: its name, its task, whether a person wrote it, and what it was made from."""

    name: str
    task: str
    written: bool
    subject: Subject


def composed(office: Office) -> Iterator[Correct]:
    """The drafts of the templates' examples and of check_forms.toml, made without a model."""
    forms = [
        (task.id, dict(one.fields)) for task in office.prompts.templates.values() for one in task.examples
    ]
    table = tomllib.loads((CASES / "check_forms.toml").read_text(encoding="utf-8"))
    forms += [(one["task"], _filled(one["fields"], office)) for one in table["form"]]
    counted: Counter[str] = Counter()
    for task, fields in forms:
        counted[task] += 1
        template = office.prompts.templates.get(task)
        if template is None:
            continue
        request = DraftRequest(task, fields=fields)
        work = Work(request, office.index, office.prompts, office.viewer, None, threading.Event(), template)
        for step in STEPS:
            for _ in step(work):
                pass
            if work.finished is not None:
                break
        made = work.finished
        if made is not None and made.status in ("ok", "needs_review"):
            yield Correct(
                f"{task}-{counted[task]}", task, False, replace(subject_of(work, made.text), today=TODAY)
            )


def _filled(fields: dict[str, str], office: Office) -> dict[str, str]:
    """The fields with 「文書:ID」 replaced by the text of that document."""
    filled = dict(fields)
    for name, value in fields.items():
        if value.startswith("文書:"):
            document = office.index.document(value.removeprefix("文書:"), office.viewer)
            if document is None:
                raise ShitagakiError(
                    f"索引に文書「{value}」がありません。`shitagaki ingest corpus` で取り込んでください。"
                )
            filled[name] = document.text
    return filled


def written(office: Office) -> Iterator[Correct]:
    """The drafts of checks.jsonl, with the passages that they cite."""
    for line in (CASES / "checks.jsonl").read_text(encoding="utf-8").splitlines():
        case: dict[str, Any] = json.loads(line)
        fields = case["fields"]
        if case["sources"] == ["@input"]:
            evidence = meeting_evidence(read_meeting(fields["発言記録"]))
        else:
            evidence = tuple(
                _evidence(number, name, office, case["text"])
                for number, name in enumerate(case["sources"], 1)
            )
        subject = Subject(
            case["text"],
            evidence,
            fields,
            today=TODAY,
            template=office.prompts.templates[case["task"]],
            library=office.index,
            viewer=office.viewer,
        )
        yield Correct(case["id"], case["task"], True, subject)


def _evidence(number: int, name: str, office: Office, text: str) -> Evidence:
    document_id = name.partition("#")[0]
    document = office.index.document(document_id, office.viewer)
    passage = next((each for each in office.index.passages(document_id) if each.id == name), None)
    if document is None or passage is None:
        raise ShitagakiError(
            f"索引に一節「{name}」がありません。`shitagaki ingest corpus` で取り込んでください。"
        )
    wanted = pairs(re.sub(r"\[\d+\]", "", text))
    return Evidence(
        number, make_citation(number, passage, document, wanted=wanted), passage, document, passage.text
    )
