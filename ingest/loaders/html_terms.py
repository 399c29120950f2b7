"""Lists of terms and what is said of each (<dl>): 「休館日」 and 「毎週月曜日」 are read as one line. Knows nothing of pages."""

from __future__ import annotations

from lxml import etree

from ingest.loaders.markup import local, plain_text
from ingest.loaders.titles import asks

TERM = "："
"""What stands between a term and what is said of it in the text, as a clerk would write it in one line."""
_LONGEST = 24


def short_term(element: etree._Element, said: str) -> str:
    """The words of a <dt> that names what its <dd> says: 「休館日」; "" for a question, a sentence, a term without a <dd>."""
    below = element.getnext()
    told = below is not None and local(below) == "dd" and plain_text(below).strip()
    named = 0 < len(said) <= _LONGEST and "。" not in said and not asks(said)
    return said.rstrip("：: 　") if told and named else ""
