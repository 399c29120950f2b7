"""One file on its way into a loader, and the limits it must keep. Knows nothing of formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; every bound is generous for a real document and small for an attack.

    Sizes in bytes, times in seconds. ``unpacked`` and ``ratio`` bound what an archive may grow to (a real
    docx stays under 40:1, an xlsx of equal cells can reach 100:1). ``scan_seconds`` is added to ``seconds`` for
    every page that has to be read from its picture.
    """

    size: int = 200 * MIB
    unpacked: int = 1024 * MIB
    ratio: int = 250
    members: int = 10_000
    characters: int = 5_000_000
    blocks: int = 100_000
    seconds: float = 120.0
    scan_seconds: float = 30.0
    scan_pages: int = 300
    memory: int = 3 * 1024 * MIB


LIMITS = Limits()


def _ignore(_pages: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """A file to load: ``path`` holds its bytes, ``name`` is what people call it (it may lie in an archive).

    ``scanned`` is called with the number of pages that are about to be read from their pictures.
    """

    path: Path
    name: str
    limits: Limits = LIMITS
    scanned: Callable[[int], None] = _ignore

    @property
    def stem(self) -> str:
        """The file's name without folders and suffix: the title of last resort."""
        return Path(self.name.replace("\\", "/")).stem or self.name
