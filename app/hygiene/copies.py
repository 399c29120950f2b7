"""Documents that say the same twice, and old copies beside the newer text. Knows nothing of single figures or links."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from app.hygiene.shelf import OF_CHANGES, Issue, Said, Shelf, plain, telling, uncovered
from app.text.spans import Span
from app.text.wording import pairs, share
from ingest.document import Document, Passage
from ingest.law.width import narrow
from ingest.regulations import KINDS
from ingest.search.folding import ALIKE, jaccard
from ingest.search_key import bigrams

_SHORTEST = 40
"""Characters from which a passage counts: headings and signatures repeat everywhere."""
_MOSTLY = 0.7
"""Share of a document's characters that must stand in the other one too."""
_MARK = r"(?:旧版?|改[訂定正]前|素案|原案|第?[0-9]*案[0-9]*|速報値?|未定稿|下書き?|草案|たたき台|控え?|写し|コピー|暫定版?|作業中)"
_MARKED = re.compile(
    rf"[（(【][^（()）】]*?(?<![一-龠]){_MARK}[)）】]|(?:[　 _・-]|(?<=[)）】])){_MARK}$|^{_MARK}[　 _・-]"
)
_EDITION = re.compile(r"[（(【][^（()）】]*[版訂][)）】]$")
_SAME_NAME = 0.6
_SAME_MATTER = 0.5
"""Of the text: a manual of contracts is no old copy of the manual of the counter. みどり市's true copies have .64 to .97."""
_SAYS_THE_SAME = 0.5
"""Share of meaning-bearing pairs (Jaccard, figures left out) from which two sentences are one, edited."""
_SHOWN = 12


def find_duplicates(shelf: Shelf) -> Iterator[Issue]:
    """Pairs of documents that are the same, or most of whose passages repeat."""
    same: dict[str, list[Document]] = defaultdict(list)
    for document in shelf.current.values():
        same[plain(document.text)].append(document)
    exact: set[frozenset[str]] = set()
    for first, *others in same.values():
        for other in others:
            exact.add(frozenset((first.id, other.id)))
            yield Issue("duplicate", other, other=first)
    for pair, repeated in _repeated(shelf).items():
        one, two = sorted((shelf.documents[key] for key in pair), key=lambda each: (_when(each), each.id))
        size = {each.id: sum(len(p.text) for p in _long(shelf, each)) for each in (one, two)}
        least = min(size.values())
        shared = sum(len(mine.text) for mine, _ in repeated)
        if frozenset(pair) in exact or shared < _MOSTLY * least or _occasions(shelf, one, two):
            continue
        mine, theirs = next(iter(repeated))
        if mine.document != one.id:
            mine, theirs = theirs, mine
        values = {"share": f"{min(100, shared * 100 // least)}"}
        yield Issue("near_duplicate", one, mine, two, theirs, values)


def _repeated(shelf: Shelf) -> Mapping[tuple[str, str], list[tuple[Passage, Passage]]]:
    """Passages that say the same in two documents, by pair of documents.

    The rarest character pairs of a passage are looked up: two sets with a Jaccard of ALIKE or more must share one
    of the first ``(1 - ALIKE) * size + 1`` of each, so nothing is missed and few pairs are compared.
    """
    rows = [
        (passage, frozenset(bigrams(passage.text)))
        for document in shelf.current.values()
        for passage in _long(shelf, document)
    ]
    common = Counter(pair for _, made in rows for pair in made)
    seen: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[str, str], list[tuple[Passage, Passage]]] = defaultdict(list)
    for at, (passage, made) in enumerate(rows):
        rare = sorted(made, key=lambda pair: (common[pair], pair))[: int((1 - ALIKE) * len(made)) + 1]
        for near in {place for pair in rare for place in seen[pair]}:
            other, theirs = rows[near]
            if other.document != passage.document and jaccard(made, theirs) >= ALIKE:
                found[(other.document, passage.document)].append((other, passage))
        for pair in rare:
            seen[pair].append(at)
    return {pair: _one_to_one(matches) for pair, matches in found.items()}


def _one_to_one(matches: list[tuple[Passage, Passage]]) -> list[tuple[Passage, Passage]]:
    """Each passage once: a table has many rows that look alike."""
    kept: list[tuple[Passage, Passage]] = []
    taken: set[str] = set()
    for one, other in matches:
        if not {one.id, other.id} & taken:
            kept.append((one, other))
            taken |= {one.id, other.id}
    return kept


def _long(shelf: Shelf, document: Document) -> tuple[Passage, ...]:
    if document.kind in OF_CHANGES:
        return ()
    return tuple(each for each in shelf.passages[document.id] if len(each.text.strip()) >= _SHORTEST)


def _occasions(shelf: Shelf, one: Document, two: Document) -> bool:
    """Whether two documents are of two occasions (last year's address and this year's), or two regulations."""
    if one.kind in KINDS and two.kind in KINDS and one.title != two.title:
        return True
    return _marks(shelf, one) != _marks(shelf, two)


def _marks(shelf: Shelf, document: Document) -> tuple[frozenset[object], int]:
    """What tells one occasion from another: the figures and years of the title, else the year of issue."""
    figures = frozenset(span.value for span in shelf.spans(_bare(document.title)))
    return figures, 0 if figures or not document.issued else document.issued.year


@dataclass(frozen=True, slots=True)
class Superseded:
    """An old copy and the newer text that it stands beside."""

    old: Document
    new: Document


def find_superseded(shelf: Shelf) -> Iterator[Issue]:
    """Older copies that a search still takes for current."""
    for each in superseded(shelf):
        figures = _only_in(shelf, each)
        values = {"figures": "、".join(span.text.strip() for _, span in figures[:_SHOWN])}
        kind = "superseded_figures" if figures else "superseded"
        yield Issue(kind, each.old, figures[0][0] if figures else None, each.new, None, values)


def superseded(shelf: Shelf) -> tuple[Superseded, ...]:
    """Two revisions of a regulation in force at once; a draft, a quick report, an old edition beside its later text."""
    found = []
    for key, document in shelf.current.items():
        newer = _later_revision(shelf, key) if document.kind in KINDS else _later_copy(shelf, document)
        if newer is not None and document.effective_to is None:
            found.append(Superseded(document, newer))
    return tuple(found)


def _later_revision(shelf: Shelf, key: str) -> Document | None:
    regulation = shelf.graph.regulations.get(key)
    if regulation is None:
        return None
    rows = [each for each in shelf.graph.revisions(regulation) if each.id in shelf.current]
    rows = [each for each in rows if each.title == regulation.title]
    later = rows[-1] if rows else regulation
    newer = later.effective_from != regulation.effective_from and later.id != key
    return shelf.documents[later.id] if newer else None


def _later_copy(shelf: Shelf, document: Document) -> Document | None:
    """The text that a marked copy or an older edition stands beside: of its kind, its name and its figures."""
    marked = _is_marked(document)
    name, numbers = pairs(_bare(document.title)), numbers_of(_bare(document.title))
    best: tuple[float, Document] | None = None
    for other in shelf.current.values():
        if other.id == document.id or other.kind != document.kind or _is_marked(other):
            continue
        theirs = pairs(_bare(other.title))
        if marked:
            fits = other.section == document.section and numbers <= numbers_of(_bare(other.title))
        else:
            both = _EDITION.search(document.title) and _EDITION.search(other.title)
            fits = bool(both) and _when(document) < _when(other)
        least = min(len(name), len(theirs))
        likeness = len(name & theirs) / least if fits and least else 0.0
        if likeness < (_SAME_NAME if marked else 1.0) or (best is not None and likeness <= best[0]):
            continue
        if _covered(document, other) >= _SAME_MATTER:
            best = (likeness, other)
    return best[1] if best else None


def _is_marked(document: Document) -> bool:
    """Whether the title or the name of the file calls it old, a draft or a copy （手引_旧.docx, 手引 - コピー.docx）."""
    names = (document.title, PurePath(document.source).stem)
    return any(_MARKED.search(narrow(name)) for name in names)


def _covered(document: Document, other: Document) -> float:
    """How much of what a document speaks of the other one speaks of too, 0 to 1."""
    return share(pairs(document.text), other.text)


def _only_in(shelf: Shelf, pair: Superseded) -> list[tuple[Passage, Span]]:
    """The figures of the old copy that the newer text does not have: what a draft would get wrong.

    A sentence is held against the one of the newer text that says the same (the newer text may have the figure in
    another place), and against the whole of it where there is none.
    """
    whole = shelf.spans(pair.new.text)
    newer = [(pairs(uncovered(shelf, said.text)), said) for said in shelf.said_in(pair.new.id)]
    found: list[tuple[Passage, Span]] = []
    told: set[tuple[str, object]] = set()
    for said in shelf.said_in(pair.old.id):
        spans = [span for span in shelf.spans(said.text) if telling(span)]
        twin = _twin(pairs(uncovered(shelf, said.text)), newer) if spans else None
        have = {(span.kind, span.value) for span in (shelf.spans(twin.text) if twin else whole)}
        for span in spans:
            mark = (span.kind, span.value)
            if mark not in have | told:
                told.add(mark)
                found.append((said.passage, span))
    return sorted(found, key=lambda pair: not pair[1].unit and pair[1].kind == "数")


def _twin(words: frozenset[str], newer: Sequence[tuple[frozenset[str], Said]]) -> Said | None:
    scored = [(len(words & theirs) / len(words | theirs), said) for theirs, said in newer if words | theirs]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAYS_THE_SAME else None


def _when(document: Document) -> str:
    day = document.effective_from or document.issued
    return day.isoformat() if day else ""


def _bare(title: str) -> str:
    """A title without the marks of a draft or an edition."""
    return _EDITION.sub("", _MARKED.sub("", narrow(title)))


def numbers_of(title: str) -> Counter[str]:
    """The years and 第○回 of a title, without the number of a draft."""
    return Counter(re.findall(r"[0-9]+", re.sub(rf"(?:第?[0-9]*)?案[0-9]*|{_MARK}", "", narrow(title))))
