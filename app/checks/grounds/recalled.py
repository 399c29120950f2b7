"""The table of the council's past answers, traced by itself: its rows say what the minutes say, the rest of a draft does not.

Knows nothing of figures. Without it the session of a past answer would contradict the session that the draft is for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from app.checks.place import section_places
from app.checks.subject import Subject
from app.citation import cited_numbers
from app.recalling import recalled, subject_of_form
from app.text.years import dated


def apart(subject: Subject) -> tuple[Subject, str, list[tuple[int, str]]]:
    """The subject without its table of past answers, the table alone (the rest blank), and what the minutes say of it.

    Minutes that only the table cites are no source of the rest; where the rest cites them, their title is not read.
    """
    places = [(start, end) for section, start, end in section_places(subject) if section.by == "answers"]
    if not places or subject.template is None or subject.library is None or subject.viewer is None:
        return subject, "", []
    wanted = subject_of_form(subject.template, subject.values)
    past = recalled(wanted, library=subject.library, viewer=subject.viewer)
    told = {
        one.passage.id: f"{one.exchange.when}　{one.exchange.member}議員　{one.exchange.post}" for one in past
    }
    text, table = subject.text, _blank(subject.text)
    for start, end in places:
        table = table[:start] + text[start:end] + table[end:]
        text = text[:start] + _blank(text[start:end]) + text[end:]
    used = set(cited_numbers(text))
    rest, rows = [], []
    for one in subject.evidence:
        if one.passage.id not in told:
            rest.append(one)
            continue
        rows.append((one.number, f"{told[one.passage.id]}\n{one.words}"))
        if one.number in used:
            bare = replace(one.document, title="", issued=None)
            read = replace(one.passage, text=dated(one.passage.text, one.document.issued))
            rest.append(replace(one, document=bare, passage=read, citation=replace(one.citation, label="")))
    return replace(subject, text=text, evidence=tuple(rest)), table, rows


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", "　", text)
