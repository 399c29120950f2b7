"""A line that says all that is asked, on a page that is about much else: 「ナイター：土曜日だけ」 on the page of the ski slope.

Knows nothing of the search: it looks through what was found though nothing of it was near enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.residents.heads import Heads
from app.residents.matter import nouns_besides
from app.residents.phrases import Ask
from app.residents.sections import read
from app.text.wording import is_row
from ingest.document import Hit
from ingest.search_key import normalise

RARE = 3
"""Letters of the longest word of the question at least: 窓口 or 料金 stand everywhere."""


def with_line(question: str, hits: Sequence[Hit], asks: Sequence[Ask], heads: Heads) -> tuple[Hit, ...]:
    """Those of ``hits`` with a line that has every noun of ``question``, with its heading and title, one of them in the line
    itself or its heading, and looks as all that it asks for."""
    asked = [one for one in asks if one.asked_in(question)]
    terms = nouns_besides(question, asked)
    if not asked or max(map(len, terms), default=0) < RARE:
        return ()

    def says(hit: Hit) -> bool:
        title = normalise(hit.document.title)
        for section in read(hit, heads):
            head = normalise(section.heading)
            for line in (normalise(each) for each in section.text.splitlines() if not is_row(each)):
                near = any(term in line or term in head for term in terms)
                every = near and all(term in line or term in head or term in title for term in terms)
                if every and all(one.pattern.search(line) for one in asked):
                    return True
        return False

    return tuple(hit for hit in hits if says(hit))
