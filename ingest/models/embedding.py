"""Getting the default embedding model ready. Knows nothing of how it is built or run."""

from __future__ import annotations

from pathlib import Path

from ingest.models.workplace import Progress


def prepare_embedding(models: Path, *, progress: Progress) -> Path:
    """Build ``models``/e5-small.int8 unless it is there and whole; progress counts four steps. Raises ModelError."""
    from ingest.e5.folder import build_folder

    return build_folder(models, progress=progress)
