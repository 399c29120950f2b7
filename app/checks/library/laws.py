"""Articles and forms that a named 例規 of the library does not have, and what has ended. Knows nothing of what they say."""

from __future__ import annotations

import re

from app.checks.grounds.pools import Said, read_sentences
from app.checks.grounds.shelf import Shelf, open_shelf
from app.checks.library.repealed import day_of, repealed
from app.checks.subject import Checked, Subject
from app.result import Finding
from app.text.named import plain_name
from app.text.spans import Span
from ingest.document import Document
from ingest.law.graph import bare_title
from ingest.law.numbers import to_wareki

_MISSING = "「{law}」{edition}に、{place}はありません{last}。条項を確かめてください。"
_LAST = "（最終は{last}）"
_OTHERWISE = re.compile(r"(?:(?:改正|廃止|施行)[前後]の|[新旧])$")
_AMENDS = re.compile(r"を改正する|の(?:一部|全部)?改正")
_HEAD = 200
_ARTICLES = re.compile(r"^第[0-9０-９一二三四五六七八九十]+条[ 　]", re.M)
"""A 例規 of its own has 様式 of its own."""
_LETTER = re.compile(r"[一-龠々ァ-ヶー]$")
_ARTICLE = re.compile(r"第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９]+)*")
_ALIAS = re.compile(r"以下[、]?(?:単に)?「([^」]{1,20})」という")
_SAME = re.compile(r"^同(?:条例|規則|要綱|規程|要領|法)$")
_BETWEEN = re.compile(r"(?:[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)])?[ 　]*(?:の)?[ 　]*$")
_JOINED = re.compile(r"[ 　]*(?:、|及び|並びに|又は|若しくは|から|・|と)[ 　]*$")


def check_laws(subject: Subject) -> Checked:
    """A finding law.missing for each place that its 例規 does not have, law.repealed for each 例規 that has ended;
    without a library nothing is said."""
    if subject.library is None or subject.viewer is None:
        return Checked(subject.text)
    shelf = open_shelf(subject.library, subject.viewer, subject.library.digest)
    aliases: dict[str, Document] = {}
    findings: list[Finding] = []
    for said in read_sentences(subject.text):
        _sentence(said, shelf, subject, aliases, findings)
    law, day = subject.library.law, day_of(subject.text, subject.today)
    findings += repealed(subject.text, law.ended(subject.viewer), law.readable(subject.viewer), day)
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
            if law and (alias := _ALIAS.search(subject.text, span.end, span.end + 60)):
                aliases[alias[1]] = law
        elif span.kind in ("条番号", "様式"):
            before = said.text[: span.start - said.start]
            short = next((name for name in sorted(aliases, key=len, reverse=True) if _ends(before, name)), "")
            if short:
                law = aliases[short]
            elif law and not (
                _BETWEEN.fullmatch(between) or _JOINED.fullmatch(between) or span.kind == "様式"
            ):
                law = None
            own = span.kind == "様式" and _ARTICLES.search(subject.text)
            if law and not own and shelf.lacks(law, span.text):
                findings.append(_finding(span, law, shelf))
            end = span.end
        elif span.kind != "例規番号":
            continue


def _ends(before: str, name: str) -> bool:
    """Whether the words end with a short name, and not with a longer name that ends so: 条例 in 手数料条例."""
    return before.endswith(name) and not _LETTER.search(before[: -len(name)])


def _named(span: Span, shelf: Shelf, subject: Subject, aliases: dict[str, Document]) -> Document | None:
    """The paper of the name, as it stands; none for another city's, for one to come, and for what the text itself amends."""
    if _SAME.match(span.text) and aliases:
        return list(aliases.values())[-1]
    law = shelf.law(str(span.value), subject.today)
    if law is None or _OTHERWISE.search(subject.text[: span.start][-4:]):
        return None
    own, head = bare_title(span.text), subject.text[:_HEAD]
    if own != str(span.value) and own != bare_title(law.title) != str(span.value):
        return None
    return None if _AMENDS.search(head) and str(span.value) in plain_name(head) else law


def _finding(span: Span, law: Document, shelf: Shelf) -> Finding:
    edition = f"（{to_wareki(law.effective_from)}施行）" if law.effective_from else ""
    last = shelf.last(law)
    beyond = _ARTICLE.match(span.text) and shelf.lacks(law, _ARTICLE.match(span.text)[0])  # type: ignore[index]
    told = _MISSING.format(
        law=law.title,
        edition=edition,
        place=span.text,
        last=_LAST.format(last=last) if beyond and last else "",
    )
    return Finding("law.missing", "error", told, span.start, span.end, source=law.id)
