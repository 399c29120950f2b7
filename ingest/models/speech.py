"""Getting the speech recognition model ready. Knows nothing of how it is run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.models.assembly import assemble
from ingest.models.files import SPEECH
from ingest.models.sources import SOURCES, Source
from ingest.models.workplace import Progress

FOLDER = "whisper-base"


def prepare_speech(models: Path, *, progress: Progress, sources: Sequence[Source] = SOURCES) -> Path:
    """Put the model into ``models``/whisper-base unless it is there; progress counts bytes. Gives the folder.

    Raises ModelError; running it again continues where it stopped.
    """
    folder = models / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for model in SPEECH:
        assemble(model, folder, sources=sources, progress=progress)
    return folder
