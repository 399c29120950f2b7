"""What can be asked of a regulation: the kind of question, where its answer stands, the words for asking. Knows no wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evals.making.provisions import Provision, Sentence

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """``spans`` are the places that answer, any of them; ``answer`` the verbatim words; ``quote`` what every place says
    ("": the answer where there is one place). ``anchor`` names the question among those of its kind; ``variant`` picks
    other wordings."""

    kind: str
    anchor: str
    spans: Spans
    answer: str
    slots: Mapping[str, str] = field(default_factory=dict)
    quote: str = ""
    variant: str = ""


def at(kind: str, one: Provision, sentence: Sentence, answer: str = "", **slots: str) -> Found:
    """Answered by one sentence of a 項."""
    names = {"caption": one.caption, "place": one.place, **slots}
    span = ((sentence.start, sentence.end),)
    return Found(kind, one.node.anchor, span, answer or sentence.text, names)
