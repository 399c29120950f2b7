"""Getting the models ready: built or fetched once, checked by sha256, resumable. Knows nothing of settings or pages."""

from ingest.models.embedding import prepare_embedding

__all__ = ["prepare_embedding"]
