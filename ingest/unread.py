"""The files of a folder that could not be read when it was last looked at. Knows nothing of why or of loaders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ingest.ledger import Ledger
from ingest.papers.candidates import Failure

_NOTE = "unread"


def keep_unread(ledger: Ledger, paths: Sequence[Path], failed: Sequence[Failure]) -> None:
    """Note what ``failed`` of the folders ``paths``, in the place of what was noted of the same folders before.

    A single file is told when it is handed over, and is not noted.
    """
    folders = sorted(str(path.absolute()) for path in paths if path.is_dir())
    if not folders:
        return
    noted = json.loads(ledger.meta(_NOTE, "{}"))
    noted["\n".join(folders)] = [[one.path, one.reason] for one in failed]
    ledger.set_meta(_NOTE, json.dumps({key: rows for key, rows in noted.items() if rows}, ensure_ascii=False))


def forget_unread(ledger: Ledger, paths: Sequence[Path]) -> None:
    """Note nothing more of folders that are, or are below, ``paths``."""
    gone = [str(path.absolute()) for path in paths]
    noted = json.loads(ledger.meta(_NOTE, "{}"))
    left = {
        key: rows
        for key, rows in noted.items()
        if not all(any(f"{folder}/".startswith(f"{each}/") for each in gone) for folder in key.split("\n"))
    }
    ledger.set_meta(_NOTE, json.dumps(left, ensure_ascii=False))


def unread(ledger: Ledger) -> tuple[Failure, ...]:
    """What is noted of all folders, each file once."""
    noted = json.loads(ledger.meta(_NOTE, "{}"))
    return tuple(dict.fromkeys(Failure(path, reason) for rows in noted.values() for path, reason in rows))
