"""The ways of searching, each a ranking: by meaning, by words, by pairs of characters, by name. Knows nothing of rights to read.

What a viewer may see comes in as scopes; every ranking keeps to them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ingest.document import Document
from ingest.ledger import Ledger
from ingest.regulations import KINDS
from ingest.search.digits import rank_numbers
from ingest.search.fusion import Scored
from ingest.search.hints import Hints
from ingest.search.listing import Listing
from ingest.search.query import Query
from ingest.search.roles import asks_provision, provisions_asked
from ingest.search.titles import Named
from ingest.snapshot import Snapshot
from ingest.vectors import Vector


def rank_all(
    asked: Query,
    snapshot: Snapshot,
    listed: Listing,
    ledger: Ledger,
    allowed: frozenset[str],
    depth: int,
    called: Collection[str] = (),
    about: Vector | None = None,
) -> dict[str, Scored]:
    """What every way of searching finds, and what the question names outright. ``called``: see Listing.named_in; ``about``: the vector of
    the question without the names of regulations, where it calls any."""
    scopes = None if len(allowed) == len(listed.scopes) else sorted(allowed)
    found = rank(asked, snapshot, scopes, depth)
    titles = listed.named_in(asked.text, called)
    # 「附則の経過措置」: whichever 附則 has one
    whole = Named(titles.documents, ()) if titles.anchors == ("s1",) else titles
    roles = rank_roles(asked, whole, listed.documents, allowed, ledger)
    by_name = rank_named(whole if roles["role"] else titles, ledger, allowed, found)
    numbered = [] if by_name["exact"] else rank_numbers(asked.text, snapshot, ledger, scopes, depth)
    return {
        **found,
        **by_name,
        **({"exact": numbered} if numbered else {}),
        **rank_law(about, titles, listed.documents, allowed, ledger),
        **roles,
        **rank_hinted(asked.hints, listed.documents, found, ledger),
    }


def rank(asked: Query, snapshot: Snapshot, scopes: Sequence[str] | None, depth: int) -> dict[str, Scored]:
    """What each index finds among ``scopes`` (None: all), at most ``depth`` (key, score) pairs, best first."""
    lexical = snapshot.lexical
    return {
        "dense": snapshot.nearest(asked.vector, scopes, depth),
        "words": lexical.search("words", asked.words, scopes, depth, also=asked.more_words),
        "bigrams": lexical.search("bigrams", asked.bigrams, scopes, depth, also=asked.more_bigrams),
    }


def rank_named(
    named: Named, ledger: Ledger, scopes: frozenset[str], found: dict[str, Scored]
) -> dict[str, Scored]:
    """The rankings "exact" (the articles named) and "title" (passages ``found`` that are in a document named)."""
    if not named.documents:
        return {"exact": [], "title": []}
    exact = [key for key, _, scope in _article_keys(named, ledger) if scope in scopes]
    keys = list(dict.fromkeys(key for pairs in found.values() for key, _ in pairs))
    places = ledger.places(keys)
    inside = [key for key in keys if key in places and places[key][0] in named.documents]
    return {
        "exact": [(key, 1 + 1 / place) for place, key in enumerate(exact, start=1)],
        "title": [(key, 1.0) for key in inside],
    }


def rank_hinted(
    hints: Hints, documents: Mapping[str, Document], found: dict[str, Scored], ledger: Ledger
) -> dict[str, Scored]:
    """The rankings "dated" and "kind": what was ``found`` in documents made when, and of the kind that, the question says."""
    keys = list(dict.fromkeys(key for pairs in found.values() for key, _ in pairs))
    places = ledger.places(keys) if hints.periods or hints.kinds else {}
    held = [(key, documents[places[key][0]]) for key in keys if key in places and places[key][0] in documents]
    return {
        "dated": [(key, 1.0) for key, document in held if hints.dated(document)],
        "kind": [(key, 1.0) for key, document in held if hints.of_kind(document)],
    }


def rank_law(
    vector: Vector | None,
    named: Named,
    documents: Mapping[str, Document],
    scopes: frozenset[str],
    ledger: Ledger,
) -> dict[str, Scored]:
    """The ranking "law": every passage of the regulations named, by meaning. Who names a regulation asks what it says, and
    its own words are seldom those of the question."""
    if vector is None:
        return {"law": []}
    keys = [
        key
        for each in _regulations(named, documents)
        for key, _, scope in ledger.under_anchor(each, "")
        if scope in scopes
    ]
    digests = {entry.key: entry.vector for entry in ledger.entries(keys)}
    vectors = ledger.vectors(list(digests.values()))
    found = [(key, float(vectors[digest] @ vector)) for key, digest in digests.items() if digest in vectors]
    least = min((like for _, like in found), default=0.0)
    return {"law": sorted(((key, like - least) for key, like in found), key=lambda pair: -pair[1])}


def rank_roles(
    asked: Query,
    named: Named,
    documents: Mapping[str, Document],
    scopes: frozenset[str],
    ledger: Ledger,
) -> dict[str, Scored]:
    """The ranking "role": the passages of the regulations named that do what is asked for (罰則, 経過措置, …)."""
    if not named.documents or named.anchors or not asks_provision(asked.text):
        return {"role": []}
    found = [
        (key, score)
        for law in filter(None, map(ledger.document, _regulations(named, documents)))
        for wanted, score in provisions_asked(asked.text, ledger.passages(law)).items()
        for key, passage, scope in ledger.under_anchor(law.id, wanted.partition("#")[2])
        if passage == wanted and scope in scopes
    ]
    return {"role": sorted(found, key=lambda pair: -pair[1])}


def _regulations(named: Named, documents: Mapping[str, Document]) -> list[str]:
    return [each for each in named.documents if each in documents and documents[each].kind in KINDS]


def _article_keys(named: Named, ledger: Ledger) -> list[tuple[str, str, str]]:
    """(key, passage id, scope) of the passages that hold the named articles, in the order named."""
    found = []
    for document_id in named.documents:
        for anchor in named.anchors:
            found.extend(ledger.under_anchor(document_id, anchor))
    return found
