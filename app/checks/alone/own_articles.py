"""A 条, a 項 or a 様式 that a paper of articles refers to and does not have: 「前条第3項」 where the 条 before has two.

Knows no other law.

A 例規, a contract or 規約 alike; what an 附則 refers to is often another law's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from app.checks.subject import Checked, Subject
from app.result import Finding
from ingest.law.numbers import kanji_number
from ingest.law.resolution import find_links
from ingest.law.tree import parse

_TEXT = re.compile(
    r"(?:第[0-9０-９一二三四五六七八九十百]+条|[前次]条)(?:第[0-9０-９一二三四五六七八九十]+項)?"
)
_REASON = re.compile(r"第[0-9]+条に第[0-9]+項はありません|第[0-9]+条はありません（最終は")
_FORM = re.compile(r"様式第(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]+)号(?:の(?P<o>[0-9０-９]+))?")
_LISTED = re.compile(rf"^[ 　]*{_FORM.pattern}[ 　]*[（(]第[0-9０-９一二三四五六七八九十]+条", re.M)
_OTHERS = re.compile(r"(?:条例|規則|要綱|要領|規程|同|[）)])(?:別記|の)?[ 　]*$")
_AMENDS = re.compile(r"に改め|を加え|を次のように|を削る|一部を改正")
_LEAST, _LONGEST = 2, 60_000
_NO_FORM = (
    "「{text}」は、この文書の様式の中に見当たりません（あるのは{known}）。様式の番号を確かめてください。"
)
_TOLD = "「{text}」とありますが、この文書の{reason}条項を確かめてください。"


def check_own_articles(subject: Subject) -> Checked:
    """A finding fact.within for each such reference of the main part."""
    return Checked(subject.text, (), (*_findings(subject.text), *_forms(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    tree = parse(text) if len(text) <= _LONGEST and re.search(r"^第.{1,4}条", text, re.M) else None
    if tree is None or len(tree.articles()) < _LEAST:
        return
    for link in find_links(text, tree=tree):
        whole = _TEXT.fullmatch(link.text) and _REASON.match(link.reason)
        if link.state == "dangling" and not link.law and link.source.startswith("a") and whole:
            told = _TOLD.format(text=link.text, reason=link.reason)
            yield Finding("fact.within", "warning", told, link.start, link.end)


def _forms(text: str) -> Iterator[Finding]:
    """「交付請求書（様式第4号）」 above a list of 様式 that ends with the third."""
    listed = {match.start(): match for match in _LISTED.finditer(text)}
    known = {_form(match) for match in listed.values()}
    if not known or _AMENDS.search(text):
        return
    begins = [match.start() + match[0].index("様式") for match in listed.values()]
    for match in _FORM.finditer(text, 0, min(begins)):
        if _form(match) not in known and not _OTHERS.search(text[max(0, match.start() - 8) : match.start()]):
            names = "、".join(
                f"様式第{first}号{f'の{second}' if second else ''}" for first, second in sorted(known)
            )
            told = _NO_FORM.format(text=match[0], known=names)
            yield Finding("fact.within", "warning", told, match.start(), match.end())


def _form(match: re.Match[str]) -> tuple[int, int]:
    return kanji_number(normalize("NFKC", match["n"])) or 0, int(normalize("NFKC", match["o"] or "0"))
