"""Articles and forms that a named 例規 of the library does not have. Knows nothing of what they say."""

from __future__ import annotations

import re

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.shelf import Shelf, open_shelf
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.spans import Span
from ingest.document import Document
from ingest.law.numbers import to_wareki

_MISSING = "「{law}」{edition}に、{place}はありません。条項を確かめてください。"
_ALIAS = re.compile(r"以下[、]?(?:単に)?「([^」]{1,20})」という")
_SAME = re.compile(r"^同(?:条例|規則|要綱|規程|要領|法)$")
_BETWEEN = re.compile(r"(?:[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)])?[ 　]*(?:の)?[ 　]*$")
_JOINED = re.compile(r"[ 　]*(?:、|及び|並びに|又は|若しくは|から|・|と)[ 　]*$")


def check_laws(subject: Subject) -> Checked:
    """A finding law.missing for each place that its 例規 does not have; without a library nothing is said."""
    if subject.library is None or subject.viewer is None:
        return Checked(subject.text)
    shelf = open_shelf(subject.library, subject.viewer, subject.library.digest)
    aliases: dict[str, Document] = {}
    findings: list[Finding] = []
    for said in read_sentences(subject.text):
        _sentence(said, shelf, subject, aliases, findings)
    return Checked(subject.text, (), tuple(findings))


def _sentence(
    said: Said, shelf: Shelf, subject: Subject, aliases: dict[str, Document], findings: list[Finding]
) -> None:
    """The places of one sentence, each with the 例規 that stands right before it or before the place it joins."""
    law: Document | None = None
    end = -1
    for span in said.spans:
        between = said.text[max(end - said.start, 0) : span.start - said.start]
        if span.kind == "例規名":
            law, end = _named(span, shelf, subject, aliases), span.end
            if law and (
                alias := _ALIAS.match(said.text[span.end - said.start :].lstrip("（("))
                or _ALIAS.search(said.text[span.end - said.start :][:60])
            ):
                aliases[alias[1]] = law
        elif span.kind in ("条番号", "様式"):
            before = said.text[: span.start - said.start]
            short = next(
                (name for name in sorted(aliases, key=len, reverse=True) if before.endswith(name)), ""
            )
            if short:
                law = aliases[short]
            elif law and not (
                _BETWEEN.fullmatch(between) or _JOINED.fullmatch(between) or span.kind == "様式"
            ):
                law = None
            if law and shelf.lacks(law, span.text):
                findings.append(_finding(span, law))
            end = span.end
        elif span.kind != "例規番号":
            continue


def _named(span: Span, shelf: Shelf, subject: Subject, aliases: dict[str, Document]) -> Document | None:
    if _SAME.match(span.text) and aliases:
        return list(aliases.values())[-1]
    return shelf.law(str(span.value), subject.today)


def _finding(span: Span, law: Document) -> Finding:
    edition = f"（{to_wareki(law.effective_from)}施行）" if law.effective_from else ""
    told = _MISSING.format(law=law.title, edition=edition, place=span.text)
    return Finding("law.missing", "error", told, span.start, span.end, source=law.id)
