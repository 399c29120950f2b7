"""utterance.v1: minutes and transcripts, one passage per speech. Knows nothing of what was decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.splitters.cuts import Cut
from ingest.splitters.outline import Placed, Run
from ingest.splitters.sentences import pieces

SPEECH_LIMIT = 800
"""Characters. A longer speech is cut at ends of paragraphs and sentences."""
PIECE_LIMIT = 500
SHORT = 80
"""Characters. Shorter speeches (「梶原美咲君。」「はい。」) go with the one after them."""

_COUNCIL = re.compile(r"議長|議員|[0-9０-９]+番")
_ASKS = re.compile(r"議員|^[0-9０-９]+番")
_ANSWERS = re.compile(r"[市町村区]長|知事|教育長|管理者|消防長|[部局課室所館次]長|参事|理事|監査委員")
_CHAIRS = re.compile(r"^(?:副|仮)?議長|委員長|会長|座長")


def utterance_cuts(run: Run) -> list[Cut]:
    """The cuts of a run of speeches."""
    council = any(_COUNCIL.search(block.block.header) for block in run.blocks)
    cuts: list[Cut] = []
    start = run.start
    for group in _joined(run.blocks, run.text):
        main = max(group, key=lambda block: block.end - block.start)
        speaker = main.block.header
        anchor, label = f"u{main.ordinal}", label_of_speaker(speaker, council=council)
        end = group[-1].end
        starts = [start]
        if end - start > SPEECH_LIMIT:
            starts = pieces(run.text, start, end, limit=PIECE_LIMIT, ends=[block.start for block in group])
        cuts.extend(Cut(at, anchor, label, main.headings, "utterance", speaker) for at in starts)
        start = end
    return cuts


def label_of_speaker(speaker: str, *, council: bool) -> str:
    """「答弁 市民部長（佐藤花子）」「質問 ２番（梶原美咲君）」 in a council, the speaker alone elsewhere and for the chair."""
    if not council or _CHAIRS.search(speaker):
        return speaker
    if _ASKS.search(speaker):
        return f"質問 {speaker}"
    return f"答弁 {speaker}" if _ANSWERS.search(speaker) else speaker


def _joined(blocks: Sequence[Placed], text: str) -> list[list[Placed]]:
    """Each speech with the short ones before it; a speech that goes on over a page stays one; a heading parts them."""
    groups: list[list[Placed]] = []
    for block in blocks:
        before = groups[-1] if groups else []
        if before and before[-1].headings == block.headings:
            short = sum(len(one.words(text)) for one in before) < SHORT
            goes_on = before[-1].block.header == block.block.header and not _begins(block, text)
            if short or goes_on:
                before.append(block)
                continue
        groups.append([block])
    if len(groups) > 1 and sum(len(one.words(text)) for one in groups[-1]) < SHORT:
        last = groups.pop()
        if groups[-1][-1].headings == last[0].headings:
            groups[-1].extend(last)
        else:
            groups.append(last)
    return groups


def _begins(block: Placed, text: str) -> bool:
    """Whether the speaker is named at the head of the block, and not only carried over from the page before."""
    name = re.sub(r"[\s（）()]", "", block.block.header)
    return bool(name) and name[:4] in re.sub(r"[\s（）()○◯◆◎【】]", "", block.words(text)[:60])
