"""What was read from a folder taken out of the index again, the folder being there or not. Knows nothing of reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.index import Index
from ingest.lock import writer_lock
from ingest.papers.candidates import is_under
from ingest.papers.schedule import settle
from ingest.unread import forget_unread
from ingest.wholeness import begin, end


def forget(paths: Sequence[Path], *, index: Index) -> int:
    """Take out what was read from ``paths``, whether they are still there or not; returns the number of documents. Papers from
    elsewhere stay, and the files themselves are not touched. Waits while another run is writing."""
    with writer_lock(index.lock_file, waiting=lambda message: None):
        ledger = index.ledger
        below = [name for source, (name, _, _) in ledger.sources().items() if is_under(source, paths)]
        begin(ledger)
        removed = ledger.remove(below)
        forget_unread(ledger, paths)
        if removed:
            settle(ledger)
        index.refresh()
        end(ledger)
    return removed
