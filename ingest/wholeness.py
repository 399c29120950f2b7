"""Whether the first reading of the documents has come to its end, kept in the ledger. Knows nothing of what is read."""

from __future__ import annotations

from ingest.ledger import Ledger

_KEY = "whole"


def begin(ledger: Ledger) -> None:
    """A run begins: into an empty index it is the first, which counts until a run has come to its end."""
    if not ledger.count()[0]:
        ledger.set_meta(_KEY, "no")


def end(ledger: Ledger) -> None:
    """A run has come to its end."""
    ledger.set_meta(_KEY, "yes")


def is_whole(ledger: Ledger) -> bool:
    """False from the beginning of the first reading to its end, also when it was killed on the way."""
    return ledger.meta(_KEY) != "no"
