"""Documents into passages by their structure: 条, heading, speech, question, row. Knows nothing of files or indexes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.document import Block, Passage
from ingest.law.tree import has_articles, is_law
from ingest.splitters.article import article_cuts
from ingest.splitters.cuts import Cut, make_passages
from ingest.splitters.outline import Run, outline, runs
from ingest.splitters.prose import prose_cuts
from ingest.splitters.qa import qa_cuts
from ingest.splitters.rows import row_cuts
from ingest.splitters.utterance import utterance_cuts

SPLITTERS: dict[str, Callable[[Run], list[Cut]]] = {
    "heading.v1": prose_cuts,
    "utterance.v1": utterance_cuts,
    "qa.v1": qa_cuts,
    "row.v1": row_cuts,
}
"""What cuts a run of blocks. article.v1 cuts a whole regulation instead; stored names never change meaning."""

_OF_RUN = {"prose": "heading.v1", "utterance": "utterance.v1", "qa": "qa.v1", "row": "row.v1"}
_IN_ARTICLES = ("条例", "規則", "規程", "要綱", "要領", "法律", "契約書")
_NEWSLETTER = re.compile(r"広報|[市町村区]報|[ただ]より")
"""In the title of a 広報: its articles are about different things, however short; the parts of a post are not."""
_SPOKEN = ("utterance", "question", "answer")
_CONTEXT_LIMIT = 300


def split(
    *, document_id: str, title: str, kind: str, text: str, blocks: Sequence[Block]
) -> tuple[Passage, ...]:
    """The passages of a document, in order, covering its text exactly; none for a blank text.

    ``kind`` matters for texts in 条 that are not named like a regulation (a contract) and for newsletters. Without ``blocks``
    every line is taken for a paragraph.
    """
    if not text.strip():
        return ()
    blocks = tuple(blocks) or _lines(text)
    if splitter_of(kind=kind, text=text, blocks=blocks) == "article.v1":
        cuts = article_cuts(text, blocks)
    else:
        cuts = []
        apart = kind == "広報" and bool(_NEWSLETTER.search(title))
        for run in runs(text, outline(text, blocks, title=title)):
            cuts.extend(SPLITTERS[_OF_RUN[run.splitter]](replace(run, apart=apart)))
    return make_passages(document_id, text, cuts, blocks)


def splitter_of(*, kind: str, text: str, blocks: Sequence[Block]) -> str:
    """article.v1 for a text in 条, else "blocks": each run of blocks by the splitter of its own kind."""
    spoken = sum(block.end - block.start for block in blocks if block.kind in _SPOKEN)
    if spoken > len(text) / 2:
        return "blocks"
    return "article.v1" if is_law(text) or (kind in _IN_ARTICLES and has_articles(text)) else "blocks"


def embedding_text(passage: Passage, title: str) -> str:
    """What is embedded for a passage: title, headings, context, then its words, a line each.

    The headings matter more than anything else tried (a real 例規集: nDCG@10 .65 without, .80 with).
    """
    context = passage.context
    if len(context) > _CONTEXT_LIMIT:
        context = context[: _CONTEXT_LIMIT - 1] + "…"
    above = " > ".join((title, *(h for h in passage.headings if h != title)))
    return "\n".join(part for part in (above, context, passage.text.strip()) if part)


def lexical_text(passage: Passage, title: str) -> str:
    """What is indexed for search by words: as embedded, with the label, so that 「第12条の2第1項」 is found."""
    return (
        f"{passage.label}\n{embedding_text(passage, title)}"
        if passage.label
        else embedding_text(passage, title)
    )


def _lines(text: str) -> tuple[Block, ...]:
    blocks = []
    start = 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block("paragraph", start, start + len(line)))
        start += len(line)
    return tuple(blocks)


__all__ = ["SPLITTERS", "Cut", "embedding_text", "lexical_text", "split", "splitter_of"]
