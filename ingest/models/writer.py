"""Getting the embedded writing model ready. Knows nothing of how it is run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from ingest.errors import ModelError
from ingest.models.assembly import assemble, is_ready
from ingest.models.files import WRITER, ModelFile
from ingest.models.sources import SOURCES, NamedFile, Source
from ingest.models.workplace import Progress


def prepare_writer(
    models: Path,
    *,
    progress: Progress,
    file: Path | None = None,
    sources: Sequence[Source] = SOURCES,
    model: ModelFile = WRITER,
    stop: Event | None = None,
) -> Path:
    """Put the writing model into ``models`` unless it is there; progress counts bytes. Gives its path.

    With ``file``, a copy brought from elsewhere, only that is used, and refused when it is another one.
    Raises ModelError; running it again continues where it stopped.
    """
    if file is not None:
        _look_at(file, model)
        sources = (NamedFile(file),)
    return assemble(model, models, sources=sources, progress=progress, stop=stop)


def has_writer(models: Path) -> bool:
    """Whether the model is there and was checked; takes no time."""
    return is_ready(models / WRITER.name, WRITER)


def _look_at(file: Path, model: ModelFile) -> None:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise ModelError(f"指定されたファイル {file} を開けません（{error.strerror}）。") from error
    if size != model.size:
        raise ModelError(
            f"指定されたファイル {file} は {model.title}（{model.name}）ではありません"
            f"（{size:,} バイト、正しくは {model.size:,} バイト）。取得し直すか、指定をやめてください。"
        )
