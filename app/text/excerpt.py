"""A passage cut to what matters for a form. Knows nothing of where passages come from."""

from __future__ import annotations

from app.text.wording import rank_sentences, sentences
from ingest.document import Passage
from ingest.tokens import count_tokens, fit_tokens


def excerpt(passage: Passage, wanted: frozenset[str], tokens: int) -> str:
    """The passage with its column names, or its sentences that have most of ``wanted``, in their own order."""
    whole = passage.text.strip()
    head = f"{passage.context.strip()}\n" if passage.context.strip() else ""
    if count_tokens(head + whole) <= tokens:
        return head + whole
    left = tokens - count_tokens(head)
    chosen: set[str] = set()
    for _, sentence in rank_sentences([whole], wanted):
        cost = count_tokens(sentence) + 1
        if cost <= left:
            chosen.add(sentence)
            left -= cost
    kept = list(dict.fromkeys(sentence for sentence in sentences(whole) if sentence in chosen))
    return head + ("\n".join(kept) if kept else fit_tokens(whole, max(left, 0)))
