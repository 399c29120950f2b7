"""A 条 or 項 that a paper of articles refers to and does not have: 「前条第3項」 where the 条 before has two. Knows no other law.

A 例規, a contract or 規約 alike; what an 附則 refers to is often another law's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.subject import Checked, Subject
from app.result import Finding
from ingest.law.resolution import find_links
from ingest.law.tree import parse

_TEXT = re.compile(
    r"(?:第[0-9０-９一二三四五六七八九十百]+条|[前次]条)(?:第[0-9０-９一二三四五六七八九十]+項)?"
)
_REASON = re.compile(r"第[0-9]+条に第[0-9]+項はありません|第[0-9]+条はありません（最終は")
_LEAST, _LONGEST = 2, 60_000
_TOLD = "「{text}」とありますが、この文書の{reason}条項を確かめてください。"


def check_own_articles(subject: Subject) -> Checked:
    """A finding fact.within for each such reference of the main part."""
    return Checked(subject.text, (), tuple(_findings(subject.text)))


def _findings(text: str) -> Iterator[Finding]:
    tree = parse(text) if len(text) <= _LONGEST and re.search(r"^第.{1,4}条", text, re.M) else None
    if tree is None or len(tree.articles()) < _LEAST:
        return
    for link in find_links(text, tree=tree):
        whole = _TEXT.fullmatch(link.text) and _REASON.match(link.reason)
        if link.state == "dangling" and not link.law and link.source.startswith("a") and whole:
            told = _TOLD.format(text=link.text, reason=link.reason)
            yield Finding("fact.within", "warning", told, link.start, link.end)
