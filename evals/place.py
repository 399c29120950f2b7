"""Where one tenant's evaluations lie: beside its index, so that two tenants of one home share none. Knows nothing of what is in them.

Until 27 November 2026 they lay in `SHITAGAKI_HOME/evals`, whichever tenant had made them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.wire import Office

NAME = "evals"


def place_of(office: Office) -> Path:
    """The folder that holds `evals`. That of an older version is moved here first, if no other tenant can have made it:
    with two in the home nobody can tell whose it is, and it stays where it is for a person to move. So does a package of
    Python of that name, where the home is the folder of this program."""
    old, new = office.settings.home / NAME, office.folder / NAME
    ours = old.is_dir() and not (old / "__init__.py").exists()
    if ours and not new.exists() and not _others(office):
        new.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # another process was faster
            old.rename(new)
    return office.folder


def _others(office: Office) -> bool:
    tenants = office.settings.home / "tenants"
    return any(
        one.is_dir() and one != office.folder for one in (tenants.iterdir() if tenants.is_dir() else ())
    )


def model_of(office: Office) -> str:
    """The name of the writing model that the office has set; "none" for none."""
    return office.writer.name if office.writer else "none"
