"""A case file given to a command: looked through, then kept as the suite of its name. Knows nothing of how a suite is run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ShitagakiError

if TYPE_CHECKING:
    from app.wire import Office

MOST = 20
"""Complaints about a file that are told at once."""


def taken_up(suite: str, office: Office) -> str:
    """The name of a suite; a file of cases is first looked through as `eval lint` does, and kept under its name. Raises
    ShitagakiError with what is wrong in which line."""
    if not suite.endswith(".jsonl"):
        return suite
    from evals.lint import lint_file, read_ground
    from evals.place import place_of
    from evals.shelf import adopt, checked

    file = Path(suite)
    checked(file.stem)
    if file.is_file():
        wrong = lint_file(file, read_ground(office.prompts, office.index, office.viewer))
        if wrong:
            more = f"\nほか {len(wrong) - MOST} 件。" if len(wrong) > MOST else ""
            told = "\n".join(map(str, wrong[:MOST]))
            raise ShitagakiError(
                f"{suite} に誤りが {len(wrong)} 件あるため、動かしませんでした。\n{told}{more}"
            )
    return adopt(file, place_of(office))
