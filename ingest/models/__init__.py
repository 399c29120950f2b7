"""Getting the models ready: built or fetched once, checked by sha256, resumable. Knows nothing of settings or pages."""

from ingest.models.embedding import prepare_embedding
from ingest.models.speech import has_speech, prepare_speech
from ingest.models.writer import has_writer, prepare_writer

__all__ = ["has_speech", "has_writer", "prepare_embedding", "prepare_speech", "prepare_writer"]
