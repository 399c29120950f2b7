"""What answering residents needs of an office. Knows no questions."""

from __future__ import annotations

from typing import Protocol

from app.models.llm import Writer
from app.residents.phrases import Phrases
from app.tasks.template_file import Prompts
from ingest.document import Viewer
from ingest.index import Index


class PublicOffice(Protocol):
    """``viewer`` may read documents of 機密性 1 only."""

    @property
    def index(self) -> Index: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def phrases(self) -> Phrases: ...
    @property
    def viewer(self) -> Viewer: ...
    @property
    def writer(self) -> Writer | None: ...
