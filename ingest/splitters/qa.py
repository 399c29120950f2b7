"""qa.v1: one question with its answers. Knows nothing of who asked."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.splitters.cuts import Cut
from ingest.splitters.outline import Placed, Run
from ingest.splitters.sentences import pieces

PAIR_LIMIT = 800
"""Characters. A longer pair is cut; every piece then carries the question."""
PIECE_LIMIT = 500
_QUESTION_LIMIT = 200
_LABEL_LIMIT = 40


def qa_cuts(run: Run) -> list[Cut]:
    """The cuts of a run of questions and answers."""
    cuts: list[Cut] = []
    start = run.start
    for pair in _pairs(run.blocks):
        question = " ".join(run.text[pair[0].start : pair[0].end].split())
        asked = question if len(question) <= _QUESTION_LIMIT else question[: _QUESTION_LIMIT - 1] + "…"
        label = question if len(question) <= _LABEL_LIMIT else question[: _LABEL_LIMIT - 1] + "…"
        end = pair[-1].end
        starts = [start]
        if end - start > PAIR_LIMIT:
            starts = pieces(run.text, start, end, limit=PIECE_LIMIT, ends=[block.start for block in pair])
        letter = "q" if pair[0].kind == "question" else "w"
        anchor = f"{letter}{pair[0].ordinal}"
        cuts.extend(
            Cut(at, anchor, label, pair[0].headings, "qa", asked if n and letter == "q" else "")
            for n, at in enumerate(starts)
        )
        start = end
    return cuts


def _pairs(blocks: Sequence[Placed]) -> list[list[Placed]]:
    """A question (or several in a row, asked together) with all that answers it."""
    pairs: list[list[Placed]] = []
    for block in blocks:
        new_page = bool(pairs) and pairs[-1][-1].headings != block.headings
        if not pairs or new_page or (block.kind == "question" and pairs[-1][-1].kind == "answer"):
            pairs.append([])
        pairs[-1].append(block)
    return pairs
