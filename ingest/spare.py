"""Memory that was freed and that the system has not got back. Knows nothing of what it held.

Building or opening the caches takes some hundred megabytes for a moment, which glibc keeps for the process afterwards.
"""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back(*, collect: bool = True) -> bool:
    """Return freed memory to the system, first that of what only circles hold (``collect``, a second where much is
    held); False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    if collect:
        gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return bool(trim(0)) if trim is not None else False


def set_aside() -> None:
    """What is held now, for as long as the process lives, is not looked through again: collecting the garbage among the
    570,000 objects of the server stops all its threads for half a second, and comes when it likes."""
    gc.collect()
    gc.freeze()
