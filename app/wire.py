"""The parts of the product put together from the settings. Knows nothing of pages or commands."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document import CLERK, Viewer
from ingest.settings import Settings

if TYPE_CHECKING:
    from app.models.llm import Writer
    from app.speech.recognition import Recogniser
    from app.speech.recordings import Recordings
    from app.speech.vocabulary import Vocabulary
    from app.tasks.template_file import Prompts
    from app.web.words import Words
    from ingest.index import Index

UPLOAD_LIMIT = 200 * 1024 * 1024
"""What the loaders read at most (ingest.loaders.LIMITS)."""

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "ORT_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Everything in the libraries that would call out at import or start is switched off here, and only here."""

STILL = {"OPENBLAS_NUM_THREADS": "1"}
"""numpy's own threads wait by turning: after each small product they used as much of the processor as all the rest."""


def be_quiet() -> None:
    """Call before any of those libraries is imported; what the office has set itself stays."""
    for name, value in (QUIET | STILL).items():
        os.environ.setdefault(name, value)


class Office:
    """One municipality's product: each part is opened when it is first asked for.

    Raises SettingError, IndexUnusable or ModelError, in Japanese, when a part cannot be opened.
    """

    def __init__(self, settings: Settings, viewer: Viewer | None = None) -> None:
        from app.text.names import never_a_person

        be_quiet()
        never_a_person(settings.city)
        self.settings = settings
        self.awaited: Collection[str] = ()
        """The models that are being fetched behind the pages."""
        self.viewer = viewer or Viewer(tenant=settings.tenant, level=CLERK.level)

    @cached_property
    def index(self) -> Index:
        """The index of the tenant; raises IndexUnusable when another embedder made it."""
        return self.open_index()

    def open_index(self, *, rebuild: bool = False) -> Index:
        """The index, emptied first when ``rebuild``."""
        from ingest.embedders import open_embedder
        from ingest.index import Index
        from ingest.search.lexicon import load_lexicon
        from ingest.search.reranking import open_reranking

        self._close_to_others()
        return Index(
            self.folder,
            tenant=self.settings.tenant,
            embedder=open_embedder(self.settings.embedder, models=self.settings.models),
            lexicon=load_lexicon(self.settings.prompts, city=self.settings.city),
            reranking=open_reranking(self.settings.reranker, key=self.settings.reranker_key),
            rebuild=rebuild,
        )

    def _close_to_others(self) -> None:
        """The folder with everything that is written: only its owner may look in, from the day that it is made."""
        self.settings.home.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.folder.parent.mkdir(mode=0o700)

    @property
    def translator(self) -> tuple[str, str]:
        """The translation server's address, "" for none, and its key."""
        return self.settings.translator, self.settings.translator_key

    @property
    def painter(self) -> tuple[str, str]:
        """The image server, 「モデル名@URL」 or "", and its key."""
        return self.settings.image, self.settings.image_key

    @property
    def city(self) -> str:
        return self.settings.city

    @property
    def prompts(self) -> Prompts:
        """The tasks, those that clerks made after them, and the messages; raises SettingError naming file and key."""
        from app.tasks.own_tasks import with_own

        return with_own(self._prompts, self.folder / "tasks")

    @cached_property
    def _prompts(self) -> Prompts:
        from app.municipality import in_own_words
        from app.tasks.template_file import load_prompts

        made = load_prompts(self.settings.prompts)
        parts = {
            name: in_own_words(getattr(made, name), self.city)
            for name in ("templates", "cards", "parts", "messages")
        }
        return replace(made, public=made.public.of(self.city), **parts)

    @cached_property
    def words(self) -> Words:
        """The words on the pages."""
        from app.municipality import in_own_words
        from app.web.words import load_words

        return in_own_words(load_words(self.settings.prompts / "ui.toml"), self.city)

    @property
    def folder(self) -> Path:
        """Where the tenant's own files are: its index, uploads, drafts and tasks."""
        return self.settings.home / "tenants" / self.settings.tenant

    @property
    def uploads(self) -> Path:
        """Where files from the page are kept."""
        return self.folder / "uploads"

    @property
    def upload_limit(self) -> int:
        """Bytes in one request."""
        return UPLOAD_LIMIT

    @property
    def list_rows(self) -> int:
        """Documents of the list at a time: a page of 5,000 rows would be 2 MB."""
        return 200

    @property
    def hosts(self) -> tuple[str, str]:
        """The names that the setting lists, and the host that the server listens at."""
        return self.settings.hosts, self.settings.host

    @property
    def widget_origins(self) -> str:
        """The sites that may show the residents' widget, as the setting has them."""
        return self.settings.widget_origins

    @property
    def widget_texts(self) -> Path:
        """The words of the residents' widget."""
        return self.settings.prompts / "widget.toml"

    @property
    def writer(self) -> Writer | None:
        """The writing model, or None when the office uses none or its file is still coming (see ``awaited``)."""
        return None if "writer" in self.awaited else self._writer

    @cached_property
    def _writer(self) -> Writer | None:
        from app.models.llm import open_writer

        settings = self.settings
        return open_writer(settings.llm, models=settings.models, key=settings.llm_key, file=settings.llm_file)

    @cached_property
    def recordings(self) -> Recordings | None:
        """The recordings of meetings, or None when the office recognises no speech."""
        from app.speech.papers import vocabulary_of
        from app.speech.recordings import Recordings

        if self.settings.speech == "none":
            return None

        def vocabulary(title: str, words: str) -> Vocabulary:
            return vocabulary_of(
                title, words, index=self.index, viewer=self.viewer, prompts=self.settings.prompts
            )

        folder = self.settings.home / "tenants" / self.settings.tenant / "recordings"
        return Recordings(folder, recogniser=lambda: self.recogniser, vocabulary=vocabulary)

    @cached_property
    def recogniser(self) -> Recogniser:
        """The speech recognition model; raises ModelError when it cannot be had."""
        from app.speech.recognition import Recogniser
        from ingest.models import prepare_speech

        settings = self.settings
        if settings.speech == "embedded":
            return Recogniser(prepare_speech(settings.models, progress=lambda done, total, message: None))
        return Recogniser(Path(settings.speech).expanduser())
