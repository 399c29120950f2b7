"""Facts that no paper of the matter says, and what those papers say in their place. Knows nothing of how they are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.checks.grounds.pools import make_pool, quote_around, read_sentences
from app.checks.library.companions import Matter
from app.checks.library.generations import Generations, told_before
from app.checks.library.replacements import other_unit, replacement
from app.result import Fact, Finding

_OTHER = "「{text}」は、「{source}」では「{told}」です。どちらが正しいかを確かめてください。"


def unlike(text: str, facts: Sequence[Fact], matter: Matter, generations: Generations) -> Iterator[Finding]:
    """A warning for each fact that a paper of the same matter says otherwise, and none says so."""
    if not matter.papers:
        return
    states = {one.start: one for one in facts}
    for said in read_sentences(text):
        for span in said.spans:
            fact = states.get(span.start)
            if fact is None or fact.state == "derived" or matter.speaks_for(span):
                continue
            older = generations.kept(fact, text)
            open_ = older or fact.state in ("unsupported", "conflict")
            rival = matter.rival(span, said, kept=bool(older)) if open_ else None
            rival = rival or matter.ranged(span, said) or matter.labelled(span, said)
            if rival is None and older and open_:
                rival = replacement(span, said, text, matter.papers, generations.before)
            if rival is None and open_:
                rival = other_unit(span, said, matter.papers)
            if rival is None:
                continue
            label = rival.source.citation.label
            told = quote_around(make_pool("", 1, rival.source.words), rival.span)
            shape = (
                told_before(span.text, older, label, told)
                if older
                else _OTHER.format(text=span.text, source=label, told=told)
            )
            yield Finding("fact.conflict", "warning", shape, span.start, span.end, source=label)
