"""Files into text: one loader for every format of an office. Knows nothing of passages, models or stores."""

from ingest.loaders.builder import Loaded
from ingest.loaders.discovery import Found, discover
from ingest.loaders.kinds import LOADERS
from ingest.loaders.loading import load
from ingest.loaders.source import LIMITS, Limits
from ingest.loaders.worker import load_safely

__all__ = ["LIMITS", "LOADERS", "Found", "Limits", "Loaded", "discover", "load", "load_safely"]
