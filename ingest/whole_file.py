"""A small file written whole or not at all, also when the power goes. Knows nothing of what is in it."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Replace ``path`` by ``text``; who reads meanwhile sees the old text or the new one. The folder must be there.

    ``private``: only the owner may read it.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if private:
            partial.chmod(0o600)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
