"""A paragraph of a source as it is told: its sentences, its items or rows, the 別表 that it refers to. Knows nothing of how it was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.extractive.cell_items import named_items
from app.extractive.paragraphs import Paragraph, told_row
from app.extractive.quoting import cite
from app.extractive.tables import Line, columns_asked
from app.extractive.weighing import meaning_pairs, share
from app.text.polite import make_polite

_ITEMS = 8
_LONGEST = 420
"""Characters of a paragraph's sentences that are told whole; of a longer one those that say most."""
_TABLE = re.compile(r"別表(?:第[0-9０-９一二三四五六七八九十]+)?")


def retell(
    each: Paragraph, question: str, wanted: frozenset[str], told: Sequence[Paragraph]
) -> Iterator[str]:
    """A paragraph as it is told: its sentences, then its items or rows, then the 別表 that it refers to."""
    lead = "".join(cite(words, each.number) for words in _of_lead(each, wanted))
    if lead:
        yield f"　{make_polite(lead)}"
    yield from (f"・{cite(_bullet(words), each.number)}" for words in _nearest(each.items, wanted))
    yield from (f"・{cite(words, each.number)}" for words in _rows(each.rows, question, wanted))
    named = _TABLE.findall("".join(each.lead))
    own = each.above.partition(" ")[0]
    for other in told if named else ():
        if other.rows and other.above.startswith(own) and any(name in other.above for name in named):
            yield from (f"・{cite(words, other.number)}" for words in _rows(other.rows, question, wanted))


def _bullet(words: str) -> str:
    return words.lstrip("・*-　 ")


def _of_lead(each: Paragraph, wanted: frozenset[str]) -> list[str]:
    """The sentences of a paragraph; of a long one those that say most, in their order."""
    if sum(map(len, each.lead)) <= _LONGEST:
        return list(each.lead)
    ranked = sorted(each.lead, key=lambda words: -share(wanted, meaning_pairs(words), {}))
    return [words for words in each.lead if words in ranked[:2]]


def _nearest(items: Sequence[str], wanted: frozenset[str]) -> list[str]:
    """The items in their order; of many those that say something of what is asked, else the first."""
    if len(items) <= _ITEMS:
        return list(items)
    near = [item for item in items if wanted & meaning_pairs(item)]
    return (near or list(items))[:_ITEMS]


def _rows(rows: Sequence[Line], question: str, wanted: frozenset[str]) -> list[str]:
    """The items of cells that the question names, else the rows that it names, else all of a short table, else the few that
    say something of it; of several columns those that the question names."""
    if items := [item for row in rows for item in named_items(row.cells, question)]:
        return list(dict.fromkeys(items))
    names = [(meaning_pairs(row.cells[0]), row) for row in rows]
    named = [row for name, row in names if name and name <= wanted]
    said = [row for row in rows if wanted & meaning_pairs(row.text)]
    near = next((some for some in (named[:_ITEMS], rows, said) if 0 < len(some) <= _ITEMS), ())
    return [columns_asked(words, question) for row in near if (words := told_row(row))]
