"""Getting the speech recognition model ready. Knows nothing of how it is run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from ingest.models.assembly import assemble, is_ready
from ingest.models.files import SPEECH
from ingest.models.sources import SOURCES, Source
from ingest.models.workplace import Progress

FOLDER = "whisper-base"


def prepare_speech(
    models: Path,
    *,
    progress: Progress,
    sources: Sequence[Source] = SOURCES,
    stop: Event | None = None,
) -> Path:
    """Put the model into ``models``/whisper-base unless it is there; progress counts bytes. Gives the folder.

    Raises ModelError; running it again continues where it stopped.
    """
    folder = models / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for model in SPEECH:
        assemble(model, folder, sources=sources, progress=progress, stop=stop)
    return folder


def has_speech(models: Path) -> bool:
    """Whether every file of it is there and was checked; takes no time."""
    return all(is_ready(models / FOLDER / model.name, model) for model in SPEECH)
