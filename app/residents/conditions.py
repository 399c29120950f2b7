"""What stands beside an answer and holds for the very one who asks: 「70歳以上の方は無料です」 below the fee for 「75歳です」.

Knows no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.residents.ages import asked_age, in_years, within
from app.residents.composing import Line
from app.residents.focus import Focus, place
from app.text.wording import is_row, sentences
from ingest.document import Hit
from ingest.search.coverage import nouns_of
from ingest.search_key import normalise

_MARK = re.compile(r"^[※・●○■*＊]|^[(（]?注[)）0-9]?")
_SPAN = re.compile(r"[0-9][歳才](?:以上|以下|未満|から|まで|[~〜～-])")
_PLACE = re.compile(r"[市町村区][内外]")
"""Where somebody lives, by which fees go."""
MOST = 2


def with_conditions(
    question: str, focus: Focus, lines: Sequence[Line], hits: Sequence[Hit] = ()
) -> list[Line]:
    """``lines`` with the sentences of their passage, and of those of ``hits`` below the same heading, that have the form asked for and speak of the age or of a thing that
    the question tells of and the lines do not."""
    told = list(lines)
    lead = [line for line in told if line.kind in ("結論", "表")]
    if not lead or not focus.patterns:
        return told
    age = asked_age(normalise(question))
    said = normalise("\n".join((place(lead[0].hit), *(line.text for line in lead))))
    beside = [noun for noun in nouns_of(question) if len(noun) > 1 and noun not in said]
    beside += _PLACE.findall(normalise(question))
    own: list[Line] = []
    for hit, sentence in _beside(lead[0].hit, hits):
        plain = normalise(sentence)
        meant = age is not None and bool(_SPAN.search(in_years(plain))) and within(age, plain)
        named = any(noun in plain for noun in beside)
        new = not any(sentence in line.text for line in told)
        if (meant or named) and new and focus.answers(sentence):
            own.append(Line(lead[-1].kind, sentence, hit, lead[-1].heading))
    at = told.index(lead[-1]) + 1
    return [*told[:at], *own[:MOST], *told[at:]]


def _beside(own: Hit, hits: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    """The passage of what is told and what stands below its heading, sentence by sentence."""
    beside = (hit for hit in hits if hit.document.id == own.document.id and hit.passage.id != own.passage.id)
    for hit in (own, *(one for one in beside if one.passage.headings == own.passage.headings != ())):
        yield from ((hit, sentence) for sentence in _sentences(hit.passage.text, is_beside=hit is not own))


def _sentences(text: str, *, is_beside: bool) -> list[str]:
    """The sentences of the lines that are notes, or stand beside a table, without their marks."""
    table = is_beside or any(map(is_row, text.splitlines()))
    lines = [line.strip() for line in text.splitlines() if line.strip() and not is_row(line)]
    noted = [line for line in lines if _MARK.match(line) or table]
    return [_MARK.sub("", each).strip() for line in noted for each in sentences(line)]
