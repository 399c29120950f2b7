"""Scorers of a draft against what its case and its template ask. Knows nothing of whether it reads well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.checks.place import section_places
from app.checks.style.official import find_style
from app.checks.subject import Subject
from app.checks.uses.length import check_length
from evals.headings import has_heading
from evals.scorers.texts import prompts, sentences_of

Judged = tuple[float | None, str]
PER = 2000
_PLAIN = re.compile(r"(?:である|だ|ない|した|する|れる|た)。$")
_ANSWERED = re.compile(r"^[ 　]*[問答][ 　].*$", re.MULTILINE)
"""A question for residents and its answer, quoted in a manual."""
_POLITE = re.compile(r"(?:です|ます|ました|ません|でした|でしょう|ください)。?$")


def status(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    if "status" not in case:
        return None, ""
    good = given["status"] in case["status"]
    return float(good), "" if good else f"状態が {given['status']}（期待は {'、'.join(case['status'])}）"


def says(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    words = case.get("says") or ()
    if not words:
        return None, ""
    missing = [word for word in words if word not in given["text"]]
    return 1 - len(missing) / len(words), "、".join(f"「{word}」がない" for word in missing)


def silent(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    words = case.get("silent") or ()
    if not words:
        return None, ""
    told = [word for word in words if word in given["text"]]
    return float(not told), "、".join(f"「{word}」がある" for word in told)


def cites(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    kinds = case.get("kinds") or ()
    if not kinds:
        return None, ""
    good = bool({one["kind"] for one in given["citations"]} & set(kinds))
    return float(good), "" if good else "根拠の種類が違う"


def facts(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the checkable facts that are neither without a source nor against one."""
    if not given.get("facts"):
        return None, ""
    bad = [one["text"] for one in given["facts"] if one["state"] in ("unsupported", "conflict")]
    return 1 - len(bad) / len(given["facts"]), "、".join(f"根拠のない {text}" for text in bad)


def order(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Whether the headings stand in the order of the template."""
    subject = subject_of(case, given)
    if subject is None or subject.template is None:
        return None, ""
    titles = [section.title for section in subject.template.sections]
    places = [titles.index(section.title) for section, _, _ in section_places(subject)]
    if len(places) < 2:
        return None, ""
    good = places == sorted(places)
    return float(good), "" if good else "見出しの順が違う"


def sections(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the headings that the template wants for this form."""
    subject = subject_of(case, given)
    if subject is None or subject.template is None:
        return None, ""
    wanted = {one.title for one in subject.template.sections if one.title and one.applies(subject.values)}
    if not wanted:
        return None, ""
    missing = wanted - {section.title for section, _, _ in section_places(subject)}
    return 1 - len(missing) / len(wanted), "、".join(f"「{title}」の節がない" for title in sorted(missing))


def headings(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """The share of the headings that the case wants, whatever the template has become."""
    wanted = case.get("headings") or ()
    if not wanted or given["status"] == "no_sources":
        return None, ""
    missing = [title for title in wanted if not has_heading(given["text"], title)]
    return 1 - len(missing) / len(wanted), "、".join(f"「{title}」の見出しがない" for title in missing)


def length(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    subject = subject_of(case, given)
    if subject is None:
        return None, ""
    over = check_length(subject).findings
    return float(not over), "、".join(one.message for one in over)


def polite(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """Whether the sentences end all in です・ます or all in である. Rows, quotations and lists do not count."""
    own = _ANSWERED.sub("", given["text"])
    ends = [one.rstrip() for one in sentences_of(own) if one.rstrip().endswith("。")]
    if given["status"] == "no_sources" or len(ends) < 3:
        return None, ""
    soft = sum(bool(_POLITE.search(one)) for one in ends)
    hard = sum(bool(_PLAIN.search(one)) and not _POLITE.search(one) for one in ends)
    mixed = bool(soft and hard)
    return float(not mixed), "です・ますと、であるが混じる" if mixed else ""


def style(case: Mapping[str, Any], given: Mapping[str, Any]) -> Judged:
    """1 while the errors of official style stay within one in 2,000 characters."""
    text = given["text"]
    if given["status"] == "no_sources" or not text.strip():
        return None, ""
    found = [
        one
        for one in find_style(text, prompts().style.errors(), given.get("profile", "formal"))
        if one.severity == "error"
    ]
    most = max(1, len(text) // PER)
    return float(len(found) <= most), "、".join(one.message for one in found[:3]) if len(found) > most else ""


def subject_of(case: Mapping[str, Any], given: Mapping[str, Any]) -> Subject | None:
    """The text with its form, as the checks see it; None for a draft that was not written."""
    template = prompts().templates.get(case.get("task", ""))
    if template is None or given["status"] == "no_sources":
        return None
    return Subject(given["text"], values=given.get("values", {}), template=template)
