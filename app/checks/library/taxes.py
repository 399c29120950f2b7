"""An amount told with tax that a paper of the matter gives without it, or the other way round. Knows no rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.checks.grounds.pools import Said, read_sentences
from app.result import Finding
from app.retrieval import Evidence
from app.text.spans import Span

_WITH = r"税込|消費税(?:及び地方消費税)?(?:の?額|相当額)?を(?:含[むみめん]|加え)"
_WITHOUT = r"税抜|税別|消費税(?:及び地方消費税)?(?:の?額|相当額)?(?:を(?:除|含まない|含みません)|は?別)"
_AFTER = re.compile(
    rf"[ 　]*[（(、]?[ 　]*(?:(?P<without>{_WITHOUT})|(?P<with>{_WITH}))(?![^）)。、]{{0,8}}[0-9０-９])"
)
_BEFORE = re.compile(rf"(?:(?P<without>{_WITHOUT})|(?P<with>{_WITH}))[^0-9０-９、。]{{0,8}}$")
_SIDES = {"with": "消費税を含む額", "without": "消費税を含まない額"}
_TAX = "「{text}」は、「{source}」では{theirs}です。{mine}として書いてよいかを確かめてください。"


def mistaxed(text: str, papers: Sequence[Evidence]) -> Iterator[Finding]:
    """A warning for each amount whose side of the tax all papers give otherwise."""
    for said in read_sentences(text):
        for span in said.spans:
            own = _side(span, said) if span.kind == "金額" else ""
            told = [
                (side, one)
                for one in papers
                if own
                for theirs in read_sentences(one.words)
                for each in theirs.spans
                if (each.kind, each.value) == (span.kind, span.value) and (side := _side(each, theirs))
            ]
            if told and all(side != own for side, _ in told):
                side, one = told[0]
                label = one.citation.label
                words = _TAX.format(text=span.text, source=label, theirs=_SIDES[side], mine=_SIDES[own])
                yield Finding("fact.conflict", "warning", words, span.start, span.end, source=label)


def _side(span: Span, said: Said) -> str:
    """ "with" or "without" the tax, as the words right beside an amount say; "" where they do not."""
    at, end = span.start - said.start, span.end - said.start
    before = max([0, *(each.end - said.start for each in said.spans if each.end <= span.start)])
    found = _AFTER.match(said.text, end) or _BEFORE.search(said.text[before:at])
    return next((side for side, word in found.groupdict().items() if word), "") if found else ""
