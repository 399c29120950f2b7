"""A person told with another post than the papers of the matter give: 副議長 for 議長, 前市長 for 元市長. Knows no persons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.checks.grounds.pools import Said, read_sentences
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span

_TITLE = (
    r"(?:[前元新])?(?:副|名誉)?(?:議長|市長|町長|村長|知事|教育長|会長|委員長|部長|次長|課長|係長|局長|所長|館長|校長|教頭|園長|消防長|団長|理事長|社長|"
    r"代表取締役|取締役)(?:職務代理者?|代理|補佐|心得)?"
)
_BEFORE = re.compile(rf"({_TITLE})[ 　]*(?:の|、|・|（|\(|：|である)?[ 　]*$")
_AFTER = re.compile(rf"[ 　]*({_TITLE})")
_STEM = re.compile(r"^[前元新]?(?:副|名誉)?|(?:職務代理者?|代理|補佐|心得)$")
_LEAST = 3
"""Characters of a whole name: a family name alone may be another's."""
_POST = "「{mine}」は、「{source}」では「{theirs}」です（{name}さん）。役職を確かめてください。"


def misposted(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each post of a person that all papers of the matter give otherwise, where only the rank differs."""
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for one in papers:
        for said in read_sentences(one.words):
            for name, post, _ in _posts(said):
                known[name].setdefault(post, one.citation.label)
    for said in read_sentences(text) if known else ():
        for name, post, at in _posts(said):
            others = [each for each in known.get(name, {}) if _stem(each) == _stem(post)]
            if others and post not in others:
                words = _POST.format(mine=post, source=known[name][others[0]], theirs=others[0], name=name)
                yield Finding(
                    "fact.conflict", "warning", words, at, at + len(post), source=known[name][others[0]]
                )


def _posts(said: Said) -> Iterator[tuple[str, str, int]]:
    """(name, post, where the post stands) of each person of a sentence."""
    for span in said.spans:
        if span.kind != "氏名" or len(str(span.value)) < _LEAST:
            continue
        found = _post(said, span)
        if found:
            yield str(span.value), found[1], said.start + found.start(1)


def _post(said: Said, span: Span) -> re.Match[str] | None:
    before = _BEFORE.search(said.text[: span.start - said.start])
    return before or _AFTER.match(said.text, span.end - said.start)


def _stem(post: str) -> str:
    return _STEM.sub("", post)
