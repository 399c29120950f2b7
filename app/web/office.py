"""What the faces need of the office they serve. Knows nothing of settings; app.wire makes the real one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Protocol, cast

from fastapi import Depends, Request

from app.models.llm import Writer
from app.speech.recordings import Recordings
from app.tasks.template_file import Prompts
from app.web.words import Words
from ingest.document import Viewer
from ingest.index import Index


class Shelf(Protocol):
    """The documents that one kind of reader may see."""

    @property
    def index(self) -> Index: ...
    @property
    def viewer(self) -> Viewer: ...


class Office(Protocol):
    """One municipality at work: its name, its index, its tasks, and who writes.

    ``translator`` is the address of a translation server ("": none) and its key;
    ``painter`` is the image server in the same way.
    ``writer`` None means that no writing model is there: drafts are composed from sources.
    ``folder`` is where the tenant's own files are, ``uploads`` where files from the page are kept;
    ``upload_limit`` is bytes per request, ``list_rows`` how many documents the list of 文書 shows at a time. ``recordings`` None means that no speech is recognised.
    ``hosts`` are the names that the clerks' pages may be asked for by, and the host that the server listens at.
    ``widget_origins`` are the sites that may show the residents' widget, ``widget_texts`` the file of its words.
    """

    @property
    def city(self) -> str: ...
    @property
    def index(self) -> Index: ...
    @property
    def prompts(self) -> Prompts: ...
    @property
    def words(self) -> Words: ...
    @property
    def writer(self) -> Writer | None: ...
    @property
    def translator(self) -> tuple[str, str]: ...
    @property
    def painter(self) -> tuple[str, str]: ...
    @property
    def viewer(self) -> Viewer: ...
    @property
    def folder(self) -> Path: ...
    @property
    def uploads(self) -> Path: ...
    @property
    def upload_limit(self) -> int: ...
    @property
    def list_rows(self) -> int: ...
    @property
    def recordings(self) -> Recordings | None: ...
    @property
    def hosts(self) -> tuple[str, str]: ...
    @property
    def widget_origins(self) -> str: ...
    @property
    def widget_texts(self) -> Path: ...


def office_of(request: Request) -> Office:
    """The office that create_app was given."""
    return cast(Office, request.app.state.office)


OfficeOf = Annotated[Office, Depends(office_of)]
