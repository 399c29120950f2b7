"""Cases made from the regulations of an index: for each the standard questions that its tree can answer, with their gold.

Any corpus, any seed; the same index and seed give the same bytes. Knows nothing of how cases are run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from evals.making import duties, rules
from evals.making.amended import Changed, changed_places, changed_rows
from evals.making.found import Found, Spans
from evals.making.provisions import Reading, read
from evals.making.wordings import Wordings, load_wordings, names_of
from ingest.document import Document, Passage, Viewer
from ingest.index import Index
from ingest.law.numbers import to_wareki
from ingest.law.tree import LawTree
from ingest.search.partly import parts_of, shown_apart

KINDS = ("条例", "規則", "規程", "要綱", "要領")
MOST = 16
"""Places of one amendment that are asked about."""
QUOTED = 40
"""Characters of a passage that a case quotes at most."""
STANDARD: tuple[tuple[Callable[[Reading], Iterator[Found]], int], ...] = (
    (rules.aims, 1), (rules.definitions, 1), (rules.terms, 2), (duties.duties, 2), (duties.deadlines, 1),
    (duties.exceptions, 1), (rules.penalties, 1), (rules.beginnings, 1), (duties.places, 2), (rules.delegated, 1),
    (rules.fees, 2), (duties.destinations, 1), (rules.permits, 2), (rules.revocations, 1), (rules.exclusions, 1),
    (rules.transitions, 1), (duties.forms, 1), (rules.bases, 1),
)  # fmt: skip
"""The 18 standard questions, and how many of a kind one regulation gives at most."""


@dataclass(frozen=True, slots=True)
class Source:
    """What cases are made from: the index, who may read it, the city, the day."""

    index: Index
    viewer: Viewer
    city: str
    day: date


def make_cases(
    source: Source, *, kinds: Sequence[str] = KINDS, seed: int = 0, each: int = 1
) -> list[dict[str, Any]]:
    """The rows of a case file, in the order of the titles. ``each`` multiplies how many of a kind a regulation gives."""
    words = load_wordings()
    all_of = [one for one in source.index.law.readable(source.viewer) if one.kind in kinds]
    amending = [one for one in all_of if "改正する" in one.title or "廃止する" in one.title]
    whole = [one for one in all_of if one not in amending]
    now = sorted((one for one in whole if one.in_force(source.day)), key=lambda one: (one.title, one.id))
    titles = [one.title for one in now]
    rows: list[dict[str, Any]] = []
    for document in now:
        names = names_of(document.title, source.city, titles)
        rows += _standard(source, document, names, words, seed, each)
    rows += _dated(source, whole, titles, words, seed)
    rows += _absent(titles, source.city, words, seed, len(rows))
    return _once(rows)


def _standard(
    source: Source, document: Document, names: tuple[str, ...], words: Wordings, seed: int, each: int
) -> Iterator[dict[str, Any]]:
    tree = source.index.law.regulations().tree(document.id)
    law = read(document.id, document.title, document.kind, tree)
    passages = source.index.passages(document.id)
    for find, most in STANDARD:
        made = [(one, row) for one in find(law) if (row := _row(one, law, passages))]
        draw = random.Random(f"{seed}:{document.id}:{find.__name__}")
        chosen = made if len(made) <= most * each else draw.sample(made, most * each)
        for one, row in sorted(chosen, key=lambda pair: pair[0].spans):
            name = f"{one.kind}.{one.variant}" if one.variant else one.kind
            query = words.ask(name, draw.choice(names), dict(one.slots), draw)
            yield {**row, "query": query, "tags": ["made", words.kinds[name].label]}


def _row(one: Found, law: Reading, passages: Sequence[Passage]) -> dict[str, Any] | None:
    """The case of what was found without its words; None where no passage holds the answer as it stands."""
    quote = one.quote or _quote(law.text, one.spans[0], one.answer)
    gold = _gold(passages, one.spans, quote)
    if not gold or not quote:
        return None
    answer = one.answer if "\n" not in one.answer else ""
    name = f"{one.kind}-{law.document}-{one.anchor}".rstrip("-")
    return {"id": name, "query": "", "gold": gold, "quote": quote, "answer": answer}


def _quote(text: str, span: tuple[int, int], answer: str) -> str:
    """The answer where it is short, else the first words of the place that stand in one line."""
    said = text[span[0] : span[1]]
    if len(answer) <= QUOTED and answer in said and "\n" not in answer:
        return answer
    return max(said.split("\n"), key=len).strip(" 　\t")[:QUOTED]


def _gold(passages: Sequence[Passage], spans: Spans, quote: str) -> list[str]:
    found = [
        each.id
        for each in passages
        if quote in each.text and any(each.start < end and start < each.end for start, end in spans)
    ]
    return list(dict.fromkeys(found))


def _dated(
    source: Source, documents: Sequence[Document], titles: Sequence[str], words: Wordings, seed: int
) -> Iterator[dict[str, Any]]:
    """Pairs of questions about what an amendment changed: the last day of the old words, and the first of the new."""
    graph = source.index.law.regulations().graph
    by_key: dict[str, list[Document]] = {}
    for one in documents:
        if one.id in graph.regulations:
            by_key.setdefault(graph.regulations[one.id].key, []).append(one)
    for revisions in by_key.values():
        rows = sorted((one for one in revisions if one.effective_from), key=lambda one: (one.effective_from or date.min, one.id))  # fmt: skip
        for old, new in pairwise(rows):
            if old.effective_to and new.effective_from and old.effective_to < new.effective_from:
                yield from _pairs(source, (old, new), rows, titles, words, seed)


def _pairs(
    source: Source,
    neighbours: tuple[Document, Document],
    revisions: Sequence[Document],
    titles: Sequence[str],
    words: Wordings,
    seed: int,
) -> Iterator[dict[str, Any]]:
    old, new = neighbours
    regulations = source.index.law.regulations()
    draw = random.Random(f"{seed}:{new.id}:revision")
    trees = regulations.tree(old.id), regulations.tree(new.id)
    asked = [
        (one, ("revision", "revised") if one.caption else ("revision",))
        for one in _some(changed_places(*trees), draw)
    ]
    asked += [(one, ("row",)) for one in _some(changed_rows(*trees), draw)]
    for place, kinds in asked:
        last, first = _days(place.anchor, old, new, trees[1], revisions)
        for kind in kinds:
            pair = []
            for when, document, said in (("before", old, place.before), ("after", new, place.after)):
                gold = [one.id for one in source.index.passages(document.id) if said.quote in one.text and one.start < said.end and said.start < one.end]  # fmt: skip
                day = last if when == "before" else first
                slots = {"place": place.label, "caption": place.caption, "day": to_wareki(day) if day else ""}
                query = words.ask(kind, draw.choice(names_of(document.title, source.city, titles)), slots, draw)  # fmt: skip
                row = {"id": f"{kind}-{new.id}-{place.anchor}-{when}", "query": query, "gold": gold, "quote": said.quote}  # fmt: skip
                pair.append({**row, "as_of": str(day), "tags": ["made", words.kinds[kind].label]})
            if all(row["gold"] for row in pair):
                yield from pair


def _days(
    anchor: str, old: Document, new: Document, tree: LawTree, revisions: Sequence[Document]
) -> tuple[date | None, date | None]:
    """The last day of the old words of a place and the first of the new: a part of the amendment may have a day of its own."""
    parts = [part.day for part in parts_of(tree, anchor, new.effective_from) if part.day]
    if not parts or shown_apart(parts, revisions):
        return old.effective_to, new.effective_from
    return min(parts) - timedelta(days=1), min(parts)


def _some(found: list[Changed], draw: random.Random) -> list[Changed]:
    return found if len(found) <= MOST else sorted(draw.sample(found, MOST), key=lambda one: one.anchor)


def _absent(
    titles: Sequence[str], city: str, words: Wordings, seed: int, made: int
) -> Iterator[dict[str, Any]]:
    """Questions about regulations that are not here, 15 in 100 of all where the names last."""
    draw = random.Random(f"{seed}:absent")
    wording = words.kinds["absent"]
    names = [
        one
        for one in words.absent
        if not any(one.split("の")[0].removesuffix("条例") in each for each in titles)
    ]
    asked = [(name, text) for name in names for text in wording.words]
    draw.shuffle(asked)
    for number, (name, text) in enumerate(asked[: made * 15 // 85 + 1], start=1):
        query = text.format(law=draw.choice((f"{city}{name}", name)))
        yield {"id": f"absent-{number}", "query": query, "gold": [], "tags": ["made", wording.label]}


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without questions and ids that were asked before (two revisions may share a wording)."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        name, asked = str(row["id"]), f"{row['query']}@{row.get('as_of', '')}"
        if name in seen or asked in seen:
            continue
        seen |= {name, asked}
        kept.append({key: value for key, value in row.items() if value != ""})
    return kept


def shortened(rows: Sequence[dict[str, Any]], most: int, *, seed: int = 0) -> list[dict[str, Any]]:
    """``most`` rows, of every kind its share, in their order; pairs of days are not kept together."""
    if most <= 0 or len(rows) <= most:
        return list(rows)
    kinds: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        kinds.setdefault(row["tags"][-1], []).append(at)
    draw = random.Random(f"{seed}:short")
    for places in kinds.values():
        draw.shuffle(places)
    order = [
        at
        for turn in range(len(rows))
        for places in kinds.values()
        if turn < len(places)
        for at in [places[turn]]
    ]
    return [rows[at] for at in sorted(order[:most])]
