"""Getting the models ready: built or fetched once, checked by sha256, resumable. Knows nothing of settings or pages."""

from ingest.models.embedding import prepare_embedding
from ingest.models.speech import prepare_speech
from ingest.models.writer import prepare_writer

__all__ = ["prepare_embedding", "prepare_speech", "prepare_writer"]
