"""Whether what a small model wrote may stand in the place of the composed text. Knows no models and no pages.

A small model loses a figure, adds a name, falls into Chinese or says a sentence again; the composed text is right and there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.text.names import find_names
from app.text.spans import Span, find_spans, supports
from app.text.wording import pairs

_KANA = re.compile(r"[ぁ-ん]")
_LEAST_KANA = 0.08
_NEW_WORDS = 0.4
_SHORTEST, _LONGEST = 0.4, 3.0
"""Of the composed text's length."""


def fault(told: str, composed: str, grounds: Sequence[str], *, shorter: bool = False) -> str:
    """Why ``told`` may not stand for ``composed``, as a word of prompts/messages.toml (``fault_…``); "" when it may.
    ``shorter``: it was asked to be.

    >>> fault("申込みは、684人です。", "申込みは648人です。", ["申込みは648人です。"])
    'figures'
    """
    ground = "\n".join((composed, *grounds))
    if _foreign(told, ground):
        return "foreign"
    if not (0 if shorter else _SHORTEST) * len(composed) <= len(told) <= _LONGEST * max(len(composed), 40):
        return "length"
    known, own = find_spans(ground), find_spans(told)
    lost = [span for span in find_spans(composed) if not _among(span, own)]
    if lost or any(not _among(span, known) for span in own):
        return "figures"
    names = {told[start:end] for start, end in find_names(told)}
    if any(name not in ground for name in names):
        return "names"
    words = pairs(told)
    return "beyond" if words and len(words - pairs(ground)) > _NEW_WORDS * len(words) else ""


def _among(span: Span, others: Sequence[Span]) -> bool:
    return any(supports(other, span) or other.text == span.text for other in others)


def _foreign(told: str, ground: str) -> bool:
    """Whether it is not Japanese: hardly a kana in it, or a character that Japanese does not have (simplified Chinese)."""
    if len(_KANA.findall(told)) < _LEAST_KANA * len(told):
        return True
    try:
        "".join(sign for sign in told if sign not in ground and sign not in "〜−‖—").encode("cp932")
    except UnicodeEncodeError:
        return True
    return False
